// Reports and documents: every time that one was made, what of it is here, and when it came; what is counted by them.
import type { MissingRange } from "./feeds.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { ValueOf } from "../../../domain/kinds/values.ts";

/** A report as it was made once. */
export type ReportVersion = Readonly<{
  hash: string;
  feed: string;
  seq: number;
  exportedMs: number;
  /** First time that a bundle with it was received; null where it was written here. */
  receivedMs: number | null;
  /** The county once returned it, or what was made of it. */
  returned: boolean;
  /** It lies in a hand-in: at or before the frontier of a report. A report lies in no frontier of its own. */
  reported: boolean;
}>;

/** A report with what is known of its arrival here. */
export type ReportView = Readonly<{
  unit: string;
  record: string;
  type: string;
  period: string;
  value: ValueOf<"report">;
  heads: readonly string[];
  /** Every time that it was made, oldest first. */
  versions: readonly ReportVersion[];
  exportedMs: number;
  missing: readonly MissingRange[];
  returned: boolean;
}>;

/** A record that is owed as such: a liaison form, a plan, a summary. `returned`: as it stands. */
export type DocumentView = RecordKey &
  Readonly<{ heads: readonly string[]; versions: readonly ReportVersion[]; returned: boolean }>;

/** When a record of a unit first arrived here; null if it was written here. */
export type Arrival = Readonly<{
  unit: string;
  kind: string;
  record: string;
  title: string | null;
  receivedMs: number | null;
  editedMs: number;
}>;

export type ReportReader = Readonly<{
  reports(unit?: string): readonly ReportView[];
  documents(kinds: readonly string[]): readonly DocumentView[];
  arrivals(kinds: readonly string[]): readonly Arrival[];
  /** The earlier value that the county counts instead of what it shows; undefined where it counts no other. */
  countedValue<K extends string>(key: RecordKey<K>): ValueOf<K> | undefined;
  /** Whether shown versions lie in a hand-in: made here, or at the county received. Gathered as it is now, for a whole list. */
  handedIn(): (key: RecordKey) => boolean;
  /** Whether shown versions lie in what a receipt of the county says it holds; gathered likewise. */
  receipted(): (key: RecordKey) => boolean;
  /** Digest of records as they enter figures: at the county of what was handed in. */
  figuresDigest(): string;
}>;
