// Checks over the numbers of single activities: those that no item asks for (V23), and parts above their whole (V04).
import { numberFaults } from "../../campaign/asked-numbers.ts";
import type { Check } from "../../campaign/indicator-schema.ts";
import { keyOf } from "../figures/compute.ts";
import { emitContributions } from "../counting/contributions.ts";
import { countIn, type ActivityRecord } from "../counting/countable.ts";
import { evaluateOver } from "../figures/figures.ts";
import type { Draft } from "./finding.ts";
import type { Formula } from "../../formulas/formula.ts";
import { matchesCode } from "../../formulas/measure.ts";
import type { Plan } from "../../formulas/plan.ts";
import { zeros } from "../figures/vector.ts";
import { activities, titleOf } from "./activity-checks.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";

/** V23: numbers that came with an activity and that its item does not ask for; they are in no row. */
export const unknownNumbers: StructuralCheck = ({ plan, records }) =>
  activities(records).flatMap((record) => {
    const { code = "", jointEvent = "", metrics } = record.value;
    const item = plan.routes.codes.get(code)?.item;
    if (item === undefined) return [];
    const place = { unit: record.unit, jointEvent };
    const unknown = numberFaults(plan.campaign, item, place, Object.keys(metrics))
      .filter(({ reason }) => reason === "unknown-number")
      .map(({ metric }) => metric);
    if (unknown.length === 0) return [];
    const numbers = unknown.map((metric) => labelOf(plan, record, metric)).join("、");
    return [{ records: [keyOf(record)], params: { title: titleOf(record), numbers } }];
  });

/** The cases of a check over every activity by itself: within one, a part above its whole hides in the sum of all. */
export function failedRecords({ plan, records }: CheckContext, check: Check): readonly Draft[] {
  const formulas = (check.cases ?? []).flatMap((one) => plan.extras.get(one.formula) ?? []);
  const reads = formulas.map((formula) => ({ formula, sums: sumsOf(plan, formula) }));
  return activities(records).flatMap((record) => {
    const failed = reads.filter(({ formula, sums }) => readOf(record, sums).length > 1 && !holdsFor(plan, formula, record));
    if (failed.length === 0) return [];
    const metrics = new Set(failed.flatMap(({ sums }) => readOf(record, sums)));
    const numbers = [...metrics].map((id) => `${labelOf(plan, record, id)} ${countIn(record.value.metrics[id])}`).join("、");
    return [{ variant: "record", records: [keyOf(record)], params: { title: titleOf(record), numbers } }];
  });
}

type Sum = Readonly<{ codes: string; metric: string }>;

/** The sums over activities that a formula reads, by itself and by the rows it names; the whole before its parts. */
function sumsOf(plan: Plan, formula: Formula): readonly Sum[] {
  const own = formula.calls.flatMap(({ name, texts: [codes = "", metric = "", third] }) =>
    name === "sum" && third === undefined ? [{ codes, metric }] : [],
  );
  const rows = formula.calls.flatMap(({ name, texts: [code = ""] }) => (name === "row" ? [plan.rowIndex.get(code) ?? -1] : []));
  return [...rows.toReversed().flatMap((row) => sumsOfRow(plan, row)), ...own.toReversed()];
}

function sumsOfRow(plan: Plan, row: number): readonly Sum[] {
  const weights = plan.rows[row]?.weights ?? new Map<number, number>();
  return [...weights.keys()].flatMap((at) => {
    const measure = plan.measures[at];
    return measure?.type === "sum" ? [measure] : [];
  });
}

/** The numbers of an activity that the sums take. */
function readOf({ value: { code = "", metrics } }: ActivityRecord, sums: readonly Sum[]): readonly string[] {
  const read = sums.filter(({ codes, metric }) => metrics[metric] !== undefined && matchesCode(codes, code));
  return [...new Set(read.map(({ metric }) => metric))];
}

function holdsFor(plan: Plan, formula: Formula, record: ActivityRecord): boolean {
  const vector = zeros(plan.measures.length);
  const counted = (measure: number, _bucket: number, value: number) => {
    vector[measure] = (vector[measure] ?? 0) + value;
  };
  emitContributions(plan, record, 0, false, { counted });
  const ofRow = (code: string) => weigh(plan.rows[plan.rowIndex.get(code) ?? -1]?.weights, vector);
  return evaluateOver(plan, formula, vector, ofRow) !== false;
}

function weigh(weights: ReadonlyMap<number, number> | undefined, vector: readonly number[]): number {
  return [...(weights ?? [])].reduce((sum, [measure, weight]) => sum + weight * (vector[measure] ?? 0), 0);
}

/** A number by the label of its item, by its own, or by its id where the campaign does not know it. */
function labelOf(plan: Plan, { value }: ActivityRecord, metric: string): string {
  const asked = plan.routes.codes.get(value.code ?? "")?.item.metrics.find(({ id }) => id === metric)?.label;
  return (asked ?? plan.campaign.catalogue.metrics.find(({ id }) => id === metric)?.label)?.zh ?? metric;
}
