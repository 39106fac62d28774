// Single formulas over a unit's records, such as those of the rubric: the same rows, the same counting as 附件2.
import type { Campaign } from "../../campaign/schema.ts";
import type { Unit } from "../../campaign/unit-schema.ts";
import { bucketRange } from "../../formulas/buckets.ts";
import { checkVectors } from "./vectors.ts";
import type { CountingOptions, StatisticsRecord } from "../counting/countable.ts";
import { evaluateOver, formulaValue, rowFigures } from "../figures/figures.ts";
import { compilePlan } from "../../formulas/plan.ts";
import { selectRecords } from "../counting/selection.ts";

/** `period` an id or `total`; formulas are evaluated over 累计 at its end. `places` of the unit are its villages and communities. */
export type EvaluateRequest = CountingOptions &
  Readonly<{ unit: Pick<Unit, "code" | "villages" | "communities">; period: string }>;

/**
 * Evaluates formulas over one unit's counted records.
 *
 * @returns the value of every formula, by its text: a number, true or false, or a text such as `66.7`.
 * @throws {Problem} `formula-invalid`, `period-unknown`
 */
export function evaluateFormulas(
  campaign: Campaign,
  records: readonly StatisticsRecord[],
  request: EvaluateRequest,
  formulas: readonly string[],
): ReadonlyMap<string, number | string | boolean> {
  const plan = compilePlan(campaign, formulas);
  const range = bucketRange(plan.buckets, request.period);
  const own = records.filter((record) => record.unit === request.unit.code);
  const { counted } = checkVectors(plan, [selectRecords(plan, own, request)], range).cumulative;
  const figures = rowFigures(plan, counted);
  const row = (code: string) => formulaValue(figures[plan.rowIndex.get(code) ?? -1]);
  const places = (request.unit.villages ?? 0) + (request.unit.communities ?? 0);
  return new Map([...plan.extras].map(([text, formula]) => [text, evaluateOver(plan, formula, counted, row, { places })]));
}
