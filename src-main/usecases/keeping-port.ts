// What keeping a store needs: copies of it, where it is at home, the log of import runs, what is set aside.
import type { AsideRange } from "../domain/set-aside.ts";

/** Shows how far the work is, and lets it be stopped. @see usecases/ports.ts Progress */
type Watch = Readonly<{ report(done: number, total: number): void; signal: AbortSignal }>;

/** What a run of imports is going to read, and how it came. */
export type NewImportRun = Readonly<{
  startedMs: number;
  receivedMs: number | null;
  means: string;
  earlyReason: string | null;
  /** Name of the copy that was kept before it; null where there was none. */
  backup: string | null;
  items: readonly Readonly<{ path: string; fileName: string }>[];
}>;

/** Why a file was not taken in. */
export type RunItemProblem = Readonly<{ code: string; details: Readonly<Record<string, string | number>> }>;

/** One file of a run. `taken`: the bundle that it turned out to be. */
export type RunItem = Readonly<{
  item: number;
  path: string;
  fileName: string;
  state: "waiting" | "done" | "refused" | "cancelled";
  problem: RunItemProblem | null;
  endedMs: number | null;
  taken: Readonly<{
    bundle: string;
    unit: string;
    number: number;
    purpose: string;
    added: number;
    /** Where it was a further volume of a bundle. */
    volume?: number;
    volumes?: number;
  }> | null;
}>;

/** A run as the log keeps it; `endedMs` is null while something is left to read. */
export type ImportRun = Omit<NewImportRun, "items"> &
  Readonly<{ run: number; endedMs: number | null; items: readonly RunItem[] }>;

/** What a copy of the database says of itself. */
export type DatabaseCopy = Readonly<{ entriesDigest: string; stateDigest: string; entries: number; records: number }>;

/** Why a workspace had to open new feeds: restored from a backup, on another PC or in another folder, with a new key, or an own entry was lost. */
export type Origin = Readonly<{ why: "restored" | "moved" | "renewed" | "mended"; atMs: number }>;

/**
 * When the whole workspace was last written into one file. `away`: on another drive than its own; `here`: on the same one, where it
 * would be lost together with the data.
 */
export type LastBackups = Readonly<{ away: number | null; here: number | null }>;

/** `conflicts`: how many records one is opened on; those that are closed are not taken off. */
export type RecordCounts = Readonly<{ newRecords: number; changedRecords: number; conflicts: number }>;

/** What several bundles come to together; what lies in more than one of them counts once. */
export type TogetherPreview = RecordCounts &
  Readonly<{
    newEntries: number;
    known: number;
    quarantined: number;
    /** Bundles whose entries would be refused. */
    refused: number;
  }>;

/** `path` of the file under its first name; `mark` of where it lies. */
export type UnfinishedBackup = Readonly<{ path: string; mark: string }>;

/** The part of the store that keeps it. */
export type StoreKeeping = Readonly<{
  /** 说明 of a hand-in in the making, by check; undefined where nobody typed any. */
  explanations(report: string): Readonly<Record<string, string>> | undefined;
  keepExplanations(report: string, texts: Readonly<Record<string, string>>): void;
  /** Copies the database into a new file and checks the copy. @throws {Problem} `backup-damaged`, `cancelled`, `disk-*` */
  copyTo(path: string, watch: Watch): Promise<DatabaseCopy>;
  /** Notes the PC and folder; where they are others than before, the next entries go to new feeds. */
  settleAt(mark: string): void;
  giveUpFeeds(why: Origin["why"]): void;
  /**
   * Makes a new key this PC's own: new feeds, a new series. What no signature of the old one covers is written again.
   *
   * @returns how many entries were written again.
   */
  renewKey(key: string, recipient: string): number;
  origin(): Origin | undefined;
  /** When something was last kept here that was made at this PC: an entry of any kind, a deletion, a draft. */
  lastSavedMs(): number | null;
  lastBackups(): LastBackups;
  noteBackup(where: keyof LastBackups, atMs: number): void;
  /** A backup that is being written, or was when a run was cut off. */
  unfinished(): UnfinishedBackup | null;
  noteUnfinished(backup: UnfinishedBackup | null): void;
  /** @returns the run's number. */
  beginRun(run: NewImportRun): number;
  refuseItem(item: number, problem: RunItemProblem, endedMs: number): void;
  /** Gives up what the run has not read yet. */
  cancelRun(run: number, endedMs: number): void;
  /** The newest first. */
  runs(most: number, only: "open" | "all"): readonly ImportRun[];
  /** The stretches of the sender's own feeds that came first with a bundle. */
  brought(bundle: string): readonly AsideRange[];
}>;
