// Two reports may answer one duty: a zero report, and the weekly report that took its place. The one that was made last stands.
import { answersDuty } from "../../campaign/answers-duty.ts";
import { dueObligations } from "../../campaign/deadlines.ts";
import { isReport, type ReportRecord, type StatisticsRecord } from "./countable.ts";
import type { Plan } from "../../formulas/plan.ts";

/** Of one unit's reports, those whose place another one has taken. */
export function replacedReports(plan: Plan, records: readonly StatisticsRecord[]): ReadonlySet<StatisticsRecord> {
  const reports = records.filter(isReport);
  if (reports.length < 2) return new Set();
  const duties = dueObligations(plan.campaign).filter(({ mayBeZero }) => mayBeZero === true);
  return new Set(
    duties.flatMap((duty) =>
      reports
        .filter((report) => answersDuty(report.value, duty))
        .sort(byMaking)
        .slice(0, -1),
    ),
  );
}

function byMaking(a: ReportRecord, b: ReportRecord): number {
  return a.value.exportedAtMs - b.value.exportedAtMs || (a.record < b.record ? -1 : 1);
}
