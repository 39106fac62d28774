// 佐证材料: by picker, drag and paste; thumbnails, progress, captions, removal. Originals are never changed.
import { useQuery } from "@tanstack/react-query";
import { Button, Progress } from "antd";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { api, query } from "../../../rpc/api.ts";
import { saySize } from "../../../format/amounts.ts";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";
import { MediaNotes } from "../../../widgets/media/media-notes.tsx";
import { countMedia, useSayMedia } from "../../../widgets/media/say-media.ts";
import { AttachedGrid } from "./attached-grid.tsx";
import { useDraftTools } from "./draft-context.ts";
import { useIntake, type Intake } from "./use-intake.ts";

type PanelProps = Readonly<{
  draft: string;
  /** An activity counts only with files; a ledger's record may have some. */
  evidence: boolean;
  media: readonly MediaItem[];
  onMedia: (edit: (media: readonly MediaItem[]) => readonly MediaItem[]) => void;
}>;

export function AttachmentPanel({ draft, evidence, media, onMedia }: PanelProps) {
  const { t } = useTranslation("media");
  const { value, change } = useDraftTools();
  const sayMedia = useSayMedia();
  const intake = useIntake(draft, (item) => {
    onMedia((was) => [...was.filter((one) => one.sha256 !== item.sha256), item]);
    change((was) =>
      was.attachments.some((one) => one.sha256 === item.sha256)
        ? was
        : { ...was, attachments: [...was.attachments, { sha256: item.sha256 }] },
    );
  });
  const [over, setOver] = useState(false);
  usePaste(intake.take);
  const attached = value.attachments.flatMap((one) => {
    const item = media.find((known) => known.sha256 === one.sha256);
    return item === undefined ? [] : [{ ...item, ...(one.caption === undefined ? {} : { caption: one.caption }) }];
  });
  const noted = useNotedItems(draft, attached);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    intake.take([...event.dataTransfer.files]);
  };
  return (
    <Sheet
      title={t(evidence ? "evidence" : "files")}
      beside={attached.length === 0 ? t(evidence ? "noEvidence" : "noFiles") : sayMedia(countMedia(attached), true)}
    >
      <div
        className="stack"
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {attached.length > 0 && <AttachedGrid items={noted} />}
        <MediaNotes items={noted} activity={value.title ?? ""} />
        <ul className="intakes" aria-live="polite">
          {intake.running.map((one) => (
            <IntakeRow key={one.id} intake={one} onAway={() => intake.putAway(one.id)} onCancel={() => intake.cancel(one.id)} />
          ))}
        </ul>
        <DropZone over={over} onFiles={intake.take} />
      </div>
    </Sheet>
  );
}

function DropZone({ over, onFiles }: Readonly<{ over: boolean; onFiles: (files: readonly File[]) => void }>) {
  const { t } = useTranslation("media");
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className={over ? "drop drop-over" : "drop"}>
      <p>{t("dropHere")}</p>
      <p className="muted small">{t("dropWhat")}</p>
      <Button size="small" icon={<Icon name="add" size={16} />} onClick={() => picker.current?.click()}>
        {t("pick")}
      </Button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={t("pick")}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    </div>
  );
}

type RowProps = Readonly<{ intake: Intake; onAway: () => void; onCancel: () => void }>;

function IntakeRow({ intake, onAway, onCancel }: RowProps) {
  const { t } = useTranslation("media");
  if (intake.problem !== undefined) {
    return (
      <li>
        <ProblemNotice problem={intake.problem}>
          <button type="button" className="link" onClick={onAway}>
            {t("putAway")}
          </button>
        </ProblemNotice>
      </li>
    );
  }
  const { doneBytes, totalBytes } = intake;
  const percent = totalBytes === 0 ? 0 : Math.floor((doneBytes / totalBytes) * 100);
  return (
    <li className="row tight small">
      <span className="intake-name">{visibleText(intake.name)}</span>
      <Progress percent={percent} size="small" showInfo={false} aria-label={t("adding", { name: intake.name })} />
      <span className="muted intake-size">{t("addedOf", { done: saySize(doneBytes), total: saySize(totalBytes) })}</span>
      <button type="button" className="link" aria-label={t("cancelAdding", { name: intake.name })} onClick={onCancel}>
        {t("cancel")}
      </button>
    </li>
  );
}

/** Notes are asked again when a file comes or goes, when the time is another, and when the program has looked at a file. */
function useNotedItems(draft: string, items: readonly MediaItem[]): readonly MediaItem[] {
  const { value } = useDraftTools();
  const asked = [...value.attachments.map(({ sha256 }) => sha256), value.startsAt ?? "", value.endsAt ?? ""].join(" ");
  const notes = useQuery({
    queryKey: [...query.drafts.notes.key(), draft, asked],
    queryFn: () => api.drafts.notes({ draft, value }),
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return items.map((item) => ({ ...item, notes: notes.data?.find(({ sha256 }) => sha256 === item.sha256)?.notes ?? [] }));
}

function usePaste(take: (files: readonly File[]) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, [take]);
}
