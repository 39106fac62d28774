// What the use cases need from the outside world, as declared functions; adapters are built in compose.ts.
import type { JsonObject } from "../domain/json.ts";

/** Shows how far long work is, and lets it be stopped. `total` is 0 while it is not known. */
export type Progress = Readonly<{ report(done: number, total: number): void; signal: AbortSignal }>;

/** Content-addressed identity of a stored file. `crc32` is unsigned. */
export type FileIdentity = Readonly<{ sha256: string; sizeBytes: number; crc32: number }>;

/** What a file turned out to be, by its content and never by its name. */
export type MediaFacts = Readonly<{
  mime: string;
  /** Usual extension without dot, of the closed list in media/types.ts. */
  ext: string;
  class: "photo" | "video" | "audio" | "document";
  /** Local wall time as the camera wrote it, `YYYY-MM-DDTHH:mm:ss`, without a zone. */
  takenAt?: string;
  /** WGS 84 degrees times 1e6, as integers. */
  gpsE6?: Readonly<{ lat: number; lon: number }>;
  widthPx?: number;
  heightPx?: number;
  durationMs?: number;
}>;

/** A file that has been copied to a temporary name in the store and is not durable yet. */
export type PendingFile = FileIdentity & Readonly<{ tempPath: string }>;

/** Originals by SHA-256; nothing that is kept ever changes. */
export type MediaStore = Readonly<{
  /**
   * Copies one file in as a stream, hashing it once. Nothing is visible until {@link MediaStore.commit}.
   * @throws {Problem} `file-not-found`, `file-is-folder`, `file-empty`, `disk-full`, `disk-read-only`, `cancelled`
   */
  intakeFile(path: string, progress: Progress): Promise<PendingFile>;
  /** The same from bytes that arrive from elsewhere (a bundle member, an upload). */
  intakeStream(bytes: AsyncIterable<Uint8Array>, progress: Progress): Promise<PendingFile>;
  /** Makes a batch durable: fsyncs, then renames, then the folders. Files already kept are dropped silently. */
  commit(files: readonly PendingFile[]): Promise<void>;
  /** Throws away pending files. */
  discard(files: readonly PendingFile[]): Promise<void>;
  /** Path of a kept original, whether or not it is there. */
  pathOf(sha256: string): string;
  has(sha256: string): Promise<boolean>;
  /** Removes an original (erasure only). */
  remove(sha256: string): Promise<void>;
  /** Hashes of all kept originals, ascending, with their sizes. */
  list(): AsyncIterable<Readonly<{ sha256: string; sizeBytes: number }>>;
}>;

/** Looks into foreign media; a damaged file gives a problem, never a crash. */
export type MediaReader = Readonly<{
  /** @throws {Problem} `media-type-unknown`, `media-damaged` */
  inspect(path: string, name: string): Promise<MediaFacts>;
  /** A JPEG of at most `edgePx` on its longer side, upright and without EXIF; undefined where the type has no picture. */
  preview(path: string, facts: Pick<MediaFacts, "mime">, edgePx: number): Promise<Uint8Array | undefined>;
}>;

/** One device key, unlocked. Raw keys in hex; `sign` returns an armored SSHSIG over the bytes. */
export type Signer = Readonly<{
  key: string;
  sign(namespace: "anbao-bundle@v1" | "anbao-feed@v1" | "anbao-update@v1", bytes: Uint8Array): string;
}>;

/** Sources of what a pure function may not have itself. */
export type World = Readonly<{ nowMs(): number; randomHex(bytes: number): string; uuid(): string }>;

export type { JsonObject };
