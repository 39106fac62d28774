// The scoring rubric as data: items, their points and the rule that each is scored by. Points are hundredths.
import { z } from "zod";
import { basis, bilingual, count, formula, id, ids, list, object, pointsE2 } from "./parts.ts";

/** A person chooses one level. */
const levels = object({ type: z.literal("levels"), levels: list(object({ label: bilingual, pointsE2 }), 2) });
/** All points from `of` on, in proportion beneath it; `formula` gives a number over 累计. */
const reached = object({ type: z.literal("reached"), formula, of: z.int().min(1), proportional: z.boolean() });
/** So many points for each, at most the item's. */
const each = object({ type: z.literal("each"), terms: list(object({ formula, eachE2: pointsE2 }), 1) });
/** Some points for each condition that holds. */
const parts = object({ type: z.literal("parts"), parts: list(object({ formula, pointsE2 }), 1) });
/** Numerator over denominator times the points; denominator 0 makes the item not applicable (10a.9). */
const rate = object({ type: z.literal("rate"), numerator: formula, denominator: formula });
/** On time all; then so much less for every day begun; nothing when never handed in. */
const timely = object({ type: z.literal("timely"), obligation: id, perDayLateE2: pointsE2, noErrors: z.boolean().optional() });
/** The points shared evenly among all obligations of a type; half until so many minutes after the deadline. */
const series = object({ type: z.literal("series"), obligationType: id, halfWithinMinutes: count });
/** Share of important and featured activities reported within so many hours of their end. */
const instant = object({ type: z.literal("instant"), withinHours: z.int().min(1) });
/** So many points for each catalogue group in which something counted was done; groups closed to a kind are left out. */
const coverage = object({ type: z.literal("coverage"), groups: ids, eachE2: pointsE2 });
/** Activities with evidence over all activities. */
const evidence = object({ type: z.literal("evidence") });
/** Points less for every warning without 说明, and for figures that supervision found false. */
const honesty = object({ type: z.literal("honesty"), perUnexplainedWarningE2: pointsE2, perFalseFigureE2: pointsE2 });
/** Attendance by population, or by staff, ranked within the kind of unit. */
const ranking = object({ type: z.literal("ranking"), formula, per: z.enum(["population", "staff"]) });
/** Entered by hand, so many points each. */
const manualEach = object({ type: z.literal("manual-each"), eachE2: pointsE2 });

export const scoringRuleSchema = z.discriminatedUnion("type", [
  levels,
  reached,
  each,
  parts,
  rate,
  timely,
  series,
  instant,
  coverage,
  evidence,
  honesty,
  ranking,
  manualEach,
]);

/** `byKind`: another rule for some kinds of unit; a kind in neither `kinds` nor `byKind` has the item as not applicable. */
export const rubricItemSchema = object({
  code: id,
  title: bilingual,
  pointsE2,
  method: z.enum(["auto", "manual", "mixed"]),
  standard: bilingual,
  rule: scoringRuleSchema,
  byKind: list(object({ kinds: ids, method: z.enum(["auto", "manual", "mixed"]), rule: scoringRuleSchema })).optional(),
  kinds: ids.optional(),
  basis,
});

export const rubricSectionSchema = object({ code: id, title: bilingual, pointsE2, items: list(rubricItemSchema, 1), basis });

/** Grades descend; a unit has the first whose threshold (of 100 points, times 100) it reaches. */
export const rubricSchema = object({
  sections: list(rubricSectionSchema),
  bonus: object({ mostE2: pointsE2, items: list(rubricItemSchema) }),
  deductions: list(rubricItemSchema),
  grades: list(object({ id, label: bilingual, fromE2: pointsE2 }), 1),
  columns: list(bilingual),
  flow: list(bilingual),
  basis,
});

export type ScoringRule = z.infer<typeof scoringRuleSchema>;
export type RubricItem = z.infer<typeof rubricItemSchema>;
