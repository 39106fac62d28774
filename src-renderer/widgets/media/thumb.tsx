// One attachment as a picture of 4:3 that can be judged: whole, never cropped; a word where it is not here.
import { useTranslation } from "react-i18next";
import type { MediaItem } from "../../../src-main/api/contract-parts.ts";
import { saySize } from "../../format/amounts.ts";
import { Icon, type IconName } from "../../ui/icons.tsx";
import { visibleText } from "../../ui/visible-text.tsx";
import { PreviewImage } from "./preview-image.tsx";

const CLASS_ICONS: Readonly<Record<MediaItem["class"], IconName>> = {
  photo: "photo",
  video: "video",
  audio: "audio",
  document: "file",
};

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
      {item.previewUrl === null ? (
        <span className="thumb-blank">
          <Icon name={CLASS_ICONS[item.class]} size={24} />
          <span className="thumb-name">{visibleText(item.name)}</span>
        </span>
      ) : (
        <PreviewImage sha256={item.sha256} url={item.previewUrl} name={name} />
      )}
      <span className="thumb-line">
        {item.state === "here" ? <ThumbFacts item={item} /> : <span className="thumb-missing">{t(`state.${item.state}`)}</span>}
      </span>
    </button>
  );
}

function ThumbFacts({ item }: Readonly<{ item: MediaItem }>) {
  const taken = item.takenAt?.slice(11, 16);
  if (item.class === "video" || item.class === "audio") {
    return (
      <>
        <span>{taken ?? ""}</span>
        <span className="thumb-length">
          <Icon name="play" size={12} />
          {sayLength(item.durationMs ?? 0)}
        </span>
      </>
    );
  }
  return <span>{taken ?? saySize(item.sizeBytes)}</span>;
}

/** 0:48, 1:02:03 of a length in milliseconds. */
function sayLength(durationMs: number): string {
  const seconds = Math.round(durationMs / 1000);
  const pad = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${pad(minutes)}:${pad(seconds % 60)}` : `${minutes}:${pad(seconds % 60)}`;
}
