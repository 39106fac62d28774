// What is noted of originals: which are here, which records name them, which are to go.
import type { FileFacts } from "../../../domain/kinds/file-facts.ts";
import type { Rendition } from "../../../domain/renditions/renditions.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";

export type MediaRow = Readonly<{ sha256: string; sizeBytes: number; crc32: number; ext: string; mime: string }>;

/** `facts`: what was read of it on its way in. */
export type NewMediaRow = MediaRow & Readonly<{ facts?: FileFacts | undefined }>;

export type OriginalReader = Readonly<{
  media(sha256: string): MediaRow | undefined;
  /** All that are noted as being here. */
  keptOriginals(): readonly Readonly<{ sha256: string; sizeBytes: number }>[];
  /** Files that shown records name, with whether they are here, and whether an erasure names them. */
  namedMedia(): Iterable<Readonly<{ sha256: string; here: boolean; record: RecordKey }>>;
  /** Names under which shown records hold a file, those of the latest edited first. */
  attachedAs(sha256: string): readonly string[];
  /** Shown records that name a file. */
  recordsWith(sha256: string): readonly RecordKey[];
  isErased(hash: string): boolean;
  /**
   * Smaller files of an original that are here: what this PC made of it first, then what entries of units name that hold the original, the
   * eldest first; at most `LIMITS.renditions`. Whether one of them fits the original, the domain says.
   */
  renditionsOf(original: string): readonly Rendition[];
  /** How a file is named that is, or was, made smaller of an original: by this PC or by entries. At most `LIMITS.renditions`. */
  renditionsNaming(file: string): readonly Rendition[];
  /** Files that shown records name and that are neither here nor erased. */
  lackingMedia(unit?: string): readonly string[];
  /** Forgotten files that are not known to be gone yet. */
  leaving(): readonly string[];
}>;

export type OriginalWriter = OriginalReader &
  Readonly<{
    addMedia(rows: readonly NewMediaRow[]): void;
    /** A small picture came for a file that is not here, and is to be looked at until that comes. */
    noteSentPicture(sha256: string): void;
    /** This PC made a smaller file of an original; it takes the place of the one that was made before. */
    noteRendition(made: Rendition): void;
    /** Forgets files that are about to be removed. */
    dropMedia(sha256s: readonly string[]): void;
    noteGone(sha256s: readonly string[]): void;
  }>;
