// What a structural check sees: the table, the records of the unit (or of all), what was filed before.
import type { Doubt } from "../../doubts/doubts-of.ts";
import type { Unit } from "../../campaign/unit-schema.ts";
import type { Check } from "../../campaign/indicator-schema.ts";
import type { BucketRange } from "../../formulas/buckets.ts";
import type { Statistics } from "../figures/compute.ts";
import type { StatisticsRecord } from "../counting/countable.ts";
import type { Draft } from "./finding.ts";
import type { Plan } from "../../formulas/plan.ts";
import type { Selection } from "../counting/selection.ts";
import type { CheckVectors } from "./vectors.ts";

/** Figures as a hand-in stored them, by row. */
export type FiledReport = Readonly<{
  period: string;
  figures: Readonly<Record<string, Readonly<{ period: string; cumulative: string }>>>;
}>;

export type CheckContext = Readonly<{
  plan: Plan;
  statistics: Statistics;
  range: BucketRange;
  reportType: string;
  /** Undefined for the county as a whole. */
  unit: Unit | undefined;
  /** Records of the unit, or all. */
  records: readonly StatisticsRecord[];
  /** All records that were handed over, for checks across units. */
  allRecords: readonly StatisticsRecord[];
  selection: Selection;
  vectors: CheckVectors;
  filed: readonly FiledReport[];
  /** What is to be asked about photos of these records, found before. */
  doubts: readonly Doubt[];
}>;

export type StructuralCheck = (context: CheckContext, check: Check) => readonly Draft[];
