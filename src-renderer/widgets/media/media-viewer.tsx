// Attachments one at a time, large: pictures whole, video and audio with their own controls, documents as a link.
import { Button, Modal } from "antd";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../src-main/api/contract-parts.ts";
import { saySize } from "../../format/amounts.ts";
import { useDates } from "../../rpc/context.tsx";
import { Icon } from "../../ui/icons.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { PreviewImage } from "./preview-image.tsx";
import { useSave } from "./save.ts";

type ViewerProps = Readonly<{ items: readonly MediaItem[]; at: number | undefined; onMove: (at: number | undefined) => void }>;

/** Arrow keys go through the items, Escape closes. */
export function MediaViewer({ items, at, onMove }: ViewerProps) {
  const { t } = useTranslation("media");
  const item = at === undefined ? undefined : items[at];
  useArrows(item !== undefined, items.length, at ?? 0, onMove);
  if (item === undefined || at === undefined) return null;
  return (
    <Modal
      open
      centered
      width="min(1180px, 94vw)"
      footer={null}
      onCancel={() => onMove(undefined)}
      title={<Foreign text={item.caption ?? item.name} />}
      destroyOnHidden
    >
      <div className="viewer">
        <Button
          type="text"
          aria-label={t("previous")}
          disabled={at === 0}
          icon={<Icon name="collapse" />}
          onClick={() => onMove(at - 1)}
        />
        <div className="viewer-stage">
          <Shown item={item} />
        </div>
        <Button
          type="text"
          aria-label={t("next")}
          disabled={at >= items.length - 1}
          icon={<Icon name="expand" />}
          onClick={() => onMove(at + 1)}
        />
      </div>
      <ViewerFacts item={item} place={`${at + 1} / ${items.length}`} />
    </Modal>
  );
}

function Shown({ item }: Readonly<{ item: MediaItem }>) {
  const { t } = useTranslation("media");
  if (item.originalUrl === null) return <WithoutOriginal item={item} />;
  if (item.class === "video") return <video src={item.originalUrl} controls poster={item.previewUrl ?? undefined} />;
  if (item.class === "audio") return <audio src={item.originalUrl} controls />;
  const name = item.caption ?? item.name;
  if (item.class === "photo" && isShownByBrowser(item.mime)) return <img src={item.originalUrl} alt={name} />;
  if (item.class === "photo" && item.previewUrl !== null)
    return <PreviewImage sha256={item.sha256} url={item.previewUrl} name={name} />;
  return <p className="muted">{t("notShown")}</p>;
}

/** The small picture that came with the records, until the original comes. */
function WithoutOriginal({ item }: Readonly<{ item: MediaItem }>) {
  const { t } = useTranslation("media");
  if (item.previewUrl === null) return <p className="muted">{t(`state.${item.state}`)}</p>;
  return (
    <figure>
      <PreviewImage sha256={item.sha256} url={item.previewUrl} name={item.caption ?? item.name} />
      <figcaption className="muted">{t("smallOnly")}</figcaption>
    </figure>
  );
}

function ViewerFacts({ item, place }: Readonly<{ item: MediaItem; place: string }>) {
  const { t } = useTranslation("media");
  const dates = useDates();
  const size = item.widthPx === undefined ? "" : `${item.widthPx} × ${item.heightPx ?? 0}`;
  return (
    <div className="row wrap small muted">
      <span>{place}</span>
      <Foreign text={item.name} />
      <span>{saySize(item.sizeBytes)}</span>
      <span>{size}</span>
      {item.takenAt !== undefined && <span>{t("takenAt", { at: dates.local(item.takenAt) })}</span>}
      <span className="push" />
      {item.originalUrl !== null && <SaveCopy url={item.originalUrl} name={item.name} />}
    </div>
  );
}

/** The original, byte for byte, under the name that it came with. */
function SaveCopy({ url, name }: Readonly<{ url: string; name: string }>) {
  const { t } = useTranslation("media");
  const { save, busy, problem } = useSave();
  return (
    <>
      <Button size="small" icon={<Icon name="download" size={16} />} loading={busy} onClick={() => save({ url, name })}>
        {t("saveCopy")}
      </Button>
      {problem !== undefined && <ProblemNotice problem={problem} />}
    </>
  );
}

/** HEIC and TIFF are shown by their preview; the original stays as it is. */
function isShownByBrowser(mime: string): boolean {
  return ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"].includes(mime);
}

function useArrows(open: boolean, count: number, at: number, onMove: (at: number) => void): void {
  useEffect(() => {
    if (!open) return undefined;
    const press = (event: KeyboardEvent): void => {
      if (event.target instanceof HTMLMediaElement) return;
      if (event.key === "ArrowLeft" && at > 0) onMove(at - 1);
      if (event.key === "ArrowRight" && at < count - 1) onMove(at + 1);
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, [open, count, at, onMove]);
}
