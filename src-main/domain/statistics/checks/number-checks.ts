// Checks over the numbers of single activities: those that no item asks for (V23), and parts above their whole (V04).
import { numberFaults } from "../../campaign/asked-numbers.ts";
import type { Check } from "../../campaign/indicator-schema.ts";
import { keyOf } from "../compute.ts";
import { emitContributions } from "../contributions.ts";
import { countIn, metricsOf, textOf, type StatisticsRecord } from "../countable.ts";
import { evaluateOver } from "../figures.ts";
import type { Draft } from "../finding.ts";
import type { Formula } from "../formula.ts";
import { matchesCode } from "../measure.ts";
import type { Plan } from "../plan.ts";
import { zeros } from "../vector.ts";
import { titleOf } from "./activity-checks.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";

/** V23: numbers that came with an activity and that its item does not ask for; they are in no row. */
export const unknownNumbers: StructuralCheck = ({ plan, records }) =>
  records.flatMap((record) => {
    const item = plan.routes.codes.get(codeOf(record))?.item;
    if (item === undefined) return [];
    const place = { unit: record.unit, jointEvent: textOf(record.value["jointEvent"]) };
    const unknown = numberFaults(plan.campaign, item, place, Object.keys(metricsOf(record)))
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
  return records.flatMap((record) => {
    if (record.kind !== "activity") return [];
    const failed = reads.filter(({ formula, sums }) => readOf(record, sums).length > 1 && !holdsFor(plan, formula, record));
    if (failed.length === 0) return [];
    const metrics = new Set(failed.flatMap(({ sums }) => readOf(record, sums)));
    const numbers = [...metrics].map((id) => `${labelOf(plan, record, id)} ${countIn(metricsOf(record)[id])}`).join("、");
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
function readOf(record: StatisticsRecord, sums: readonly Sum[]): readonly string[] {
  const metrics = metricsOf(record);
  const read = sums.filter(({ codes, metric }) => metrics[metric] !== undefined && matchesCode(codes, codeOf(record)));
  return [...new Set(read.map(({ metric }) => metric))];
}

function holdsFor(plan: Plan, formula: Formula, record: StatisticsRecord): boolean {
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

function codeOf(record: StatisticsRecord): string {
  return textOf(record.value["code"]);
}

/** A number by the label of its item, by its own, or by its id where the campaign does not know it. */
function labelOf(plan: Plan, record: StatisticsRecord, metric: string): string {
  const asked = plan.routes.codes.get(codeOf(record))?.item.metrics.find(({ id }) => id === metric)?.label;
  return (asked ?? plan.campaign.catalogue.metrics.find(({ id }) => id === metric)?.label)?.zh ?? metric;
}
