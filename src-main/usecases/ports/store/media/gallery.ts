// The gallery: every file that a shown record names, newest record first, in pages.
import type { RecordKey } from "../../../../domain/record/projected.ts";
import type { NamedRecord } from "../../../../domain/record/named-record.ts";
import type { Attachment } from "../../../../domain/kinds/values.ts";

/** Which files: of a unit, a record, a class; of records dated `from` on and before `before`, as texts compare. */
export type GalleryFilter = Readonly<{
  unit?: string;
  record?: RecordKey;
  class?: Attachment["class"];
  from?: string;
  before?: string;
}>;

/** Where a file stands among all: behind those of later records, and in the order of its own. */
export type GalleryPlace = Readonly<{ unit: string; occurred: string; record: number; place: number }>;

/** A page. `sort`: newest first, or unit by unit and newest first in each. `after`: the last file of the page before. */
export type GalleryQuery = GalleryFilter & Readonly<{ sort: "time" | "unit"; after?: GalleryPlace; limit: number }>;

/** A file with the record that names it. */
export type GalleryFile = Readonly<{ attachment: Attachment; record: NamedRecord; at: GalleryPlace }>;

export type GalleryPage = Readonly<{ files: readonly GalleryFile[]; next: GalleryPlace | undefined }>;

export type GalleryReader = Readonly<{
  galleryPage(query: GalleryQuery): GalleryPage;
  /** How many files of each class a filter finds. */
  galleryCounts(filter: GalleryFilter): Readonly<Partial<Record<Attachment["class"], number>>>;
}>;
