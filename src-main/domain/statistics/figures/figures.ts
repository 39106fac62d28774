// Figures: what stands in a cell. Rows that add up are weighed; ratios are computed anew from the figures of their rows.
import { NO_FIGURE } from "../../formulas/functions.ts";
import type { Formula, Resolver } from "../../formulas/formula.ts";
import { measureKey, measureOfCall, type RowDates } from "../../formulas/measure.ts";
import type { Plan, PlannedRow } from "../../formulas/plan.ts";
import type { Vector } from "./vector.ts";

/** Which of a row's two figures: of the period alone, or of all until its end. */
export const FIGURE_COLUMNS = ["period", "cumulative"] as const;
export type FigureColumn = (typeof FIGURE_COLUMNS)[number];
/** As paper and terminal call them. */
export const FIGURE_COLUMN_NAMES: Readonly<Record<FigureColumn, string>> = { period: "本期数", cumulative: "累计数" };

/** A cell: a whole number, a percentage as text such as `66.7`, or nothing to say (`—`), also where a number would not be exact. */
export type Figure = Readonly<{ kind: "number"; value: number } | { kind: "percent"; text: string } | { kind: "none" }>;

/** The figures of all rows, in the order of `plan.rows`. */
export function rowFigures(plan: Plan, vector: Vector): readonly Figure[] {
  const figures: Figure[] = [];
  for (const row of plan.rows)
    figures.push(row.weights === undefined ? computed(plan, row, vector, figures) : weighed(row, vector));
  return figures;
}

/** A figure as a formula or a filed report names it. */
export function figureText(figure: Figure): string {
  return figure.kind === "number" ? String(figure.value) : figure.kind === "percent" ? figure.text : NO_FIGURE;
}

/** Reads a figure as it was filed; anything that is neither a number, a percentage nor `—` stays a percentage text. */
export function figureFromText(text: string): Figure {
  if (text === NO_FIGURE || text === "") return { kind: "none" };
  return /^-?\d{1,15}$/.test(text) ? { kind: "number", value: Number(text) } : { kind: "percent", text };
}

/** Evaluates a formula over a vector; `row` gives what other rows have. */
export function evaluateOver(
  plan: Plan,
  formula: Formula,
  vector: Vector,
  row: (code: string) => number | string,
  more: Readonly<{ dates?: RowDates; places?: number }> = {},
): number | string | boolean {
  return formula.evaluate(resolverOver(plan, vector, row, more.dates ?? {}, more.places ?? 0));
}

function weighed(row: PlannedRow, vector: Vector): Figure {
  let value = 0;
  for (const [measure, weight] of row.weights ?? []) value += weight * (vector[measure] ?? 0);
  return wholeNumber(value);
}

function wholeNumber(value: number): Figure {
  return Number.isSafeInteger(value) ? { kind: "number", value } : { kind: "none" };
}

function computed(plan: Plan, row: PlannedRow, vector: Vector, before: readonly Figure[]): Figure {
  const ofRow = (code: string) => formulaValue(before[plan.rowIndex.get(code) ?? -1]);
  const value = evaluateOver(plan, row.formula, vector, ofRow, { dates: row.indicator.dates ?? {} });
  if (typeof value === "number") return wholeNumber(value);
  return typeof value === "boolean" || value === NO_FIGURE ? { kind: "none" } : { kind: "percent", text: value };
}

/** A figure as formulas take it: a number, or its text. */
export function formulaValue(figure: Figure | undefined): number | string {
  if (figure === undefined) return 0;
  return figure.kind === "number" ? figure.value : figureText(figure);
}

function resolverOver(plan: Plan, vector: Vector, row: Resolver["row"], dates: RowDates, places: number): Resolver {
  const valueOf = (name: string, texts: readonly string[]) => {
    const measure = measureOfCall({ name, texts }, dates);
    return measure === undefined ? 0 : (vector[plan.measureIndex.get(measureKey(measure)) ?? -1] ?? 0);
  };
  return {
    sum: (codes, metric) => valueOf("sum", [codes, metric]),
    sumOf: (kind, field, filter) => valueOf("sum", [kind, field, filter]),
    count: (kind, filter) => valueOf("count", [kind, filter]),
    distinct: (codes, field) => valueOf("distinct", [codes, field]),
    row,
    places,
  };
}
