// Copies of the database beside the workspace, and whole backups elsewhere.
import type { Progress } from "./progress.ts";
import type { FileIdentity } from "./files.ts";

/** A copy of the database in the workspace's own folder. `name`: of its file. */
export type KeptCopy = Readonly<{ name: string; atMs: number; sizeBytes: number }>;

/** The copies that are kept before imports, the newest first; the oldest go when there are enough. */
export type BackupShelf = Readonly<{
  list(): Promise<readonly KeptCopy[]>;
  /** Where a copy lies. */
  pathOf(name: string): string;
  /** Keeps what `fill` writes to the path: whole or not at all. */
  keep(atMs: number, fill: (path: string) => Promise<unknown>): Promise<KeptCopy>;
}>;

/** What a backup file says of itself. `leftOut`: originals that were missing or damaged when it was made. */
export type BackupStatement = Readonly<{
  madeAtMs: number;
  programVersion: string;
  role: "unit" | "county";
  unit: string;
  unitName: string;
  campaign: string;
  device: string;
  entriesDigest: string;
  stateDigest: string;
  entries: number;
  records: number;
  media: number;
  mediaBytes: number;
  leftOut: readonly string[];
}>;

/** What goes into a backup file; `database` and `keys` are paths. */
export type BackupSource = Readonly<{
  statement: Omit<BackupStatement, "media" | "mediaBytes" | "leftOut">;
  database: string;
  keys: string;
  media: readonly Readonly<FileIdentity & { path: string }>[];
}>;

export type WrittenBackup = Readonly<{ path: string; sizeBytes: number; leftOut: readonly string[] }>;

/** What keeps a workspace: copies beside it, and whole backups elsewhere. `keyFile`: path of the wrapped keys. */
export type Keeping = Readonly<{
  shelf: BackupShelf;
  /** @throws {Problem} `backup-exists`, `backup-damaged`, `disk-*`, `folder-missing`, `cancelled`; then nothing is left */
  writeBackup(source: BackupSource, path: string, part: string, progress: Progress): Promise<WrittenBackup>;
  /** What a backup is called beside its name until it is whole. */
  partOf(path: string): string;
  /** Tells the drive below a folder and this start of the PC from any other; undefined where it is not there. */
  placeMark(folder: string): Promise<string | undefined>;
  /**
   * Reads a backup, or a copy of the database, that a person named: its database goes to `database`, its originals to `original`.
   * @throws {Problem} `backup-not-one`, `backup-newer`, `backup-damaged`, `file-not-found`, `file-unreadable`, `cancelled`
   */
  openBackup(
    path: string,
    database: string,
    progress: Progress,
    original: (sha256: string, bytes: AsyncIterable<Uint8Array>) => Promise<void>,
  ): Promise<void>;
  keyFile: string;
  /** Removes a temporary file. */
  drop(path: string): Promise<void>;
}>;
