// Attachments one at a time, large: pictures and pages zoomed and turned, video and audio with their own controls, what the file says
// beside it.
import { Button, Modal } from "antd";
import { lazy, Suspense, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../src-main/api/contract-parts.ts";
import { Icon } from "../../ui/icons.tsx";
import { Loading } from "../../ui/loading.tsx";
import { ProblemNotice } from "../../ui/problem-notice.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Foreign } from "../../ui/visible-text.tsx";
import { usePicture } from "./poster.ts";
import { PreviewImage } from "./preview-image.tsx";
import { useSave } from "./save.ts";
import { smallName } from "./smaller/small-name.ts";
import { PictureStage } from "./viewer/picture-stage.tsx";
import { ToolButton } from "./viewer/tool-button.tsx";
import { useLooking, type Looker } from "./viewer/use-looking.ts";
import { useViewerKeys } from "./viewer/use-viewer-keys.ts";
import { ViewerFacts } from "./viewer/viewer-facts.tsx";

/** Loaded with the first paper that is looked at. */
const PaperStage = lazy(() => import("./paper/paper-stage.tsx").then((module) => ({ default: module.PaperStage })));

type ViewerProps = Readonly<{ items: readonly MediaItem[]; at: number | undefined; onMove: (at: number | undefined) => void }>;

/** Arrow keys go through the items, PageUp and PageDown through pages, + − 0 1 zoom, R turns, I shows the facts, the space bar plays, Escape closes. */
export function MediaViewer({ items, at, onMove }: ViewerProps) {
  const item = at === undefined ? undefined : items[at];
  if (item === undefined || at === undefined) return null;
  return (
    <Modal
      open
      centered
      width="min(1280px, 96vw)"
      footer={null}
      onCancel={() => onMove(undefined)}
      title={<Foreign text={item.caption ?? item.name} />}
      destroyOnHidden
    >
      <Viewer key={item.sha256} item={item} at={at} count={items.length} onMove={onMove} />
    </Modal>
  );
}

type OneProps = Readonly<{ item: MediaItem; at: number; count: number; onMove: (at: number) => void }>;

function Viewer({ item, at, count, onMove }: OneProps) {
  const { t } = useTranslation("media");
  const stage = useRef<HTMLDivElement>(null);
  const looker = useLooking(stage);
  const [informed, setInformed] = useShownFacts();
  const inform = (): void => setInformed(!informed);
  const go = (by: number): void => {
    if (at + by >= 0 && at + by < count) onMove(at + by);
  };
  useViewerKeys(stage, looker, { go, inform });
  return (
    <>
      <div className="viewer">
        <ToolButton label={t("previous")} icon="collapse" disabled={at === 0} onClick={() => go(-1)} />
        <div className="viewer-stage" ref={stage} tabIndex={-1}>
          <Shown item={item} looker={looker} />
        </div>
        <ToolButton label={t("next")} icon="expand" disabled={at >= count - 1} onClick={() => go(1)} />
        {informed && <ViewerFacts item={item} />}
      </div>
      <div className="row wrap small viewer-tools">
        <span className="muted">{`${at + 1} / ${count}`}</span>
        {looker.looking !== undefined && <PictureTools looker={looker} />}
        <span className="push" />
        <Button size="small" icon={<Icon name="info" size={16} />} aria-pressed={informed} onClick={inform}>
          {t("facts")}
        </Button>
        {item.originalUrl !== null && !isOtherPaper(item) && <SaveCopy url={item.originalUrl} name={item.name} />}
        {item.originalUrl === null && item.small !== null && (
          <SaveCopy url={item.small.url} name={smallName(item.name, item.small.mime)} />
        )}
      </div>
    </>
  );
}

const INFORMED = "viewer-facts-hidden";

/** Whether the facts stand beside the picture: as it was left, for this run of the program. */
function useShownFacts(): readonly [boolean, (shown: boolean) => void] {
  const [shown, setShown] = useState(() => window.sessionStorage.getItem(INFORMED) === null);
  const keep = (now: boolean): void => {
    if (now) window.sessionStorage.removeItem(INFORMED);
    else window.sessionStorage.setItem(INFORMED, "1");
    setShown(now);
  };
  return [shown, keep];
}

function PictureTools({ looker }: Readonly<{ looker: Looker }>) {
  const { t } = useTranslation("media");
  return (
    <>
      <ToolButton label={t("zoomOut")} icon="minus" onClick={looker.further} />
      <span className="viewer-scale">{`${Math.round(looker.scale * 100)}%`}</span>
      <ToolButton label={t("zoomIn")} icon="add" onClick={looker.nearer} />
      <Button size="small" type="text" onClick={looker.whole}>
        {t("fit")}
      </Button>
      <Button size="small" type="text" onClick={looker.full}>
        {t("fullSize")}
      </Button>
      <ToolButton label={t("turn")} icon="turn" onClick={looker.turn} />
    </>
  );
}

function Shown({ item, looker }: Readonly<{ item: MediaItem; looker: Looker }>) {
  const picture = usePicture(item);
  const name = item.caption ?? item.name;
  if (item.originalUrl === null) return <WithoutOriginal item={item} looker={looker} />;
  if (item.class === "video") return <Clip url={item.originalUrl} poster={picture} />;
  if (item.class === "audio") return <audio src={item.originalUrl} controls />;
  if (item.class === "photo") return <Photo item={item} name={name} looker={looker} />;
  if (item.mime === "application/pdf")
    return (
      <Suspense fallback={<Loading />}>
        <PaperStage looker={looker} url={item.originalUrl} sizeBytes={item.sizeBytes} name={name} />
      </Suspense>
    );
  return <OtherPaper item={item} />;
}

/** A paper that no part of this program draws: what it is, and the way to its own program. */
function OtherPaper({ item }: Readonly<{ item: MediaItem }>) {
  const { t } = useTranslation("media");
  return (
    <div className="viewer-said viewer-other">
      <Icon name="file" size={40} />
      <b>
        <Foreign text={item.name} />
      </b>
      <p className="muted">{t("otherPaper")}</p>
      {item.originalUrl !== null && <SaveCopy url={item.originalUrl} name={item.name} />}
    </div>
  );
}

/** HEIC and TIFF are shown by their preview; so is an original that does not open. */
function Photo({ item, name, looker }: Readonly<{ item: MediaItem; name: string; looker: Looker }>) {
  const { t } = useTranslation("media");
  const [broken, setBroken] = useState(false);
  const own = isShownByBrowser(item.mime) ? item.originalUrl : null;
  const url = own ?? item.previewUrl;
  if (url === null) return <p className="muted">{t("notShown")}</p>;
  if (!broken) return <PictureStage looker={looker} url={url} name={name} onBroken={() => setBroken(true)} />;
  return item.previewUrl === null ? (
    <p className="muted">{t("notShown")}</p>
  ) : (
    <PreviewImage sha256={item.sha256} url={item.previewUrl} name={name} />
  );
}

/** A clip that this program cannot play says so, and keeps its way out. */
function Clip({ url, poster }: Readonly<{ url: string; poster: string | undefined }>) {
  const { t } = useTranslation("media");
  const [broken, setBroken] = useState(false);
  if (broken) return <p className="muted">{t("notPlayed")}</p>;
  return <video src={url} controls poster={poster} onError={() => setBroken(true)} />;
}

/** Until the original comes: the smaller file that came for it, or the small picture that came with the records. */
function WithoutOriginal({ item, looker }: Readonly<{ item: MediaItem; looker: Looker }>) {
  const { t } = useTranslation("media");
  const name = item.caption ?? item.name;
  if (item.state === "small" && item.small !== null) return <SmallOne url={item.small.url} item={item} looker={looker} />;
  if (item.previewUrl === null) return <p className="muted">{t(`state.${item.state}`)}</p>;
  return (
    <figure>
      <PreviewImage sha256={item.sha256} url={item.previewUrl} name={name} />
      <figcaption className="muted">{t("smallOnly")}</figcaption>
    </figure>
  );
}

function SmallOne({ url, item, looker }: Readonly<{ url: string; item: MediaItem; looker: Looker }>) {
  const { t } = useTranslation("media");
  const broken = (): void => undefined;
  return (
    <>
      {item.class === "video" ? (
        <Clip url={url} poster={item.previewUrl ?? undefined} />
      ) : (
        <PictureStage looker={looker} url={url} name={item.caption ?? item.name} onBroken={broken} />
      )}
      <p className="viewer-mark">
        <Tag tone="warn">{t("state.small")}</Tag> {t("smaller.instead")}
      </p>
    </>
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

function isOtherPaper({ class: kind, mime }: MediaItem): boolean {
  return kind === "document" && mime !== "application/pdf";
}

function isShownByBrowser(mime: string): boolean {
  return ["image/jpeg", "image/png", "image/webp", "image/gif", "image/bmp"].includes(mime);
}
