// Bundles that come in: looked at, taken into the union, logged.
import type { OpenedSet } from "./volumes.ts";
import type { HistoryItem, RecordView } from "./records.ts";
import type { SignedHead } from "./feeds.ts";
import type { Holdings } from "./deliveries.ts";
import type { Progress } from "../progress.ts";
import type { CheckedLines } from "../lines.ts";
import type { FeedRange } from "../../../domain/trust/set-aside.ts";
import type { Frontier } from "../../../domain/feed/entry.ts";

/** A bundle that was read. */
export type ImportRow = Readonly<{
  bundle: string;
  signer: string;
  purpose: string;
  unit: string;
  number: number;
  previous: string | null;
  exportedMs: number;
  readMs: number;
  receivedMs: number;
  means: string;
  earlyReason: string | null;
  fileName: string;
  /** File of an import run that is done with this. */
  runItem?: number;
  /** Name of the PC that made it, as the bundle says. */
  device: string;
  /** What the bundle says that its reader holds with it: its base and its heads. */
  claimed: Frontier;
  /** Of an exchange between county PCs: what its maker holds. */
  holds?: Holdings;
  /** Volume 1 of several: what it says of the others. */
  opens?: OpenedSet;
  /** The county key that is pinned with it. */
  pins?: string;
  /** What waits of unknown keys must keep within its bounds. */
  bounded?: boolean;
}>;

/** `conflicts`: how many records one is opened on; those that are closed are not taken off. */
export type RecordCounts = Readonly<{ newRecords: number; changedRecords: number; conflicts: number }>;

/** What an import has done, in entries and in records. `dropped`: feeds of which nothing is kept, because their opening is none. */
export type Admission = RecordCounts &
  Readonly<Record<"added" | "known" | "filled" | "quarantined" | "dropped", number> & { erasedMedia: readonly string[] }>;

/** What an import would change, counted without changing it. */
export type AdmissionPreview = RecordCounts &
  Readonly<{
    /** Records that are new or changed, by kind; those that wait for approval are among them. */
    kinds: Readonly<Record<string, number>>;
    known: number;
    quarantined: number;
    /** The records on which it opens a conflict, with the versions that stand against each other. */
    opened: readonly Readonly<{ record: RecordView; versions: readonly HistoryItem[] }>[];
  }>;

/** What several bundles come to together; what lies in more than one of them counts once. */
export type TogetherPreview = RecordCounts &
  Readonly<{
    newEntries: number;
    known: number;
    quarantined: number;
    /** Bundles whose entries would be refused. */
    refused: number;
  }>;

/** Why a file was not taken in. */
export type RunItemProblem = Readonly<{ code: string; details: Readonly<Record<string, string | number>> }>;

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

export type ImportReader = Readonly<{
  /** The records of imports that were logged before they were counted are not known. */
  imports(): readonly (ImportRow & Omit<Admission, keyof RecordCounts> & Partial<RecordCounts>)[];
  /** The newest first. */
  runs(most: number, only: "open" | "all"): readonly ImportRun[];
  /** The stretches of the sender's own feeds that came first with a bundle. */
  brought(bundle: string): readonly FeedRange[];
  /** @throws {Problem} as {@link ImportWriter.admit} */
  previewAdmission(lines: CheckedLines, progress: Progress): Promise<AdmissionPreview>;
  /** What several bundles would change together. @throws {Problem} `cancelled` */
  previewTogether(bundles: readonly CheckedLines[], progress: Progress): Promise<TogetherPreview>;
}>;

export type ImportWriter = ImportReader &
  Readonly<{
    /**
     * Takes a verified bundle into the union, with its head signatures, in one transaction. Until it ends, what is read is what was
     * there before, and what is written waits.
     *
     * @throws {Problem} `bundle-other-campaign`, `quarantine-*`, `cancelled`, `disk-*`; then nothing has changed
     */
    admit(row: ImportRow, heads: readonly SignedHead[], lines: CheckedLines, progress: Progress): Promise<Admission>;
    /** @returns the run's number. */
    beginRun(run: NewImportRun): number;
    refuseItem(item: number, problem: RunItemProblem, endedMs: number): void;
    /** Gives up what the run has not read yet. */
    cancelRun(run: number, endedMs: number): void;
  }>;
