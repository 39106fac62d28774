// Hands in: a report that names what it contains as a frontier and keeps the figures as filed.
import type { DueObligation } from "../domain/campaign/deadlines.ts";
import { computeStatistics } from "../domain/statistics/compute.ts";
import type { StatisticsRecord } from "../domain/statistics/countable.ts";
import { figureText } from "../domain/statistics/figures.ts";
import { planOf } from "../domain/statistics/plan.ts";
import { recordedIn } from "../domain/statistics/recorded.ts";
import type { JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";
import { feedsFor, frontierOf } from "./carried-feeds.ts";
import { requireRole, type Desk } from "./desk.ts";
import { checkedPeriod, recordsFor } from "./figures.ts";
import { nameFrontier } from "./name-frontier.ts";
import { recordId } from "./put-record.ts";
import { recordInMaking } from "./record-in-making.ts";
import { releaseOwn } from "./release.ts";
import { documentKind, namedReport, type NamedReport } from "./report-names.ts";

/** `report`: an id as {@link namedReport} reads it. */
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
 * @param explained ids of the differences that its explanations, or earlier ones, are about.
 * @throws {Problem} `workspace-not-unit`, `report-unknown`, `report-reason-missing`, `report-not-zero`, `report-unwritten`, `nothing-to-export`
 * @see design.md §2 Evidence, figures, campaign versions
 */
export function handIn(desk: Desk, request: HandInRequest, explained: readonly string[] = []): HandIn {
  requireRole(desk.store.facts(), "unit");
  const { type, period, obligation } = resolveReport(desk, request);
  const feeds = feedsFor(desk, { kind: "county" }, (feed) => feed.unit === desk.store.facts().unit);
  const frontier = frontierOf(feeds);
  const beneath = desk.store.hashesBeneath(frontier);
  const content = { contentDigest: desk.sha256(beneath.join("\n")), contentCount: beneath.length };
  const named: JsonObject = {
    type,
    period,
    ...(type === "zero" && { zeroReason: request.reason ?? "" }),
    exportedAtMs: desk.world.nowMs(),
  };
  const record = recordId(desk, "report", named);
  const value: JsonObject = {
    ...named,
    ...nameFrontier(desk, frontier, (page) => ({ kind: "report-frontier", audience: "county", value: { frontier: page } })),
    ...content,
    campaignVersion: desk.store.facts().campaignDocument,
    figures: filedFigures(
      desk,
      obligation?.period ?? "total",
      recordInMaking(desk, { kind: "report", record, value: named, evidenced: false }),
    ),
    ...(request.explanations !== undefined && { explanations: request.explanations }),
    ...(explained.length > 0 && { explained }),
  };
  desk.store.append([{ kind: "report", record, unit: desk.store.facts().unit, audience: "county", value }]);
  releaseOwn(desk, record);
  return { record, type, period, ...content, dueMs: obligation?.dueAtMs ?? null };
}

/** How many records this unit has in an obligation's period: with any of them a zero report would be untrue. */
export function recordedInPeriod(desk: Desk, { period }: Pick<DueObligation, "period">): number {
  if (period === undefined) return 0;
  return recordedIn(planOf(desk.campaign()), desk.store.projected(desk.store.facts().unit), period).length;
}

/** The kind of record that has to be written before a report can carry it; undefined where nothing lacks. */
export function unwrittenKind(desk: Desk, { obligation }: NamedReport): string | undefined {
  const kind = obligation === undefined ? undefined : documentKind(obligation);
  const { unit } = desk.store.facts();
  return kind !== undefined && desk.store.countRecords({ kind, unit }, 1) === 0 ? kind : undefined;
}

/** @throws {Problem} `report-not-zero`, `report-unwritten` */
export function assertReportable(desk: Desk, named: NamedReport): void {
  if (unwrittenKind(desk, named) !== undefined) throw new Problem("report-unwritten", {});
  const { type, obligation } = named;
  const count = type !== "zero" || obligation === undefined ? 0 : recordedInPeriod(desk, obligation);
  if (count > 0) throw new Problem("report-not-zero", { count });
}

/** The same, ready to be made. @throws {Problem} `report-unknown`, `report-reason-missing`, `report-not-zero`, `report-unwritten` */
function resolveReport(desk: Desk, { report, reason }: HandInRequest): NamedReport {
  const named = namedReport(desk, report);
  assertReportable(desk, named);
  if (named.type === "zero" && (reason ?? "").trim() === "") throw new Problem("report-reason-missing", {});
  return named;
}

/** Its period's table holds the report in the making once it is filed. */
function filedFigures(desk: Desk, period: string, report: StatisticsRecord): JsonObject {
  const { unit } = desk.store.facts();
  const others = recordsFor(desk, unit).filter(({ kind, record }) => kind !== "report" || record !== report.record);
  const { rows } = computeStatistics(desk.campaign(), [...others, report], {
    unit,
    period: checkedPeriod(desk, period),
    nowMs: desk.world.nowMs(),
  });
  return Object.fromEntries(
    rows.map((row) => [row.row, { period: figureText(row.period), cumulative: figureText(row.cumulative) }]),
  );
}
