// Hands in: a report that names what it contains as a frontier and keeps the figures as filed.
import type { DueObligation } from "../../domain/campaign/deadlines.ts";
import { computeStatistics } from "../../domain/statistics/figures/compute.ts";
import type { StatisticsRecord } from "../../domain/statistics/counting/countable.ts";
import { figureText } from "../../domain/statistics/figures/figures.ts";
import { planOf } from "../../domain/formulas/plan.ts";
import { recordedIn } from "../../domain/statistics/counting/recorded.ts";
import type { JsonObject } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";
import { feedsFor, frontierOf } from "../sending/choose/carried-feeds.ts";
import { requireRole, type Needs } from "../workspace.ts";
import { recordsFor } from "../figures/figures.ts";
import { nameFrontier } from "../duties/reports/name-frontier.ts";
import { recordId } from "../records/versions/put-record.ts";
import { recordInMaking } from "../records/drafts/record-in-making.ts";
import { releaseOwn, type ReleaseNeeds } from "./release.ts";
import { documentKind, namedReport, type NamedReport } from "../duties/reports/report-names.ts";
import { checkedPeriod } from "../campaign.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { RecordReader, RecordWriter } from "../ports/store/records.ts";
import type { FeedReader } from "../ports/store/feeds.ts";
import type { ReportReader } from "../ports/store/reports.ts";
import type { TrustReader } from "../ports/store/trust.ts";

export type HandInNeeds = ReleaseNeeds &
  Needs<FactReader & FeedReader & RecordWriter & ReportReader & TrustReader, "campaign" | "sha256" | "world">;

export type HandInReads = Needs<FactReader & RecordReader & ReportReader, "campaign" | "world">;

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
export function handIn(ws: HandInNeeds, request: HandInRequest, explained: readonly string[] = []): HandIn {
  requireRole(ws.store.facts(), "unit");
  const { type, period, obligation } = resolveReport(ws, request);
  const feeds = feedsFor(ws, { kind: "county" }, (feed) => feed.unit === ws.store.facts().unit);
  const frontier = frontierOf(feeds);
  const beneath = ws.store.hashesBeneath(frontier);
  const content = { contentDigest: ws.sha256(beneath.join("\n")), contentCount: beneath.length };
  const named: JsonObject = {
    type,
    period,
    ...(type === "zero" && { zeroReason: request.reason ?? "" }),
    exportedAtMs: ws.world.nowMs(),
  };
  const record = recordId(ws, "report", named);
  const value: JsonObject = {
    ...named,
    ...nameFrontier(ws, frontier, (page) => ({ kind: "report-frontier", audience: "county", value: { frontier: page } })),
    ...content,
    campaignVersion: ws.store.facts().campaignDocument,
    figures: filedFigures(
      ws,
      obligation?.period ?? "total",
      recordInMaking(ws, { kind: "report", record, value: named, evidenced: false }),
    ),
    ...(request.explanations !== undefined && { explanations: request.explanations }),
    ...(explained.length > 0 && { explained }),
  };
  ws.store.append([{ kind: "report", record, unit: ws.store.facts().unit, audience: "county", value }]);
  releaseOwn(ws, record);
  return { record, type, period, ...content, dueMs: obligation?.dueAtMs ?? null };
}

/** How many records this unit has in an obligation's period: with any of them a zero report would be untrue. */
export function recordedInPeriod(ws: HandInReads, { period }: Pick<DueObligation, "period">): number {
  if (period === undefined) return 0;
  return recordedIn(planOf(ws.campaign()), ws.store.projected(ws.store.facts().unit), period).length;
}

/** The kind of record that has to be written before a report can carry it; undefined where nothing lacks. */
export function unwrittenKind(ws: Needs<FactReader & RecordReader>, { obligation }: NamedReport): string | undefined {
  const kind = obligation === undefined ? undefined : documentKind(obligation);
  const { unit } = ws.store.facts();
  return kind !== undefined && ws.store.countRecords({ kind, unit }, 1) === 0 ? kind : undefined;
}

/** @throws {Problem} `report-not-zero`, `report-unwritten` */
export function assertReportable(ws: HandInReads, named: NamedReport): void {
  if (unwrittenKind(ws, named) !== undefined) throw new Problem("report-unwritten", {});
  const { type, obligation } = named;
  const count = type !== "zero" || obligation === undefined ? 0 : recordedInPeriod(ws, obligation);
  if (count > 0) throw new Problem("report-not-zero", { count });
}

/** The same, ready to be made. @throws {Problem} `report-unknown`, `report-reason-missing`, `report-not-zero`, `report-unwritten` */
function resolveReport(ws: HandInReads, { report, reason }: HandInRequest): NamedReport {
  const named = namedReport(ws, report);
  assertReportable(ws, named);
  if (named.type === "zero" && (reason ?? "").trim() === "") throw new Problem("report-reason-missing", {});
  return named;
}

/** Its period's table holds the report in the making once it is filed. */
function filedFigures(ws: HandInReads, period: string, report: StatisticsRecord): JsonObject {
  const { unit } = ws.store.facts();
  const others = recordsFor(ws, unit).filter(({ kind, record }) => kind !== "report" || record !== report.record);
  const { rows } = computeStatistics(ws.campaign(), [...others, report], {
    unit,
    period: checkedPeriod(ws, period),
    nowMs: ws.world.nowMs(),
  });
  return Object.fromEntries(
    rows.map((row) => [row.row, { period: figureText(row.period), cumulative: figureText(row.cumulative) }]),
  );
}
