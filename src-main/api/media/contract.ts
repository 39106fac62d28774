// 媒体: the gallery, originals and small pictures out again, what an original says of itself, why a small picture did not come, posters of
// clips, smaller files (压缩版), and what is asked about photos (存疑照片).
import { z } from "zod";
import { LIMITS } from "../../domain/limits.ts";
import {
  count,
  cursorOf,
  mediaItem,
  mediaNote,
  periodId,
  picture,
  procedure,
  recordKey,
  smallFile,
  started,
  unitCode,
} from "../contract-parts.ts";

const day = z.iso.date();
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const file = z.object({ sha256 });

const galleryPlace = z.object({ unit: z.string(), occurred: z.string(), record: z.int(), place: z.int() });

/** As it was read from the original; a member that is absent it does not say. */
const fileFacts = z.object({
  takenAt: z.string().optional(),
  takenOffsetMin: z.int().optional(),
  gpsE6: z.object({ lat: z.int(), lon: z.int() }).optional(),
  widthPx: z.int().optional(),
  heightPx: z.int().optional(),
  durationMs: z.int().optional(),
  codec: z.string().optional(),
  camera: z.string().optional(),
  software: z.string().optional(),
  orientation: z.int().optional(),
  rowsRead: z.int().optional(),
  encrypted: z.literal(true).optional(),
});
export type FileFactsView = z.infer<typeof fileFacts>;

/** What the gallery shows; days are those of the records, both ends inclusive. */
export const galleryFilter = z.object({
  unit: unitCode.optional(),
  record: recordKey.optional(),
  class: mediaItem.shape.class.optional(),
  period: periodId.optional(),
  fromDay: day.optional(),
  toDay: day.optional(),
});
export type GalleryFilter = z.infer<typeof galleryFilter>;

const galleryFile = z.object({
  item: mediaItem,
  /** `day`: of the record, or a time of that day. */
  record: recordKey.extend({ unitName: z.string(), title: z.string(), day: z.string().nullable() }),
});
export type GalleryFile = z.infer<typeof galleryFile>;

/** Files that were picked one by one. */
const MOST_PICKED = 5000;

/** Which files: all that a filter finds, or those that were picked. */
export const galleryChoice = z.discriminatedUnion("of", [
  z.object({ of: z.literal("filter"), filter: galleryFilter }),
  z.object({ of: z.literal("picked"), files: z.array(z.object({ record: recordKey, sha256 })).max(MOST_PICKED) }),
]);
export type GalleryChoice = z.infer<typeof galleryChoice>;

const outOfHere = z.object({ choice: galleryChoice, folder: z.string() });

/** What is asked about one photo of an activity. `id` names it when it is dismissed. */
const doubt = mediaNote.extend({
  id: z.string(),
  /** A report of its unit says that it was looked at there and dismissed. */
  answered: z.boolean(),
  record: recordKey.extend({ title: z.string(), unitName: z.string() }),
  picture,
});
export type MediaDoubt = z.infer<typeof doubt>;

/** Those that are told, or those that somebody at this PC does not want to be told again. */
const which = z.enum(["open", "dismissed"]);

export const media = {
  /** Newest record first; by unit: unit by unit, newest first in each. */
  gallery: procedure
    .input(
      z.object({
        filter: galleryFilter,
        sort: z.enum(["time", "unit"]),
        cursor: cursorOf(galleryPlace),
        limit: z.int().min(1).max(500),
      }),
    )
    .output(z.object({ files: z.array(galleryFile), next: z.string().nullable() })),
  /** How many files of each class the filter finds, whatever class it names. */
  galleryCounts: procedure
    .input(z.object({ filter: galleryFilter }))
    .output(z.object({ photo: count, video: count, audio: count, document: count })),
  /** Writes originals into a new folder below the one that is named, with a list. */
  exportOriginals: procedure.input(outOfHere).output(started),
  /** Writes 小样 into the folder. */
  exportSheets: procedure.input(outOfHere).output(started),
  /** `later`: it could not be drawn in time and is tried again; `none`: the original gives no picture. */
  previewStanding: procedure.input(file).output(z.object({ standing: z.enum(["later", "none"]) })),
  /** What is asked about photos of all activities here, a page from a place on. */
  doubts: procedure
    .input(z.object({ which, from: z.int().min(0) }))
    .output(z.object({ doubts: z.array(doubt), total: z.int(), next: z.int().nullable() })),
  /** Not told again at this PC, or told again. */
  dismiss: procedure
    .input(z.object({ ids: z.array(z.string().max(64)).max(500), dismissed: z.boolean() }))
    .output(z.object({ ok: z.literal(true) })),
  /** Null where the original is not here, or nobody can look into it now. */
  facts: procedure.input(file).output(z.object({ facts: fileFacts.nullable() })),
  /** The smaller files (压缩版) that are here of some originals, by the original's hash. */
  smallOnes: procedure.input(z.object({ files: z.array(sha256).max(LIMITS.attachments) })).output(z.record(sha256, smallFile)),
  /**
   * Makes a photo that is here smaller, as the campaign says or as is usual.
   * @throws file-not-found, rendition-not-possible, rendition-not-smaller, media-*, decoder-unavailable, disk-*
   */
  makeSmaller: procedure.input(file).output(z.object({ ok: z.literal(true) })),
  /** Keeps what the screen made of a video. @throws as makeSmaller, rendition-not-whole, upload-unknown, cancelled */
  keepSmaller: procedure.input(file.extend({ uploadId: z.string() })).output(z.object({ ok: z.literal(true) })),
  /** A picture of a clip that is here and has none: drawn by the screen, drawn anew from its JPEG before it is kept. */
  keepPoster: procedure
    .input(file.extend({ base64: z.base64().max(LIMITS.posterText) }))
    .output(z.object({ ok: z.literal(true) })),
};
