// What the store tells of reports and documents: every time that one was made, what of it is here, and when it came.
import type { JsonObject } from "../domain/json.ts";
import type { RecordKey } from "../domain/projected.ts";
import type { MissingRange } from "./sending-port.ts";

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
  value: JsonObject;
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
