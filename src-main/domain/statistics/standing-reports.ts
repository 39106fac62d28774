// Two reports may answer one duty: a zero report, and the weekly report that took its place. The one that was made last stands.
import { answersDuty } from "../campaign/answers-duty.ts";
import { dueObligations } from "../campaign/deadlines.ts";
import { textOf, type StatisticsRecord } from "./countable.ts";
import type { Plan } from "./plan.ts";

/** Of one unit's reports, those whose place another one has taken. */
export function replacedReports(plan: Plan, records: readonly StatisticsRecord[]): ReadonlySet<StatisticsRecord> {
  const reports = records.filter(({ kind }) => kind === "report");
  if (reports.length < 2) return new Set();
  const duties = dueObligations(plan.campaign).filter(({ mayBeZero }) => mayBeZero === true);
  return new Set(
    duties.flatMap((duty) =>
      reports
        .filter((report) => answersDuty(namedBy(report), duty))
        .sort(byMaking)
        .slice(0, -1),
    ),
  );
}

function namedBy({ value }: StatisticsRecord): Readonly<{ type: string; period: string }> {
  return { type: textOf(value["type"]), period: textOf(value["period"]) };
}

function byMaking(a: StatisticsRecord, b: StatisticsRecord): number {
  return Number(a.value["exportedAtMs"]) - Number(b.value["exportedAtMs"]) || (a.record < b.record ? -1 : 1);
}
