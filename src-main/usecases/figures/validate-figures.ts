// The 审核公式 over what a unit, or all units, have: findings with the sentence a person reads.
import { checkColumns } from "../../domain/statistics/checks/column-check.ts";
import { validate } from "../../domain/statistics/checks/validate.ts";
import { computeStatistics } from "../../domain/statistics/figures/compute.ts";
import type { StatisticsRecord } from "../../domain/statistics/counting/countable.ts";
import { findingSentence, type Finding } from "../../domain/statistics/checks/finding.ts";
import type { FiledReport } from "../../domain/statistics/checks/context.ts";
import type { Workspace, Needs } from "../workspace.ts";
import { consolidateRecords, recordsFor } from "./figures.ts";
import { doubtsAmong } from "../doubts/find-doubts.ts";
import type { LikenessReader } from "../ports/store/looks/likeness.ts";
import { AT_ONCE, reportTypeOf } from "../duties/reports/report-names.ts";
import { checkedPeriod, checkedUnit } from "../campaign.ts";
import type { ReportReader } from "../ports/store/reports.ts";
import type { RecordReader } from "../ports/store/records.ts";

export type ValidateFiguresNeeds = Needs<LikenessReader & RecordReader & ReportReader, "campaign" | "sha256" | "world">;

/** `id`: what a 说明 names that is about it. */
export type SaidFinding = Finding & Readonly<{ id: string; sentence: string; sentenceEn: string; explainable: boolean }>;

/**
 * @param reportType such as `weekly` or `final`: some checks weigh more at the end. Not of a hand-in: {@link AT_ONCE}.
 * @param explanations 说明 of the hand-in in the making, by finding.
 * @throws {Problem} `unit-unknown`, `period-unknown`
 */
export function validateFigures(
  ws: ValidateFiguresNeeds,
  unit: string,
  period: string,
  reportType: string,
  explanations: Readonly<Record<string, string>> = {},
): readonly SaidFinding[] {
  if (unit !== "all") checkedUnit(ws, unit);
  return run(ws, recordsFor(ws, unit === "all" ? undefined : unit), { unit, period, reportType, explanations });
}

/** What the checks find over all units, the columns of the county's table among them. @throws {Problem} `period-unknown` */
export function validateCounty(ws: ValidateFiguresNeeds, period: string): readonly SaidFinding[] {
  return validateFigures(ws, "all", period, reportTypeOf(ws, period));
}

/** Findings that a person has to put right before the figures can be signed. */
export function openFindings(findings: readonly SaidFinding[]): readonly SaidFinding[] {
  return findings.filter(({ blocks }) => blocks);
}

/**
 * What the checks would say of one record as it stands on the screen, before it is saved.
 *
 * @param record takes the place of the saved one.
 */
export function validateRecord(ws: ValidateFiguresNeeds, record: StatisticsRecord): readonly SaidFinding[] {
  const others = recordsFor(ws, record.unit).filter((other) => other.record !== record.record);
  const request = { unit: record.unit, period: "total", reportType: AT_ONCE, explanations: {} };
  return run(ws, [...others, record], request).filter((finding) =>
    finding.records.some((about) => about.record === record.record),
  );
}

type Run = Readonly<{ unit: string; period: string; reportType: string; explanations: Readonly<Record<string, string>> }>;

function run(
  ws: ValidateFiguresNeeds,
  records: readonly StatisticsRecord[],
  { unit, period, reportType, explanations }: Run,
): readonly SaidFinding[] {
  const campaign = ws.campaign();
  const nowMs = ws.world.nowMs();
  const statistics = computeStatistics(campaign, records, { unit, period: checkedPeriod(ws, period), nowMs });
  const checks = new Map(campaign.checks.map((check) => [check.id, check]));
  const filed = filedBy(ws, unit);
  const known = new Set(filed.flatMap(({ explained }) => explained));
  const isExplained = ({ check, about, sameness }: Pick<Finding, "check" | "about" | "sameness">) =>
    known.has(differenceId(ws, sameness)) || (explanations[findingId(ws, { check, about })] ?? "").trim() !== "";
  const request = { unit, reportType, filed, isExplained, nowMs, doubts: doubtsAmong(ws, records) };
  const columns = unit === "all" ? checkColumns(campaign, consolidateRecords(ws, records, period)) : [];
  return [...validate(campaign, statistics, records, request), ...columns].map((finding) => ({
    ...finding,
    id: findingId(ws, finding),
    sentence: findingSentence(campaign, finding, "zh"),
    sentenceEn: findingSentence(campaign, finding, "en"),
    explainable: finding.level === "warning" || checks.get(finding.check)?.explainable === true,
  }));
}

/** The id by which a report names a difference that it explains: 16 hex digits. */
export function differenceId(ws: Pick<Workspace, "sha256">, sameness: string): string {
  return ws.sha256(sameness).slice(0, 16);
}

/** The id of a finding within a report, such as `V16:9f86d081884c7d65`: its 说明 stands under it. */
function findingId(ws: Pick<Workspace, "sha256">, { check, about }: Pick<Finding, "check" | "about">): string {
  return `${check}:${ws.sha256(about).slice(0, 16)}`;
}

type Filed = FiledReport & Readonly<{ explained: readonly string[] }>;

function filedBy(ws: Needs<ReportReader>, unit: string): readonly Filed[] {
  if (unit === "all") return [];
  return ws.store.reports(unit).map(({ period, value }) => ({
    period,
    figures: value.figures,
    explained: value.explained ?? [],
  }));
}
