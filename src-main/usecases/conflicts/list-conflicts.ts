// Records that wait for a person: sides that were filled in differently (填得不同), and merged values that break a rule (需核对).
import type { Json } from "../../domain/json.ts";
import { firstFault, kindOf } from "../../domain/kinds/kinds.ts";
import { outOfOrder } from "../../domain/kinds/order.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { unlessReplaced, type AnswersNeeds } from "../duties/matrix/answers.ts";
import type { Needs } from "../workspace.ts";
import type { RecordView, RecordReader } from "../ports/store/records.ts";
import type { FactReader } from "../ports/store/facts.ts";

/** One side of an open field: the version, and who wrote it where. `value` undefined: the member is absent, or the record deleted. */
export type ConflictSide = Readonly<{ head: string; value: Json | undefined; by: string; feed: string; atMs: number }>;
export type OpenField = Readonly<{ path: string; bases: readonly (Json | undefined)[]; sides: readonly ConflictSide[] }>;

/** `fault`: where a merged value breaks its kind's rule, as a JSON pointer. `mayDecide`: this office writes such a record. */
export type OpenConflict = RecordKey &
  Readonly<{ title: string; heads: readonly string[]; fields: readonly OpenField[]; fault: string | null; mayDecide: boolean }>;

/** Open conflicts of this workspace and values to be checked. @param limit these come first; how many there are is counted. */
export function listConflicts(ws: AnswersNeeds & Needs<FactReader & RecordReader>, limit?: number): readonly OpenConflict[] {
  const odd = unlessReplaced(ws, ws.store.undecided({ toCheckAsWell: true }));
  return odd.slice(0, limit).map((record) => openConflict(ws, record));
}

/** Records with an open conflict that somebody has to decide: a zero report that gave way to a weekly one asks for nothing. */
export function conflictingRecords(ws: AnswersNeeds & Needs<RecordReader>, unit?: string): readonly RecordView[] {
  return unlessReplaced(ws, ws.store.undecided({ ...(unit !== undefined && { unit }) }));
}

/** How many {@link conflictingRecords} there are, and with `toCheckAsWell` how many {@link listConflicts} finds. */
export function countConflicts(ws: AnswersNeeds & Needs<RecordReader>, toCheckAsWell = false): number {
  const reports = unlessReplaced(ws, ws.store.undecided({ toCheckAsWell, kind: "report" }));
  return reports.length + ws.store.countUndecided({ toCheckAsWell, notKind: "report" });
}

/** What is open on one record. */
export function openConflict(ws: Needs<FactReader & RecordReader>, record: RecordView): OpenConflict {
  const history = new Map(ws.store.history(record).map((item) => [item.hash, item]));
  return {
    unit: record.unit,
    kind: record.kind,
    record: record.record,
    title: record.title ?? "",
    heads: record.heads,
    fields: record.conflicts.map(({ path, bases, sides }) => ({
      path,
      bases,
      sides: sides.map(({ head, value }) => {
        const item = history.get(head);
        return { head, value, by: item?.by ?? "", feed: item?.feed ?? "", atMs: item?.wallMs ?? 0 };
      }),
    })),
    fault: faultOf(record),
    mayDecide: mayDecide(ws, record),
  };
}

function faultOf({ kind: name, value, needsCheck }: RecordView): string | null {
  const kind = kindOf(name);
  if (kind === undefined || value === null || !needsCheck) return null;
  const [broken] = outOfOrder(name, value);
  return firstFault(kind, value)?.path ?? (broken === undefined ? null : `/${broken.later}`);
}

/** A unit's record is decided by the unit; the county decides what it wrote itself. */
function mayDecide(ws: Needs<FactReader & RecordReader>, record: RecordView): boolean {
  const { role, unit } = ws.store.facts();
  const byUnit = kindOf(record.kind)?.writer === "unit";
  return role === "unit" ? byUnit && record.unit === unit : !byUnit || ws.store.isOnBehalf(record);
}
