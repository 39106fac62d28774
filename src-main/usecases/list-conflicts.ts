// Records that wait for a person: sides that were filled in differently (填得不同), and merged values that break a rule (需核对).
import type { Json } from "../domain/json.ts";
import { firstFault, kindOf } from "../domain/kinds.ts";
import { outOfOrder } from "../domain/kinds/order.ts";
import type { RecordKey } from "../domain/projected.ts";
import { unlessReplaced } from "./answers.ts";
import type { Desk } from "./desk.ts";
import type { RecordView } from "./store-port.ts";

/** One side of an open field: the version, and who wrote it where. `value` undefined: the member is absent, or the record deleted. */
export type ConflictSide = Readonly<{ head: string; value: Json | undefined; by: string; feed: string; atMs: number }>;
export type OpenField = Readonly<{ path: string; bases: readonly (Json | undefined)[]; sides: readonly ConflictSide[] }>;

/** `fault`: where a merged value breaks its kind's rule, as a JSON pointer. `mayDecide`: this office writes such a record. */
export type OpenConflict = RecordKey &
  Readonly<{ title: string; heads: readonly string[]; fields: readonly OpenField[]; fault: string | null; mayDecide: boolean }>;

const MOST_LISTED = 1000;

/** All open conflicts of this workspace, and values to be checked. */
export function listConflicts(desk: Desk): readonly OpenConflict[] {
  const odd = desk.store.oddRecords(MOST_LISTED).filter((record) => record.conflicts.length > 0 || record.needsCheck);
  return unlessReplaced(desk, odd).map((record) => openConflict(desk, record));
}

/** Records with an open conflict that somebody has to decide: a zero report that gave way to a weekly one asks for nothing. */
export function conflictingRecords(desk: Desk): readonly RecordView[] {
  const odd = desk.store.oddRecords(MOST_LISTED).filter((record) => record.conflicts.length > 0);
  return unlessReplaced(desk, odd);
}

/** What is open on one record. */
export function openConflict(desk: Desk, record: RecordView): OpenConflict {
  const history = new Map(desk.store.history(record).map((item) => [item.hash, item]));
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
    mayDecide: mayDecide(desk, record),
  };
}

function faultOf({ kind: name, value, needsCheck }: RecordView): string | null {
  const kind = kindOf(name);
  if (kind === undefined || value === null || !needsCheck) return null;
  const [broken] = outOfOrder(name, value);
  return firstFault(kind, value)?.path ?? (broken === undefined ? null : `/${broken.later}`);
}

/** A unit's record is decided by the unit; the county decides what it wrote itself. */
function mayDecide(desk: Desk, record: RecordView): boolean {
  const { role, unit } = desk.store.facts();
  const byUnit = kindOf(record.kind)?.writer === "unit";
  return role === "unit" ? byUnit && record.unit === unit : !byUnit || desk.store.isOnBehalf(record);
}
