// Copies of the database, and when the whole workspace was last kept elsewhere.
import type { Progress } from "../progress.ts";

/** What a copy of the database says of itself. */
export type DatabaseCopy = Readonly<{ entriesDigest: string; stateDigest: string; entries: number; records: number }>;

/**
 * When the whole workspace was last written into one file. `away`: on another drive than its own; `here`: on the same one, where it
 * would be lost together with the data.
 */
export type LastBackups = Readonly<{ away: number | null; here: number | null }>;

/** `path` of the file under its first name; `mark` of where it lies. */
export type UnfinishedBackup = Readonly<{ path: string; mark: string }>;

export type CopyReader = Readonly<{
  /** Copies the database into a new file and checks the copy. @throws {Problem} `backup-damaged`, `cancelled`, `disk-*` */
  copyTo(path: string, watch: Progress): Promise<DatabaseCopy>;
  lastBackups(): LastBackups;
  /** A backup that is being written, or was when a run was cut off. */
  unfinished(): UnfinishedBackup | null;
}>;

export type CopyWriter = CopyReader &
  Readonly<{
    noteBackup(where: keyof LastBackups, atMs: number): void;
    noteUnfinished(backup: UnfinishedBackup | null): void;
  }>;
