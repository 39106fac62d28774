// Which report answers a duty: the rule that the matrix and the figures share.
import type { DueObligation } from "./deadlines.ts";

/** What a duty asks for. */
export type Duty = Pick<DueObligation, "id" | "type" | "period" | "mayBeZero">;

/** A report of the duty's type and period, or a zero report for the same period where the campaign allows one. */
export function answersDuty(report: Readonly<{ type: string; period: string }>, duty: Duty): boolean {
  const isOfPeriod = report.period === (duty.period ?? duty.id);
  return isOfPeriod && (report.type === duty.type || (report.type === "zero" && duty.mayBeZero === true));
}
