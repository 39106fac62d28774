// 佐证材料: by picker, drag and paste; thumbnails, progress, captions, removal. Originals are never changed.
import { Button, Progress } from "antd";
import { useEffect, useRef, useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../../src-main/api/contract-parts.ts";
import { saySize } from "../../../format/amounts.ts";
import { useDates } from "../../../rpc/context.tsx";
import { Note } from "../../../ui/note.tsx";
import { ProblemNotice } from "../../../ui/problem-notice.tsx";
import { Icon } from "../../../ui/icons.tsx";
import { Sheet } from "../../../ui/page.tsx";
import { visibleText } from "../../../ui/visible-text.tsx";
import { countMedia, useSayMedia } from "../../../widgets/media/say-media.ts";
import { byTimeTaken, putInTurn } from "./attached-order.ts";
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
  const { offset } = useDates();
  const turns = useRef(new Map<string, number>());
  const intake = useIntake(draft, (item, turn) => {
    turns.current.set(item.sha256, turn);
    onMedia((was) => [...was.filter((one) => one.sha256 !== item.sha256), item]);
    change((was) =>
      was.attachments.some((one) => one.sha256 === item.sha256)
        ? was
        : { ...was, attachments: putInTurn(was.attachments, { sha256: item.sha256 }, turns.current) },
    );
  });
  const [over, setOver] = useState(false);
  usePaste(intake.take);
  const attached = value.attachments.flatMap((one) => {
    const item = media.find((known) => known.sha256 === one.sha256);
    return item === undefined ? [] : [{ ...item, ...(one.caption === undefined ? {} : { caption: one.caption }) }];
  });
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
          if (!event.dataTransfer.types.includes("Files")) return;
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        {attached.length > 0 && <AttachedGrid items={attached} />}
        {attached.filter((item) => item.takenAt !== undefined).length > 1 && (
          <div className="row">
            <Button
              size="small"
              onClick={() => change((was) => ({ ...was, attachments: byTimeTaken(was.attachments, media, offset) }))}
            >
              {t("byTime")}
            </Button>
          </div>
        )}
        <MediaNotes items={attached} />
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

/** What is noticed about the pictures, said kindly before anything is handed in. */
function MediaNotes({ items }: Readonly<{ items: readonly MediaItem[] }>) {
  const { t } = useTranslation("media");
  const notes = items.flatMap((item) => item.notes.map((note) => ({ item, note })));
  return (
    <>
      {notes.slice(0, 4).map(({ item, note }) => (
        <Note key={`${item.sha256}${note.note}${note.other?.record ?? ""}`} tone="warn">
          {t(`note.${note.note}`, {
            name: visibleText(item.name),
            other: visibleText(note.other?.title ?? ""),
            at: note.takenAt ?? "",
          })}
        </Note>
      ))}
    </>
  );
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
