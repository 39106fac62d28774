// Checks over figures: whole numbers (V01), coverage of villages (V09), falls (V12) and sums (V13) against what was filed.
import { isOf } from "../../kinds/values.ts";
import { isActivity, type StatisticsRecord } from "../counting/countable.ts";
import { keyOf, type RowStatistics } from "../figures/compute.ts";
import { figureFromText, figureText, type Figure } from "../figures/figures.ts";
import type { Draft } from "./finding.ts";
import type { Plan } from "../../formulas/plan.ts";
import type { CheckContext, StructuralCheck } from "./context.ts";

/** V01: no figure and no number in a record is anything but a whole number from 0 on. */
export const wholeNumbers: StructuralCheck = ({ plan, statistics, records }) => [
  ...statistics.rows.flatMap((row) => [row.period, row.cumulative].flatMap((figure) => wrongFigure(plan, row.row, figure))),
  ...records.flatMap((record) => wrongNumbers(plan, record)),
];

function wrongFigure(plan: Plan, row: string, figure: Figure): readonly Draft[] {
  const isRatio = plan.rows[plan.rowIndex.get(row) ?? -1]?.weights === undefined;
  const isRight = isRatio ? figure.kind !== "number" || isWhole(figure.value) : figure.kind === "number" && isWhole(figure.value);
  return isRight ? [] : [{ rows: [row], values: [figureText(figure)], params: { field: row, value: figureText(figure) } }];
}

function wrongNumbers(plan: Plan, record: StatisticsRecord): readonly Draft[] {
  const columns = plan.routes.ledgers.get(record.kind)?.ledger.columns.filter(({ type }) => type === "number") ?? [];
  const numbers = isActivity(record)
    ? Object.entries(record.value.metrics)
    : columns.map(({ id }) => [id, record.value[id]] as const);
  return numbers.flatMap(([field, value]) => {
    if (value === undefined || isWhole(value)) return [];
    return [
      {
        records: [keyOf(record)],
        part: field,
        params: { field, value: typeof value === "object" ? JSON.stringify(value) : String(value) },
      },
    ];
  });
}

function isWhole(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** V09: no more villages than there are; at the end all of them, or a 说明. */
export const villageCoverage: StructuralCheck = ({ statistics, unit, reportType }, check) => {
  const row = statistics.rows.find(({ row: code }) => code === check.row);
  if (unit === undefined || row === undefined || row.cumulative.kind !== "number") return [];
  if (unit.villages === undefined && unit.communities === undefined) return [];
  const total = (unit.villages ?? 0) + (unit.communities ?? 0);
  const reached = row.cumulative.value;
  const draft = { rows: [row.row], values: [String(reached)], params: { reached, total } };
  if (reached > total) return [draft];
  const level = reached < total ? check.shortfall?.[reportType] : undefined;
  return level === undefined ? [] : [{ ...draft, level }];
};

/** V12: no row but a ratio falls below what the latest hand-in filed. */
export const cumulativeFalls: StructuralCheck = (context) => {
  const before = filedBefore(context).at(-1);
  if (before === undefined) return [];
  return typedRows(context).flatMap(({ row, cumulative }) => {
    const filed = numberOf(figureFromText(before.figures[row]?.cumulative ?? ""));
    const now = numberOf(cumulative);
    if (filed === undefined || now === undefined || now >= filed) return [];
    return [{ rows: [row], values: [String(now)], params: { before: filed, after: now }, sameness: `${filed} ${now}` }];
  });
};

/** V13: for rows that add up over time, what was filed for every period and this one make 累计. */
export const periodsAddUp: StructuralCheck = (context) => {
  const before = filedBefore(context);
  if (context.range.from !== context.range.to || before.length !== context.range.from) return [];
  const sums = typedRows(context).filter(({ row }) => aggregateOf(context, row) === "sum");
  return sums.flatMap(({ row, period, cumulative }) => {
    const filed = before.map((report) => numberOf(figureFromText(report.figures[row]?.period ?? "")) ?? 0);
    const sum = filed.reduce((all, one) => all + one, numberOf(period) ?? 0);
    const total = numberOf(cumulative) ?? 0;
    if (sum === total) return [];
    const params = { sum, cumulative: total, difference: total - sum };
    return [{ rows: [row], values: [String(total)], params, sameness: String(params.difference) }];
  });
};

/** Filed reports of the buckets before this one, in order; a period filed twice counts by its latest. */
function filedBefore({ plan, range, filed }: CheckContext): CheckContext["filed"] {
  return plan.buckets.slice(0, range.from).flatMap((bucket) => filed.findLast((report) => report.period === bucket.id) ?? []);
}

/** Rows that add up and that people answer for: what the program counts by itself (hand-ins, files) asks nobody for an explanation. */
function typedRows(context: CheckContext): readonly RowStatistics[] {
  return context.statistics.rows.filter(({ row }) => {
    return aggregateOf(context, row) !== "ratio" && !isOwnCount(context.plan, context.plan.rowIndex.get(row) ?? -1);
  });
}

const OWN_COUNTS: ReadonlySet<string> = new Set(["report", "attachment"]);

function isOwnCount(plan: Plan, row: number): boolean {
  const measures = [...(plan.rows[row]?.weights?.keys() ?? [])].map((at) => plan.measures[at]);
  return measures.some((measure) => measure?.type === "ledger" && OWN_COUNTS.has(measure.kind));
}

/** V24: a ratio above the whole: rightly so in a period in which old hazards were put right, and never left unsaid. */
export const rateAboveWhole: StructuralCheck = ({ plan, statistics }, { scope }) =>
  statistics.rows.flatMap((row) => {
    const figure = scope === "period" ? row.period : row.cumulative;
    const isRatio = plan.rows[plan.rowIndex.get(row.row) ?? -1]?.weights === undefined;
    if (!isRatio || figure.kind !== "percent" || !(Number(figure.text) > WHOLE)) return [];
    return [{ rows: [row.row], values: [figure.text] }];
  });

const WHOLE = 100;

function aggregateOf({ plan }: CheckContext, row: string): string | undefined {
  return plan.rows[plan.rowIndex.get(row) ?? -1]?.indicator.aggregate;
}

function numberOf(figure: Figure): number | undefined {
  return figure.kind === "number" ? figure.value : undefined;
}

/** V20: a liaison is named, and its telephone numbers are telephone numbers. */
export const liaison: StructuralCheck = ({ plan, records, unit }) => {
  if (unit === undefined || plan.campaign.unitKinds.find(({ id }) => id === unit.kind)?.files !== true) return [];
  const own = records.filter((record) => isOf(record, "liaison")).filter((record) => record.unit === unit.code);
  if (own.length === 0) return [{ variant: "missing" }];
  const patterns = plan.campaign.settings.phonePatterns.map((pattern) => new RegExp(pattern, "u"));
  return own.flatMap((record) => {
    const phones = [record.value.mobile, record.value.officePhone].flatMap((phone) => phone || []);
    const wrong = phones.find((phone) => !patterns.some((pattern) => pattern.test(phone)));
    if (phones.length > 0 && wrong === undefined) return [];
    return [{ records: [keyOf(record)], params: { phone: wrong ?? "" } }];
  });
};
