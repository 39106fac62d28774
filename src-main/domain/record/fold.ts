// Folds the versions of one record into what the projection shows. The only place that decides a record's state.
import { compareAt, compareText } from "../feed/entry.ts";
import { deliver, type Version } from "./history.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { mergeHeads, type FieldConflict, type SetKeys } from "./merge.ts";

/** What a kind's schema contributes to the fold. */
export type FoldRules = Readonly<{ sets: SetKeys; isValid(value: JsonObject): boolean }>;

/** `absent`: nothing of the record may be shown (all quarantined, waiting, revoked …). */
export type RecordStatus = "shown" | "deleted" | "erased" | "absent";

/** The projected state of one record; a function of its versions alone. */
export type RecordState = Readonly<{
  status: RecordStatus;
  value: JsonObject | null;
  /** Hashes of the projected heads, ascending. */
  heads: readonly string[];
  /** The head that was written last: its clock and hash lead the display. */
  lead: Version | undefined;
  conflicts: readonly FieldConflict[];
  /** The merged value breaks the kind's schema, or a rule between its members (需核对). */
  needsCheck: boolean;
  /** Held at its last state for a missing earlier version (待补前包). */
  waiting: boolean;
  /** A version was written by a newer program (需升级程序). */
  newer: boolean;
  /** A head names at least one attachment by hash and size (R208). */
  evidenced: boolean;
}>;

/** Folds all known versions of a record, in any order, to the same state. @see design.md §2 */
export function foldRecord(versions: readonly Version[], rules: FoldRules): RecordState {
  const { heads, bases, waiting } = deliver(versions);
  const usable = heads.filter((head) => head.standing === "good").sort(compareAt);
  const merged = mergeHeads(
    bases.map((base) => base.value as JsonObject),
    usable,
    rules.sets,
  );
  return {
    status: statusOf(heads, usable, merged.value),
    value: merged.value,
    heads: heads.map((head) => head.hash).sort(compareText),
    lead: usable.at(-1) ?? [...heads].sort(compareAt).at(-1),
    conflicts: merged.conflicts,
    needsCheck: usable.length > 1 && merged.value !== null && !rules.isValid(merged.value),
    waiting,
    newer: versions.some((version) => version.standing === "newer"),
    evidenced: usable.some((head) => head.value !== null && namesEvidence(head.value)),
  };
}

/** Whether a value names at least one attachment by hash and size. */
export function namesEvidence(value: JsonObject): boolean {
  const attachments = value["attachments"];
  return (
    Array.isArray(attachments) &&
    attachments.some((item) => isJsonObject(item) && typeof item["sha256"] === "string" && typeof item["sizeBytes"] === "number")
  );
}

function statusOf(heads: readonly Version[], usable: readonly Version[], value: JsonObject | null): RecordStatus {
  if (heads.length === 0) return "absent";
  if (usable.length === 0) return "erased";
  return value === null ? "deleted" : "shown";
}
