// What looks into files: what they turn out to be, and the small pictures made of them.
import type { Likeness } from "../../domain/likeness/likeness.ts";
import type { FileIdentity, OpenSource } from "./files.ts";

/** What a file turned out to be, by its content and never by its name. */
export type MediaFacts = Readonly<{
  mime: string;
  /** Usual extension without dot, of the closed list in media/type/types.ts. */
  ext: string;
  class: "photo" | "video" | "audio" | "document";
  /** Local wall time as the camera wrote it, `YYYY-MM-DDTHH:mm:ss`, without a zone. */
  takenAt?: string;
  /** Minutes that the camera's clock was ahead of UTC; only where the file says it. */
  takenOffsetMin?: number;
  /** WGS 84 degrees times 1e6, as integers. */
  gpsE6?: Readonly<{ lat: number; lon: number }>;
  /** As shown: after the turn that the file asks for. */
  widthPx?: number;
  heightPx?: number;
  /** Longer than 0; absent where no reader of headers knows it (时长未知). */
  durationMs?: number;
  /** How picture and sound are coded, as ffprobe calls it: `h264 + aac`; at most 60 characters. */
  codec?: string;
  /** Maker and model, on one line of at most 120 characters. */
  camera?: string;
  /** The program that wrote the file, on one line of at most 120 characters. */
  software?: string;
  /** EXIF's orientation as written, 1 to 8. */
  orientation?: number;
  /** Only of a picture whose file is cut off (文件不完整): rows that could be decoded, of `heightPx`; all of them where only the end lacks. */
  rowsRead?: number;
  /** A paper that nobody reads without its password. */
  encrypted?: true;
  /** No decoder could look: there are no facts but those above the first optional one. */
  unlooked?: true;
}>;

/** How long somebody waits for a look into a file. */
export type Patience = "a-while" | "to-its-end";

/** How a small picture is drawn. */
export type DrawHow = "quick" | "best" | "idle";

/** The longer side at most, and JPEG's quality from 1 to 100. */
export type SmallerSize = Readonly<{ edgePx: number; qualityPercent: number }>;

/** Looks into foreign media; a damaged file gives a problem, never a crash. */
export type MediaReader = Readonly<{
  /**
   * What a file is. Where no decoder can be had, its type by its first bytes and nothing else.
   * @param patience `a-while`: so too where it takes longer than whoever attaches a file should wait; `to-its-end`: as long as the
   *   decoder works at it.
   * @throws {Problem} `file-empty`, `media-type-unknown`, `media-is-archive`, `media-is-program`, `media-all-zero`, `media-type-mismatch`,
   *   `media-damaged`, `media-too-large`
   */
  inspect(source: OpenSource, name: string, patience?: Patience): Promise<MediaFacts>;
  /**
   * A JPEG of at most `edgePx` on its longer side, upright and without EXIF; undefined where the type has no picture.
   * @param how `quick`: only the small picture that lies in a large file, undefined where there is none; `idle`: when nobody waits for more
   * @throws {Problem} `media-damaged`, `media-too-large`, `file-not-found`; `media-too-slow`, `decoder-unavailable`: to be tried again
   */
  preview(path: string, facts: Pick<MediaFacts, "mime">, edgePx: number, how?: DrawHow): Promise<Uint8Array | undefined>;
  /**
   * A photo with fewer pixels as a JPEG, upright: with the time, place and camera that the original's EXIF tells. Undefined where the
   * type has no picture.
   * @throws {Problem} as {@link MediaReader.preview}
   */
  smaller(path: string, facts: Pick<MediaFacts, "mime">, size: SmallerSize): Promise<Uint8Array | undefined>;
  /** What copies of a picture are known by; undefined where the type has no picture. @throws {Problem} as {@link MediaReader.preview} */
  likeness(path: string, facts: Pick<MediaFacts, "mime">): Promise<Likeness | undefined>;
}>;

/** How a small picture stands that could not be shown: it comes later by itself, or the original gives none. */
export type PreviewState = "later" | "none";

/** Small pictures of kept originals: drawn once, kept beside the originals, and gone with them. */
export type Previews = Readonly<{
  /**
   * The file of the picture; undefined where the type has none. Its longer side has at most {@link Previews.edgePx}. One that could not
   * be drawn in time is tried again when it is asked for a while later.
   * @param wait `to-show`: of a photo that takes seconds, the small picture in its file does until the better one is drawn
   * @throws {Problem} `media-damaged`, `media-too-large`, `file-not-found`, `disk-full`, `disk-read-only`; `media-too-slow`, `decoder-unavailable`: later
   */
  of(
    sha256: string,
    facts: Pick<MediaFacts, "mime">,
    wait?: "to-show",
  ): Promise<(FileIdentity & Readonly<{ path: string }>) | undefined>;
  /** Why there is no picture. */
  stateOf(sha256: string): PreviewState;
  /**
   * Keeps what a sender gave for an original that is not here: drawn anew from the file, which is a foreign JPEG.
   * @throws {Problem} `media-damaged`, `media-too-large`, `disk-full`, `disk-read-only`, `media-too-slow`, `decoder-unavailable`
   */
  keepSent(sha256: string, path: string): Promise<void>;
  /** The picture that a sender gave, only to be shown while the original is not here. */
  sent(sha256: string): Readonly<{ path: string; sizeBytes: number }> | undefined;
  /** Throws the pictures that were made here away: each is drawn anew when it is asked for. @returns how many. @throws {Problem} `disk-*` */
  drawAnew(): Promise<number>;
  /**
   * Keeps a picture that a screen drew of a clip: drawn anew from its JPEG.
   * @throws {Problem} `media-damaged`, `media-too-large`, `disk-full`, `disk-read-only`, `media-too-slow`, `decoder-unavailable`
   */
  keepPoster(sha256: string, jpeg: Uint8Array): Promise<void>;
  hasPoster(sha256: string): boolean;
  edgePx: number;
}>;
