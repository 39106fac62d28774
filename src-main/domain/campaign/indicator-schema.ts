// The rows of 附件2 and the 审核公式 between them.
import { z } from "zod";
import { basis, bilingual, formula, id, ids, list, localInstant, object } from "./parts.ts";

/**
 * How a row adds up. `sum`: over periods and units; `distinct`: over units only, a value counts once in any stretch of time;
 * `ratio`: never, it is computed anew from the sums.
 */
export const aggregateSchema = z.enum(["sum", "distinct", "ratio"]);

/** One row. `dates` names, per ledger kind, the members that place a record in a period (the first that is there); absent: the ledger's own. */
export const indicatorSchema = object({
  code: id,
  group: id,
  label: bilingual,
  unit: bilingual,
  formula,
  aggregate: aggregateSchema,
  dates: z.record(id, list(id, 1)).readonly().optional(),
  /** ★ a row of the national table: cannot be switched off. */
  core: z.boolean().optional(),
  /** Stands on the short form. */
  short: z.boolean().optional(),
  /** 其中: printed indented beneath the row above. */
  part: z.boolean().optional(),
  source: z.string(),
  basis,
});

export const indicatorGroupSchema = object({ id, label: bilingual });

/** `error` blocks the hand-in; `warning` needs a typed 说明; `notice` is only listed. */
export const levelSchema = z.enum(["error", "warning", "notice"]);

const checkCase = object({ formula, rows: ids, level: levelSchema.optional() });

/** The checks that cannot be written as a formula between rows: each has a function of this name in the program. */
export const STRUCTURAL_CHECKS = [
  "whole-numbers",
  "village-coverage",
  "cumulative-falls",
  "periods-add-up",
  "evidence",
  "activity-window",
  "attendance-outlier",
  "joint-lead",
  "duplicate-activity",
  "duplicate-ledger",
  "liaison",
  "reused-media",
  "similar-media",
  "media-apart",
  "media-cut-off",
  "columns-add-up",
  "unknown-numbers",
  "rate-above-whole",
] as const;

/**
 * One 审核公式. `cases` are formulas that must hold; `structural` names a function instead. `levels` per report type stand
 * above `level`. `explainable`: an error that a typed 说明 lifts. Sentences may use `{rows}`, `{values}` and named places.
 */
export const checkSchema = object({
  id,
  title: bilingual,
  sentence: bilingual,
  /** Sentences for particular faults of a structural check. */
  variants: z.record(id, bilingual).readonly().optional(),
  level: levelSchema,
  levels: z.record(id, levelSchema).readonly().optional(),
  /** By report type: how heavily a structural check takes a figure that has not reached the whole yet. Not listed: it says nothing. */
  shortfall: z.record(id, levelSchema).readonly().optional(),
  explainable: z.boolean().optional(),
  scope: z.enum(["period", "cumulative", "both", "records"]),
  kinds: ids.optional(),
  reportTypes: ids.optional(),
  /** Checked from this instant on, in periods that end after it. */
  from: localInstant.optional(),
  /** Leaves out what a unit entered for joint events that another unit leads (10a.4). */
  withoutJoint: z.boolean().optional(),
  /** The cases must hold for every single activity as well. */
  perRecord: z.boolean().optional(),
  cases: list(checkCase).optional(),
  structural: z.enum(STRUCTURAL_CHECKS).optional(),
  /** The row that a structural check reads, where it reads one. */
  row: id.optional(),
  basis,
});

export type Indicator = z.infer<typeof indicatorSchema>;
export type Check = z.infer<typeof checkSchema>;
export type Level = z.infer<typeof levelSchema>;
