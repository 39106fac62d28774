// What a figure has to be read with: evidence under way (佐证待补), sides that disagree (填得不同), states that no hand-in brought
// (已到未报送; at the unit 待报送). Counted per row and cell.
import type { ProjectedRecord } from "../../record/projected.ts";
import { distinctTexts, emitContributions } from "./contributions.ts";
import { isEvidencePending, type StatisticsRecord } from "./countable.ts";
import type { Plan } from "../../formulas/plan.ts";

const MARKS = ["pending", "conflicts", "unreported"] as const;
export type Mark = (typeof MARKS)[number];
/** How many records behind a figure bear each mark. `pending` and `conflicts` count; of `unreported` nothing, or an earlier state, does at the county, and all at the unit. */
export type Marks = Readonly<Record<Mark, number>>;

/** Marks that a record bears only while it counts. */
export function countedMarks(plan: Plan, record: ProjectedRecord): readonly Mark[] {
  return marksOf(plan, record, true).filter((mark) => mark !== "unreported");
}

/** The marks that one record puts on the figures that it gives to, or would give to. */
export function marksOf({ campaign }: Pick<Plan, "campaign">, record: ProjectedRecord, counts: boolean): readonly Mark[] {
  const borne: Readonly<Record<Mark, boolean>> = {
    pending: counts && isEvidencePending(campaign, record),
    conflicts: counts && record.conflict,
    unreported: !record.handedIn || record.later,
  };
  return MARKS.filter((mark) => borne[mark]);
}

type Placed = Readonly<{ record: StatisticsRecord; bucket: number; shared: boolean }>;

/** The rows that a record gives to, or would give to, each with the first bucket in which it does. */
export function rowsOf(plan: Plan, { record, bucket, shared }: Placed): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  const touch = (measure: number, at: number): void => {
    for (const { row } of plan.rowsOfMeasure[measure] ?? []) rows.set(row, Math.min(at, rows.get(row) ?? at));
  };
  if (bucket < 0) return rows;
  emitContributions(plan, record, bucket, shared, { counted: touch });
  const distinct = distinctTexts(plan, record, shared).filter(({ texts }) => texts.length > 0);
  for (const { measure } of distinct) touch(measure, bucket);
  for (const [at, ratio] of plan.rows.entries()) if (ratio.weights === undefined) touchRatio(plan, at, rows);
  return rows;
}

/** A ratio is marked as the rows are that it is made of. */
function touchRatio(plan: Plan, at: number, rows: Map<number, number>): void {
  const parts = (plan.rows[at]?.parts ?? []).flatMap((code) => rows.get(plan.rowIndex.get(code) ?? -1) ?? []);
  if (parts.length > 0) rows.set(at, Math.min(...parts));
}

/** One value for each mark. */
export function eachMark<Value>(make: (mark: Mark) => Value): Record<Mark, Value> {
  return { pending: make("pending"), conflicts: make("conflicts"), unreported: make("unreported") };
}

export function isMarked(marks: Marks): boolean {
  return MARKS.some((mark) => marks[mark] > 0);
}
