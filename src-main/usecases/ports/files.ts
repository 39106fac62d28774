// Files of this PC: opened, hashed, kept as originals by their SHA-256.
import type { Progress } from "./progress.ts";

// What looks into files: open files, what they turn out to be, and the small pictures made of them.

/** Content-addressed identity of a stored file. `crc32` is unsigned. */
export type FileIdentity = Readonly<{ sha256: string; sizeBytes: number; crc32: number }>;

/** What is known of an open file. `changedAtMs`: its last change, in ms since 1970. */
export type SourceState = Readonly<{ isFile: boolean; isFolder: boolean; sizeBytes: number; changedAtMs: number }>;

/** A file that is open for reading at any place, more than once; whoever opened it closes it. */
export type OpenSource = Readonly<{
  /** Reads up to the whole of `into` from `at`; 0 means the end. @throws {Problem} `file-unreadable` */
  read(into: Uint8Array, at: number): Promise<number>;
  state(): Promise<SourceState>;
}>;

/** A file that has been copied to a temporary name in the store and is not durable yet. */
/** `cameFrom`: the folder that it was renamed out of. */
export type PendingFile = FileIdentity & Readonly<{ tempPath: string; cameFrom?: string }>;

/** A private file of ours whose bytes were hashed as they came. */
export type HashedFile = FileIdentity & Readonly<{ path: string }>;

/** Originals by SHA-256; nothing that is kept ever changes. */
export type MediaStore = Readonly<{
  /** Opens a file that a person named, once. @throws {Problem} `file-not-found`, `file-is-folder`, `file-unreadable`, `file-empty` */
  openFile(path: string, name: string): Promise<OpenSource & Readonly<{ close(): Promise<void> }>>;
  /**
   * Copies an open file in as a stream, hashing it once. Nothing is visible until {@link MediaStore.commit}.
   * @throws {Problem} `file-unreadable`, `file-changing`, `disk-full`, `disk-read-only`, `cancelled`
   */
  intakeFile(source: OpenSource, name: string, progress: Progress): Promise<PendingFile>;
  /** Takes a private file over, bytes and all; it is copied only where it lies on another disk. @throws {Problem} `disk-*`, `cancelled` */
  adopt(file: HashedFile, progress: Progress): Promise<PendingFile>;
  /** The same from bytes that arrive from elsewhere (a bundle member, an upload). */
  intakeStream(bytes: AsyncIterable<Uint8Array>, progress: Progress): Promise<PendingFile>;
  /** The same from a source that ends without an error only if its bytes are what `identity` says: they are not hashed again. */
  intakeChecked(bytes: AsyncIterable<Uint8Array>, identity: FileIdentity, progress: Progress): Promise<PendingFile>;
  /** Copies kept files one behind the other into one, hashing it. @throws {Problem} `file-not-found`, `disk-full`, `disk-read-only`, `cancelled` */
  joinKept(sha256s: readonly string[], progress: Progress): Promise<PendingFile>;
  /** Reads a kept original to its end, writing nothing: whether its bytes are those of its name. @throws {Problem} `file-not-found`, `file-unreadable`, `cancelled` */
  isWhole(sha256: string, progress: Progress): Promise<boolean>;
  /** Makes a batch durable: fsyncs, then renames, then the folders. Files already kept are dropped silently. */
  commit(files: readonly PendingFile[]): Promise<void>;
  /** Throws away pending files. */
  discard(files: readonly PendingFile[]): Promise<void>;
  /** Path of a kept original, whether or not it is there. */
  pathOf(sha256: string): string;
  /** Size in bytes of a kept original; undefined where it is not there. */
  sizeOf(sha256: string): Promise<number | undefined>;
  /** Removes an original (erasure only). */
  remove(sha256: string): Promise<void>;
  /** Gives an original whose bytes have changed another name beside its own: it may be added again, and a person may still look at it. */
  setAside(sha256: string): Promise<void>;
  /**
   * Hashes of all kept originals, ascending, with their sizes. `isOld`: it was written before the store was opened; what is newer may
   * be of work that is not noted yet.
   */
  list(): AsyncIterable<Readonly<{ sha256: string; sizeBytes: number; isOld: boolean }>>;
  /** Moves a file that belongs to nobody out of the originals, to be looked at by a person. @param ext of its content */
  loseAndFind(sha256: string, ext: string): Promise<void>;
  /** What was moved there, and its folder. */
  foundFiles(): Promise<Readonly<{ folder: string; files: readonly Readonly<{ name: string; sizeBytes: number }>[] }>>;
}>;
