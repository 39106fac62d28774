// Several files of one bundle: which of its volumes are here, and what they bring in sum.
import { cappedSum } from "../../../domain/limits.ts";
import type { MediaCounts } from "../../records/originals/count-media.ts";
import type { BundlePreview } from "./import-bundle.ts";

/** Volumes of a bundle that are here with those that are being read. `total` 1: a bundle in one file. */
export type VolumesHere = Readonly<{ numbers: readonly number[]; here: number; total: number }>;

/** @param rows of one bundle. */
export function volumesOf(rows: readonly Pick<BundlePreview, "volume" | "volumes" | "volumesHere">[]): VolumesHere {
  const numbers = new Set(rows.flatMap((row) => [row.volume, ...row.volumesHere]));
  return { numbers: [...numbers], here: numbers.size, total: rows[0]?.volumes ?? 1 };
}

/** The first volume carries every record: without it nothing of a bundle counts yet. */
export function waitsForFirst(volumesHere: readonly number[]): boolean {
  return !volumesHere.includes(1);
}

/** Originals in the files of one bundle, by class. */
export function originalsOf(rows: readonly Pick<BundlePreview, "media">[]): MediaCounts {
  const sum = (of: keyof MediaCounts) => cappedSum(rows.map(({ media }) => media[of]));
  return {
    photos: sum("photos"),
    videos: sum("videos"),
    audio: sum("audio"),
    documents: sum("documents"),
    sizeBytes: sum("sizeBytes"),
    lengthMs: sum("lengthMs"),
    lengthless: sum("lengthless"),
  };
}
