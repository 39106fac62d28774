// Hands in: a report that names what it contains as a frontier and keeps the figures as filed.
import { dueObligations, type DueObligation } from "../domain/campaign/deadlines.ts";
import { formatLocalDateTime } from "../domain/campaign/local-time.ts";
import { figureText } from "../domain/statistics/figures.ts";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { feedsFor, frontierOf } from "./carried-feeds.ts";
import { requireRole, type Desk } from "./desk.ts";
import { computeFigures } from "./figures.ts";
import { recordId } from "./put-record.ts";
import { releaseOwn } from "./release.ts";

/**
 * `report`: an obligation's id (`weekly:2`, `final`), `zero:2` for a zero report in its place, or `now`; `now:` and its period makes
 * such a report once more.
 */
export type HandInRequest = Readonly<{ report: string; reason?: string; explanations?: Readonly<Record<string, string>> }>;

export type HandIn = Readonly<{
  record: string;
  type: string;
  period: string;
  contentCount: number;
  contentDigest: string;
  dueMs: number | null;
}>;

/**
 * Writes the report record, and its release if who works here may. It is carried by the next export.
 *
 * @throws {Problem} `workspace-role`, `report-unknown`, `report-reason-missing`, `report-not-zero`, `nothing-to-export`
 * @see design.md §2 Evidence, figures, campaign versions
 */
export function handIn(desk: Desk, request: HandInRequest): HandIn {
  requireRole(desk.store.facts(), "unit");
  const { type, period, obligation } = resolveReport(desk, request);
  const feeds = feedsFor(desk, { kind: "county" }, (feed) => feed.unit === desk.store.facts().unit);
  const frontier = frontierOf(feeds);
  const beneath = desk.store.hashesBeneath(frontier);
  const content = { contentDigest: desk.sha256(beneath.join("\n")), contentCount: beneath.length };
  const value: JsonObject = {
    type,
    period,
    ...(type === "zero" && { zeroReason: request.reason ?? "" }),
    frontier: frontier,
    ...content,
    campaignVersion: desk.store.facts().campaignDocument,
    figures: filedFigures(desk, obligation?.period ?? "total"),
    ...(request.explanations !== undefined && { explanations: request.explanations }),
    exportedAtMs: desk.world.nowMs(),
  };
  const record = recordId(desk, "report", value);
  desk.store.append([{ kind: "report", record, unit: desk.store.facts().unit, audience: "county", value }]);
  releaseOwn(desk, record);
  return { record, type, period, ...content, dueMs: obligation?.dueAtMs ?? null };
}

/** What a report id names; `obligation` undefined for a report now. */
export type NamedReport = Readonly<{ type: string; period: string; obligation: DueObligation | undefined }>;

/** @throws {Problem} `report-unknown` */
export function namedReport(desk: Desk, report: string): NamedReport {
  const campaign = desk.campaign();
  if (report === "now") {
    const period = formatLocalDateTime(desk.world.nowMs(), campaign.calendar.offsetMinutes);
    return { type: "now", period, obligation: undefined };
  }
  const made = desk.store.reports(desk.store.facts().unit).find((one) => one.type === "now" && reportId(desk, one) === report);
  if (made !== undefined) return { type: "now", period: made.period, obligation: undefined };
  const isZero = report.startsWith("zero:");
  const number = report.slice("zero:".length);
  const wanted = isZero ? [number, `weekly:${number}`] : [report];
  const obligation = dueObligations(campaign).find((candidate) => wanted.includes(candidate.id));
  if (obligation === undefined) throw new Problem("report-unknown", { report });
  return { type: isZero ? "zero" : obligation.type, period: obligation.period ?? obligation.id, obligation };
}

/** The id by which a report that was made is made once more. */
export function reportId(desk: Desk, { type, period }: Pick<NamedReport, "type" | "period">): string {
  if (type === "now") return `now:${period}`;
  const id = obligationOfPeriod(desk, period)?.id ?? period;
  return type === "zero" ? `zero:${id.replace(/^weekly:/, "")}` : id;
}

/** The obligation that a report's period answers; undefined for a report now. */
export function obligationOfPeriod(desk: Desk, period: string): DueObligation | undefined {
  return dueObligations(desk.campaign()).find((row) => (row.period ?? row.id) === period);
}

/** How many activities this unit has recorded in an obligation's period: with any of them a zero report would be untrue. */
export function recordedIn(desk: Desk, { fromMs, toMs }: Pick<DueObligation, "fromMs" | "toMs">): number {
  if (fromMs === undefined || toMs === undefined) return 0;
  const local = (ms: number) => formatLocalDateTime(ms, desk.campaign().calendar.offsetMinutes);
  const { unit } = desk.store.facts();
  return desk.store.countRecords({ kind: "activity", unit, from: local(fromMs), to: local(toMs) }, MOST_COUNTED);
}

const MOST_COUNTED = 1000;

/** @throws {Problem} `report-not-zero` */
export function assertReportable(desk: Desk, { type, obligation }: NamedReport): void {
  const count = type !== "zero" || obligation === undefined ? 0 : recordedIn(desk, obligation);
  if (count > 0) throw new Problem("report-not-zero", { count });
}

/** The same, ready to be made. @throws {Problem} `report-unknown`, `report-reason-missing`, `report-not-zero` */
function resolveReport(desk: Desk, { report, reason }: HandInRequest): NamedReport {
  const named = namedReport(desk, report);
  assertReportable(desk, named);
  if (named.type === "zero" && (reason ?? "").trim() === "") throw new Problem("report-reason-missing", {});
  return named;
}

function filedFigures(desk: Desk, period: string): JsonObject {
  const { rows } = computeFigures(desk, desk.store.facts().unit, period);
  return Object.fromEntries(
    rows.map((row) => [row.row, { period: figureText(row.period), cumulative: figureText(row.cumulative) }]),
  );
}
