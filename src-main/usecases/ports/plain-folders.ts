// Folders of plain files that leave this PC: seen under their name only once all of them last.
import type { Progress } from "./progress.ts";

/** What will come into a folder: its place in it (folders, then its name) and its size. */
export type ComingFile = Readonly<{ place: readonly string[]; sizeBytes: number }>;

export type OpenPlainFolder = Readonly<{
  /**
   * Copies a kept original in. Its bytes are hashed on the way: one that is gone or has changed leaves nothing and says so.
   * @returns whether its bytes are those of its hash. @throws {Problem} `disk-*`, `cancelled`
   */
  addOriginal(place: readonly string[], sha256: string, progress: Progress): Promise<boolean>;
  /** @throws {Problem} `disk-*` */
  addFile(place: readonly string[], bytes: Uint8Array): Promise<void>;
  /** Gives it its name, for good. @returns its path. @throws {Problem} `disk-*`; then nothing is left */
  place(): Promise<string>;
  /** Removes it with all that is in it. */
  drop(): Promise<void>;
}>;

export type PlainFolders = Readonly<{
  /**
   * Begins a folder in a folder that a person named; where one of that name is there, it is numbered.
   * @throws {Problem} `disk-*`, `folder-missing`, `save-over-fat`, `name-too-long`, `path-too-deep`; then nothing was written
   */
  begin(parent: string, name: string, coming: readonly ComingFile[]): Promise<OpenPlainFolder>;
  /** Whether a file holds the bytes of a hash. @throws {Problem} `cancelled` */
  holds(path: string, sha256: string, progress: Progress): Promise<boolean>;
}>;
