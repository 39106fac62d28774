// The attachments of a draft: a picture, its caption, and the way to remove it.
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../src-main/api/contract/parts.ts";
import { Icon } from "../../ui/icons.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { MediaViewer } from "../../widgets/media-viewer.tsx";
import { Thumb } from "../../widgets/thumb.tsx";
import { useDraftTools } from "./draft-context.ts";

export function AttachedGrid({ items }: Readonly<{ items: readonly MediaItem[] }>) {
  const [at, setAt] = useState<number>();
  return (
    <ul className="attached">
      {items.map((item, index) => (
        <Attached key={item.sha256} item={item} onOpen={() => setAt(index)} />
      ))}
      <MediaViewer items={items} at={at} onMove={setAt} />
    </ul>
  );
}

function Attached({ item, onOpen }: Readonly<{ item: MediaItem; onOpen: () => void }>) {
  const { t } = useTranslation("media");
  const { change } = useDraftTools();
  const name = visibleText(item.name);
  const caption = (text: string): void =>
    change((was) => ({
      ...was,
      attachments: was.attachments.map((one) => (one.sha256 === item.sha256 ? withCaption(one, text) : one)),
    }));
  const remove = (): void =>
    change((was) => ({ ...was, attachments: was.attachments.filter((one) => one.sha256 !== item.sha256) }));
  return (
    <li>
      <Thumb item={item} onOpen={onOpen} marked={item.notes.length > 0} />
      <Input
        size="small"
        variant="filled"
        value={item.caption ?? ""}
        maxLength={200}
        placeholder={t("caption")}
        aria-label={t("captionOf", { name })}
        onChange={(event) => caption(event.target.value)}
      />
      <button
        type="button"
        className="attached-remove"
        aria-label={t("remove", { name })}
        title={t("remove", { name })}
        onClick={remove}
      >
        <Icon name="close" size={14} />
      </button>
    </li>
  );
}

type Named = Readonly<{ sha256: string; caption?: string | undefined; role?: "before" | "after" | "scan" | undefined }>;

function withCaption(one: Named, text: string): { sha256: string; caption?: string; role?: "before" | "after" | "scan" } {
  const role = one.role === undefined ? {} : { role: one.role };
  return text === "" ? { sha256: one.sha256, ...role } : { sha256: one.sha256, caption: text, ...role };
}
