// One attachment as a picture of 4:3 that can be judged: whole, never cropped; a word where it is not here.
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../src-main/api/contract-parts.ts";
import { lengthText } from "../../../src-main/domain/kinds/length-text.ts";
import { saySize } from "../../format/amounts.ts";
import { useDates } from "../../rpc/context.tsx";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { CautionMarks } from "./cautions.tsx";
import { lacksPoster, usePicture } from "./poster.ts";
import { PreviewImage } from "./preview-image.tsx";

const CLASS_ICONS: Readonly<Record<MediaItem["class"], IconName>> = {
  photo: "photo",
  video: "video",
  audio: "audio",
  document: "file",
};

/** A smaller file is there to be looked at, and not yet the original. */
const MARKS = { small: "thumb-small", pending: "thumb-missing", missing: "thumb-missing", erased: "thumb-missing" } as const;

type ThumbProps = Readonly<{ item: MediaItem; onOpen: () => void; large?: boolean; marked?: boolean; tabIndex?: number }>;

export function Thumb({ item, onOpen, large = false, marked = false, tabIndex }: ThumbProps) {
  const { t } = useTranslation("media");
  const name = visibleText(item.caption ?? item.name);
  return (
    <button
      type="button"
      tabIndex={tabIndex}
      className={`thumb ${large ? "thumb-large" : ""} ${marked ? "thumb-marked" : ""}`}
      onClick={onOpen}
      aria-label={t("openOne", { name })}
      title={name}
    >
      {lacksPoster(item) ? (
        <ClipPicture item={item} name={name} />
      ) : (
        <ThumbPicture item={item} picture={item.previewUrl} name={name} />
      )}
      <CautionMarks {...item} />
      <span className="thumb-line">
        {item.state === "here" ? (
          <ThumbFacts item={item} />
        ) : (
          <span className={MARKS[item.state]}>{t(`state.${item.state}`)}</span>
        )}
      </span>
    </button>
  );
}

type PictureProps = Readonly<{ item: MediaItem; name: string }>;

/** Of a clip that has none yet: what this screen draws of it. */
function ClipPicture({ item, name }: PictureProps) {
  return <ThumbPicture item={item} picture={usePicture(item) ?? null} name={name} />;
}

function ThumbPicture({ item, picture, name }: PictureProps & Readonly<{ picture: string | null }>) {
  if (picture !== null) return <PreviewImage sha256={item.sha256} url={picture} name={name} />;
  return (
    <span className="thumb-blank">
      <Icon name={CLASS_ICONS[item.class]} size={24} />
      <span className="thumb-name">{visibleText(item.name)}</span>
    </span>
  );
}

/** The day with the time; of a clip how long it is, or that nobody knows. */
function ThumbFacts({ item }: Readonly<{ item: MediaItem }>) {
  const { t } = useTranslation("media");
  const dates = useDates();
  const taken = item.takenAt === undefined ? undefined : dates.local(item.takenAt);
  if (item.class === "video" || item.class === "audio") {
    return (
      <>
        <span>{taken ?? ""}</span>
        <span className="thumb-length">
          <Icon name="play" size={12} />
          {item.durationMs === undefined ? t("lengthUnknown") : lengthText(item.durationMs)}
        </span>
      </>
    );
  }
  return <span>{taken ?? saySize(item.sizeBytes)}</span>;
}
