// What formulas of checks read besides rows: measures of the records that count, and of others' joint events among them.
import type { BucketRange } from "../../formulas/buckets.ts";
import { emitContributions } from "../counting/contributions.ts";
import type { Plan } from "../../formulas/plan.ts";
import type { Selection } from "../counting/selection.ts";
import { Tally } from "../figures/tally.ts";
import { zeros } from "../figures/vector.ts";

/** `counted`: all that counts. `shared`: the part of it that was entered for joint events that another unit leads. */
export type ScopeVectors = Readonly<{ counted: readonly number[]; shared: readonly number[] }>;
export type CheckVectors = Readonly<Record<"period" | "cumulative", ScopeVectors>>;

/** Adds up the selections of one or several units. */
export function checkVectors(plan: Plan, selections: readonly Selection[], range: BucketRange): CheckVectors {
  const tally = new Tally(plan, range);
  const shared = { period: zeros(plan.measures.length), cumulative: zeros(plan.measures.length) };
  for (const one of selections.flatMap((selection) => selection.counted)) {
    tally.addCounted(one);
    if (!one.shared) continue;
    const add = (measure: number, bucket: number, value: number) => {
      if (bucket <= range.to) shared.cumulative[measure] = (shared.cumulative[measure] ?? 0) + value;
      if (bucket <= range.to && bucket >= range.from) shared.period[measure] = (shared.period[measure] ?? 0) + value;
    };
    emitContributions(plan, one.record, one.bucket, true, { counted: () => undefined, shared: add });
  }
  return {
    period: { counted: tally.period, shared: shared.period },
    cumulative: { counted: tally.cumulative, shared: shared.cumulative },
  };
}
