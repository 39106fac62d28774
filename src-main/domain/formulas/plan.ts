// The plan of a campaign: formulas read once, measures named once, rows put in order. Everything after it only adds up.
import type { Indicator } from "../campaign/indicator-schema.ts";
import type { Campaign } from "../campaign/schema.ts";
import { Problem } from "../problem.ts";
import { bucketsOf, type Bucket } from "./buckets.ts";
import { createFormulaReader, type Formula } from "./formula.ts";
import { toLinear, type Linear } from "./linear.ts";
import { measureKey, measureOfCall, type Measure, type RowDates } from "./measure.ts";
import { routesOf, type Routes } from "./routes.ts";

/** A row ready to be computed. `weights` where it adds up; `parts` are the rows that its formula names. */
export type PlannedRow = Readonly<{
  indicator: Indicator;
  formula: Formula;
  weights: Linear | undefined;
  parts: readonly string[];
}>;

export type Plan = Readonly<{
  campaign: Campaign;
  buckets: readonly Bucket[];
  measures: readonly Measure[];
  measureIndex: ReadonlyMap<string, number>;
  /** In an order in which no row comes before one that it names. */
  rows: readonly PlannedRow[];
  rowIndex: ReadonlyMap<string, number>;
  /** By measure: the rows that weigh it. */
  rowsOfMeasure: readonly (readonly Readonly<{ row: number; weight: number }>[])[];
  /** Formulas of checks and of the rubric, by their text. */
  extras: ReadonlyMap<string, Formula>;
  routes: Routes;
}>;

/**
 * Compiles the rows of a campaign, and further formulas that ask for measures of their own.
 *
 * @throws {Problem} `formula-invalid` for a formula that cannot be read, names an unknown row, goes round in a circle, or
 *   does not add up although its row says so.
 */
export function compilePlan(campaign: Campaign, extras: readonly string[] = []): Plan {
  const read = createFormulaReader();
  const formulas = new Map(campaign.indicators.map((indicator) => [indicator.code, read(indicator.formula)]));
  const extraFormulas = new Map(extras.map((text) => [text, read(text)]));
  const measures = internMeasures(campaign, formulas, extraFormulas);
  const rows = orderRows(campaign, formulas, measures.index);
  return {
    campaign,
    buckets: bucketsOf(campaign),
    measures: measures.list,
    measureIndex: measures.index,
    rows,
    rowIndex: new Map(rows.map((row, at) => [row.indicator.code, at])),
    rowsOfMeasure: measures.list.map((_, measure) =>
      rows.flatMap((row, at) => (row.weights?.get(measure) ? [{ row: at, weight: row.weights.get(measure) ?? 0 }] : [])),
    ),
    extras: extraFormulas,
    routes: routesOf(campaign, measures.list),
  };
}

const PLANS = new WeakMap<Campaign, Plan>();

/** The plan of a campaign's rows, compiled once for each document. */
export function planOf(campaign: Campaign): Plan {
  const known = PLANS.get(campaign);
  if (known !== undefined) return known;
  const plan = compilePlan(campaign);
  PLANS.set(campaign, plan);
  return plan;
}

type Interned = Readonly<{ list: readonly Measure[]; index: ReadonlyMap<string, number> }>;

function internMeasures(campaign: Campaign, rows: ReadonlyMap<string, Formula>, extras: ReadonlyMap<string, Formula>): Interned {
  const list: Measure[] = [];
  const index = new Map<string, number>();
  const intern = (formula: Formula, dates: RowDates) => {
    for (const call of formula.calls) {
      const measure = measureOfCall(call, dates);
      if (measure === undefined || index.has(measureKey(measure))) continue;
      index.set(measureKey(measure), list.push(measure) - 1);
    }
  };
  for (const indicator of campaign.indicators) intern(rows.get(indicator.code) as Formula, indicator.dates ?? {});
  for (const formula of extras.values()) intern(formula, {});
  return { list, index };
}

/** Depth first over the rows that formulas name: gives the order, finds circles and unknown rows. */
function orderRows(
  campaign: Campaign,
  formulas: ReadonlyMap<string, Formula>,
  measures: ReadonlyMap<string, number>,
): readonly PlannedRow[] {
  const indicators = new Map(campaign.indicators.map((indicator) => [indicator.code, indicator]));
  const done = new Map<string, PlannedRow>();
  const open = new Set<string>();
  const visit = (code: string, from: string) => {
    if (done.has(code)) return;
    const indicator = indicators.get(code);
    const formula = formulas.get(code);
    if (indicator === undefined || formula === undefined) throw fault(from, `row("${code}")`);
    if (open.has(code)) throw fault(from, `row("${code}") ↻`);
    open.add(code);
    const parts = [...new Set(formula.calls.flatMap((call) => (call.name === "row" ? call.texts : [])))];
    for (const part of parts) visit(part, indicator.formula);
    done.set(code, { indicator, formula, parts, weights: weightsOf(indicator, formula, done, measures) });
  };
  for (const { code, formula } of campaign.indicators) visit(code, formula);
  return [...done.values()];
}

function weightsOf(
  indicator: Indicator,
  formula: Formula,
  rows: ReadonlyMap<string, PlannedRow>,
  measures: ReadonlyMap<string, number>,
): Linear | undefined {
  if (indicator.aggregate === "ratio") return undefined;
  const dates = indicator.dates ?? {};
  const weights = toLinear(formula.ast, {
    row: (code) => rows.get(code)?.weights,
    measure: (name, texts) => {
      const measure = measureOfCall({ name, texts }, dates);
      return measure && measures.get(measureKey(measure));
    },
  });
  if (weights === undefined) throw fault(indicator.formula, `aggregate ${indicator.aggregate}`);
  return weights;
}

function fault(formula: string, reason: string): Problem<"formula-invalid"> {
  return new Problem("formula-invalid", { formula, reason });
}
