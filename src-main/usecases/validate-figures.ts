// The 审核公式 over what a unit, or all units, have: findings with the sentence a person reads.
import { validate } from "../domain/statistics/validate.ts";
import { computeStatistics } from "../domain/statistics/compute.ts";
import type { StatisticsRecord } from "../domain/statistics/countable.ts";
import { findingSentence, type Finding } from "../domain/statistics/finding.ts";
import type { FiledReport } from "../domain/statistics/checks/context.ts";
import type { Desk } from "./desk.ts";
import { checkedPeriod, checkedUnit, recordsFor } from "./figures.ts";
import { AT_ONCE } from "./report-names.ts";

export type SaidFinding = Finding & Readonly<{ sentence: string; sentenceEn: string; explainable: boolean }>;

/**
 * @param reportType such as `weekly` or `final`: some checks weigh more at the end. Not of a hand-in: {@link AT_ONCE}.
 * @param explanations 说明 of the hand-in in the making, by check.
 * @throws {Problem} `unit-unknown`, `period-unknown`
 */
export function validateFigures(
  desk: Desk,
  unit: string,
  period: string,
  reportType: string,
  explanations: Readonly<Record<string, string>> = {},
): readonly SaidFinding[] {
  if (unit !== "all") checkedUnit(desk, unit);
  return run(desk, recordsFor(desk, unit === "all" ? undefined : unit), { unit, period, reportType, explanations });
}

/**
 * What the checks would say of one record as it stands on the screen, before it is saved.
 *
 * @param record takes the place of the saved one.
 */
export function validateRecord(desk: Desk, record: StatisticsRecord): readonly SaidFinding[] {
  const others = recordsFor(desk, record.unit).filter((other) => other.record !== record.record);
  const request = { unit: record.unit, period: "total", reportType: AT_ONCE, explanations: {} };
  return run(desk, [...others, record], request).filter((finding) =>
    finding.records.some((about) => about.record === record.record),
  );
}

type Run = Readonly<{ unit: string; period: string; reportType: string; explanations: Readonly<Record<string, string>> }>;

function run(
  desk: Desk,
  records: readonly StatisticsRecord[],
  { unit, period, reportType, explanations }: Run,
): readonly SaidFinding[] {
  const campaign = desk.campaign();
  const nowMs = desk.world.nowMs();
  const statistics = computeStatistics(campaign, records, { unit, period: checkedPeriod(desk, period), nowMs });
  const checks = new Map(campaign.checks.map((check) => [check.id, check]));
  const filed = filedBy(desk, unit);
  const known = new Set(filed.flatMap(({ explained }) => explained));
  const wasExplained = (sameness: string) => known.has(differenceId(desk, sameness));
  return validate(campaign, statistics, records, { unit, reportType, filed, explanations, wasExplained, nowMs }).map(
    (finding) => ({
      ...finding,
      sentence: findingSentence(campaign, finding, "zh"),
      sentenceEn: findingSentence(campaign, finding, "en"),
      explainable: finding.level === "warning" || checks.get(finding.check)?.explainable === true,
    }),
  );
}

/** The id by which a report names a difference that it explains: 16 hex digits. */
export function differenceId(desk: Desk, sameness: string): string {
  return desk.sha256(sameness).slice(0, 16);
}

type Filed = FiledReport & Readonly<{ explained: readonly string[] }>;

function filedBy(desk: Desk, unit: string): readonly Filed[] {
  if (unit === "all") return [];
  return desk.store.reports(unit).map(({ period, value }) => ({
    period,
    figures: value["figures"] as unknown as FiledReport["figures"],
    explained: (value["explained"] ?? []) as unknown as readonly string[],
  }));
}
