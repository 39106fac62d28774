// Smaller files that are made of originals (压缩版): how large they are to be, which of them is believed to be of an original, and what
// its state is at the county. Pure.
import type { Campaign } from "../campaign/schema.ts";
import type { Json } from "../json.ts";
import type { ValueOf } from "../kinds/values.ts";

/** A smaller file as an entry names it. */
export type Rendition = ValueOf<"rendition">;

/** Of what a smaller one can be made. */
export const MADE_SMALLER = ["photo", "video"] as const;
export type MadeSmaller = (typeof MADE_SMALLER)[number];

/**
 * How large photos and videos become: the longer side and JPEG's quality; the shorter side of a video, called its height, and whether it
 * may be VP9 where a PC cannot write H.264.
 */
export type RenditionSizes = Readonly<{
  photo: Readonly<{ longSidePx: number; qualityPercent: number }>;
  video: Readonly<{ heightPx: number; vp9: boolean }>;
}>;

/** Where the campaign names no sizes: sharp on an A4 page and on the screens of offices. */
const USUAL: RenditionSizes = { photo: { longSidePx: 2048, qualityPercent: 82 }, video: { heightPx: 720, vp9: true } };

/** The heights that a clerk chooses from, the usual one first. */
export const VIDEO_HEIGHTS = [720, 480] as const;

/** What the campaign asks for, or what is usual. */
export function renditionSizes({ media }: Pick<Campaign, "media">): RenditionSizes {
  return { photo: media.renditions?.photo ?? USUAL.photo, video: media.renditions?.video ?? USUAL.video };
}

/** Whether the county asks for smaller files in bundles. */
export function asksForSmall({ media }: Pick<Campaign, "media">): boolean {
  return media.renditions !== undefined;
}

/** Whether a smaller file is evidence enough while the original is not here. */
export function smallSuffices({ media }: Pick<Campaign, "media">): boolean {
  return media.renditions?.suffices === true;
}

/** The picture size of a smaller one, whole and even numbers as coders of video want them; undefined where it would not become smaller. */
export function sizeAtHeight(
  { widthPx, heightPx }: Readonly<{ widthPx: number; heightPx: number }>,
  shortSidePx: number,
): Readonly<{ widthPx: number; heightPx: number }> | undefined {
  const short = Math.min(widthPx, heightPx);
  if (short <= shortSidePx) return undefined;
  const even = (px: number) => Math.max(2, Math.round((px * shortSidePx) / short / 2) * 2);
  return { widthPx: even(widthPx), heightPx: even(heightPx) };
}

/** As a record describes it, judged or not. */
type Original = Readonly<{ sha256: string; sizeBytes?: Json | undefined; class: string }>;

/** Whether a file can have been made smaller of an original: of its kind, with fewer bytes, and not the original itself. */
export function fitsOriginal(made: Rendition, original: Original): boolean {
  const kind = original.class === "photo" ? "image/" : original.class === "video" ? "video/" : undefined;
  return (
    kind !== undefined &&
    made.mime.startsWith(kind) &&
    made.madeFrom === original.sha256 &&
    made.sha256 !== original.sha256 &&
    typeof original.sizeBytes === "number" &&
    made.sizeBytes < original.sizeBytes
  );
}

/** The one that stands for an original, of those that are here. */
export function smallFor(original: Original, here: readonly Rendition[]): Rendition | undefined {
  return here.find((made) => fitsOriginal(made, original));
}

/** 已到, 已到压缩版, 待补, 已清除. */
export type OriginalState = "here" | "small" | "pending" | "erased";

/** The state of an original at this PC. */
export function originalState(found: Readonly<{ here: boolean; erased: boolean; small: boolean }>): OriginalState {
  if (found.here) return "here";
  if (found.erased) return "erased";
  return found.small ? "small" : "pending";
}
