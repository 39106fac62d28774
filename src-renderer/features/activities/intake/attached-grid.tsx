// The attachments of a draft: a picture, its caption, and the way to remove it.
import { Input } from "antd";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import type { DraftValue } from "../../../../src-main/api/drafts/contract.ts";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { Icon } from "../../../ui/icons.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";
import { MediaViewer } from "../../../widgets/media/media-viewer.tsx";
import { Thumb } from "../../../widgets/media/thumb.tsx";
import { useSayUndoable } from "../../../widgets/records/use-removal.tsx";
import { useDraftTools } from "../form/draft-context.ts";
import { movedTo } from "./attached-order.ts";

export function AttachedGrid({ items }: Readonly<{ items: readonly MediaItem[] }>) {
  const [at, setAt] = useState<number>();
  const onRemoved = useClosedWithForm();
  return (
    <ul className="attached">
      {items.map((item, index) => (
        <Attached key={item.sha256} item={item} onOpen={() => setAt(index)} onRemoved={onRemoved} />
      ))}
      <MediaViewer items={items} at={at} onMove={setAt} />
    </ul>
  );
}

type AttachedProps = Readonly<{ item: MediaItem; onOpen: () => void; onRemoved: (close: () => void) => void }>;

function Attached({ item, onOpen, onRemoved }: AttachedProps) {
  const { t } = useTranslation("media");
  const { value, change } = useDraftTools();
  const name = visibleText(item.name);
  const caption = (text: string): void =>
    change((was) => ({
      ...was,
      attachments: was.attachments.map((one) => (one.sha256 === item.sha256 ? withCaption(one, text) : one)),
    }));
  const say = useSayUndoable();
  const remove = (): void => {
    change((was) => ({ ...was, attachments: was.attachments.filter((one) => one.sha256 !== item.sha256) }));
    onRemoved(say(t("removed", { name }), () => change((was) => putBack(was, value, item.sha256))));
  };
  return (
    <li {...useReordering(item.sha256)}>
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

/** What a file that is pulled about is known by: nothing that comes from outside the page bears it. */
const PULLED = "application/x-anbao-attachment";

/** A file is pulled to the place of another one. */
function useReordering(sha256: string) {
  const { change } = useDraftTools();
  const isOurs = (event: DragEvent): boolean => event.dataTransfer.types.includes(PULLED);
  return {
    draggable: true,
    onDragStart: (event: DragEvent): void => event.dataTransfer.setData(PULLED, sha256),
    onDragOver: (event: DragEvent): void => {
      if (isOurs(event)) event.preventDefault();
    },
    onDrop: (event: DragEvent): void => {
      if (!isOurs(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const pulled = event.dataTransfer.getData(PULLED);
      change((was) => ({ ...was, attachments: movedTo(was.attachments, pulled, sha256) }));
    },
  };
}

/** Messages that offer to put a file back go with the form: nothing is put back into a draft that is saved. */
function useClosedWithForm(): (close: () => void) => void {
  const open = useRef<(() => void)[]>([]);
  useEffect(
    () => () => {
      for (const close of open.current) close();
    },
    [],
  );
  return (close) => void open.current.push(close);
}

/** The draft with one attachment where it was in an earlier state of it. */
function putBack(now: DraftValue, before: DraftValue, sha256: string): DraftValue {
  const at = before.attachments.findIndex((one) => one.sha256 === sha256);
  const taken = before.attachments[at];
  if (taken === undefined || now.attachments.some((one) => one.sha256 === sha256)) return now;
  return { ...now, attachments: now.attachments.toSpliced(at, 0, taken) };
}

type Named = Readonly<{ sha256: string; caption?: string | undefined; role?: "before" | "after" | "scan" | undefined }>;

function withCaption(one: Named, text: string): { sha256: string; caption?: string; role?: "before" | "after" | "scan" } {
  const role = one.role === undefined ? {} : { role: one.role };
  return text === "" ? { sha256: one.sha256, ...role } : { sha256: one.sha256, caption: text, ...role };
}
