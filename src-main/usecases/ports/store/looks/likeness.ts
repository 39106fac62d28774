// What copies of photos are known by, which photos are copies, and which doubts nobody wants to be told again; of this PC alone.
import type { FileFacts } from "../../../../domain/kinds/file-facts.ts";
import type { Grey } from "../../../../domain/likeness/grey.ts";
import type { Likeness, MarkedSpot } from "../../../../domain/likeness/likeness.ts";

/** A photo that waits to be looked at. `sent`: only the small picture of its unit may be here. */
export type UnlikenedPhoto = Readonly<{ sha256: string; mime: string; sent: boolean }>;

/** `likeness` null: it gives no picture. `copies`: what was found to be a copy of it. */
export type LikenessRow = Readonly<{ sha256: string; sent: boolean; likeness: Likeness | null; copies: readonly string[] }>;

export type LikenessReader = Readonly<{
  /** Photos that were not looked at by today's method, by hash from the one after `after` on. */
  unlikenedPhotos(after: string, most: number): readonly UnlikenedPhoto[];
  /** Spots of photos by number, from the one after `after` on. */
  keptSpots(after: number, most: number): readonly Readonly<{ id: number; sha256: string; spots: readonly MarkedSpot[] }>[];
  smallPicture(sha256: string): Grey | undefined;
  /** Copies of a photo, by hash. */
  copiesOf(sha256: string): readonly string[];
  /** All pairs of copies. */
  copies(): Iterable<readonly [string, string]>;
  /** Where photos were taken that say so and are here, by hash. */
  photoPlaces(): ReadonlyMap<string, NonNullable<FileFacts["gpsE6"]>>;
  /** Rows of the pictures that are cut off, as they were read from originals. */
  cutOffPictures(): ReadonlyMap<string, Pick<FileFacts, "rowsRead" | "heightPx">>;
  dismissedDoubts(): ReadonlySet<string>;
}>;

export type LikenessWriter = LikenessReader &
  Readonly<{
    /** Notes what today's method found; of a photo that went or was erased meanwhile nothing is kept. */
    noteLikenesses(rows: readonly LikenessRow[]): void;
    /** @param atMs when; null: they are told again. */
    dismissDoubts(ids: readonly string[], atMs: number | null): void;
  }>;
