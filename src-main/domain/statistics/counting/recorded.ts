// What was recorded in a stretch of counted time, whether or not it counts: with any of it a zero report would be untrue.
import { dueObligations } from "../../campaign/deadlines.ts";
import { emitContributions } from "./contributions.ts";
import { isCountedKind, recordBucket, type StatisticsRecord } from "./countable.ts";
import type { Plan } from "../../formulas/plan.ts";

/**
 * The records of one unit that lie in a period, or give a row something there (a hazard found before and put right in it).
 * Hand-ins, and what is owed as a document of its own (plan, summary), are no activity and not among them.
 *
 * @param period id such as `weekly:2`
 */
export function recordedIn(plan: Plan, records: readonly StatisticsRecord[], period: string): readonly StatisticsRecord[] {
  const bucket = plan.buckets.findIndex(({ id }) => id === period);
  const owed = new Set(["report", ...dueObligations(plan.campaign).map(({ type }) => type)]);
  return records.filter((record) => {
    if (bucket < 0 || owed.has(record.kind) || !isCountedKind(plan, record.kind)) return false;
    return recordBucket(plan, record) === bucket || givesTo(plan, record, bucket);
  });
}

function givesTo(plan: Plan, record: StatisticsRecord, bucket: number): boolean {
  let gives = false;
  const counted = (_measure: number, at: number) => {
    gives ||= at === bucket;
  };
  emitContributions(plan, record, recordBucket(plan, record), false, { counted });
  return gives;
}
