// What media are called in a sentence: 照片 8 · 视频 1.
import { useTranslation } from "react-i18next";
import type { MediaCounts, MediaItem } from "../../../src-main/api/contract-parts.ts";
import { saySize } from "../../format/amounts.ts";
import { lengthText } from "../../../src-main/domain/kinds/length-text.ts";

/** Says counts, largest class first, and how long the clips are; `sized` adds the bytes. Empty where there is nothing. */
export function useSayMedia(): (media: MediaCounts, sized?: boolean) => string {
  const { t } = useTranslation("media");
  return (media, sized = false) => {
    const parts = [
      media.photos > 0 ? t("photos", { count: media.photos }) : "",
      media.videos > 0 ? t("videos", { count: media.videos }) : "",
      media.audio > 0 ? t("audio", { count: media.audio }) : "",
      media.documents > 0 ? t("documents", { count: media.documents }) : "",
      media.lengthMs > 0 ? t(media.lengthless > 0 ? "lengthAtLeast" : "length", { length: lengthText(media.lengthMs) }) : "",
      sized && media.sizeBytes > 0 ? saySize(media.sizeBytes) : "",
    ];
    return parts.filter((part) => part !== "").join(" · ");
  };
}

/** Counts of a list of attachments. */
export function countMedia(items: readonly Pick<MediaItem, "class" | "sizeBytes" | "durationMs">[]): MediaCounts {
  const clips = items.filter((item) => item.class === "video" || item.class === "audio");
  const known = clips.flatMap(({ durationMs }) => durationMs ?? []);
  const of = (kind: MediaItem["class"]): number => items.filter((item) => item.class === kind).length;
  return {
    photos: of("photo"),
    videos: of("video"),
    audio: of("audio"),
    documents: of("document"),
    sizeBytes: items.reduce((sum, item) => sum + item.sizeBytes, 0),
    lengthMs: known.reduce((sum, length) => sum + length, 0),
    lengthless: clips.length - known.length,
  };
}
