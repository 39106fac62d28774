// What a report is called by: the id of its obligation, of a zero report in its place, or of one made at once.
import { dueObligations, type DueObligation } from "../../../domain/campaign/deadlines.ts";
import { formatLocalDateTime } from "../../../domain/campaign/local-time.ts";
import { kindOf } from "../../../domain/kinds/kinds.ts";
import { Problem } from "../../../domain/problem.ts";
import type { Workspace, Needs } from "../../workspace.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { ReportReader } from "../../ports/store/reports.ts";

type ReportNamesNeeds = Needs<FactReader & ReportReader, "campaign" | "world">;

/** What a report id names; `obligation` undefined for a report now. */
export type NamedReport = Readonly<{ type: string; period: string; obligation: DueObligation | undefined }>;

/** Type of a report that was made at once, outside the deadlines. */
export const AT_ONCE = "now";
const ZERO = "zero:";

/**
 * @param report an obligation's id (`weekly:2`, `final`); `zero:` and such an id, or its number (`zero:2`), for a zero report in its
 *   place; `now`; or `now:` and its period, which makes such a report once more.
 * @throws {Problem} `report-unknown`, also for a zero report where the campaign allows none
 */
export function namedReport(ws: ReportNamesNeeds, report: string): NamedReport {
  const campaign = ws.campaign();
  if (report === AT_ONCE) {
    const period = formatLocalDateTime(ws.world.nowMs(), campaign.calendar.offsetMinutes);
    return { type: AT_ONCE, period, obligation: undefined };
  }
  const made = ws.store.reports(ws.store.facts().unit).find((one) => one.type === AT_ONCE && reportId(ws, one) === report);
  if (made !== undefined) return { type: AT_ONCE, period: made.period, obligation: undefined };
  const isZero = report.startsWith(ZERO);
  const owed = dueObligations(campaign);
  const obligation = isZero ? zeroable(owed, report.slice(ZERO.length)) : owed.find(({ id }) => id === report);
  if (obligation === undefined) throw new Problem("report-unknown", { report });
  return { type: isZero ? "zero" : obligation.type, period: obligation.period ?? obligation.id, obligation };
}

function zeroable(owed: readonly DueObligation[], name: string): DueObligation | undefined {
  const allowed = owed.filter(({ mayBeZero }) => mayBeZero === true);
  return allowed.find(({ id }) => id === name) ?? allowed.find(({ id }) => id.endsWith(`:${name}`));
}

/** The id of the zero report in an obligation's place. */
export function zeroId({ id }: Pick<DueObligation, "id">): string {
  return `${ZERO}${id}`;
}

/** The id by which a report that was made is made once more. */
export function reportId(ws: Pick<Workspace, "campaign">, { type, period }: Pick<NamedReport, "type" | "period">): string {
  if (type === AT_ONCE) return `${AT_ONCE}:${period}`;
  const id = obligationOfPeriod(ws, period)?.id ?? period;
  return type === "zero" ? zeroId({ id }) : id;
}

/** The obligation that a report's period answers; undefined for a report now. */
export function obligationOfPeriod(ws: Pick<Workspace, "campaign">, period: string): DueObligation | undefined {
  return dueObligations(ws.campaign()).find((row) => (row.period ?? row.id) === period);
}

/**
 * The kind of record that an obligation is owed as: a liaison form, a plan, a summary. A report only carries it.
 *
 * @returns undefined where it is the report itself that is owed.
 */
export function documentKind({ type }: Pick<DueObligation, "type">): string | undefined {
  return type !== "report" && kindOf(type)?.writer === "unit" ? type : undefined;
}

/** The type of report that figures of a period are judged as: that of the period's own; the whole so far is judged as one made at once. */
export function reportTypeOf(ws: Pick<Workspace, "campaign">, period: string): string {
  return (period === "total" ? undefined : obligationFor(ws, period)?.type) ?? AT_ONCE;
}

/** The obligation that answers for a period as the statistics name it: the whole (`total`) is answered by the last one. */
export function obligationFor(ws: Pick<Workspace, "campaign">, period: string): DueObligation | undefined {
  const reporting = dueObligations(ws.campaign()).filter((row) => row.period !== undefined);
  return period === "total" ? reporting.at(-1) : reporting.find((row) => row.period === period);
}
