// The 审核公式 over one table: formulas between rows, and structural checks over records. It finds; people decide.
import type { Check } from "../../campaign/indicator-schema.ts";
import { formatLocalDateTime, normalizeLocal } from "../../campaign/local-time.ts";
import type { Campaign } from "../../campaign/schema.ts";
import type { Unit } from "../../campaign/unit-schema.ts";
import type { Doubt } from "../../doubts/doubts-of.ts";
import { recordsByUnit } from "../figures/aggregate.ts";
import { bucketNamed, bucketRange } from "../../formulas/buckets.ts";
import type { CheckContext, FiledReport } from "./context.ts";
import { failedRecords } from "./number-checks.ts";
import { checkVectors } from "./vectors.ts";
import { STRUCTURAL } from "./table.ts";
import type { Statistics } from "../figures/compute.ts";
import { isActivity, isReport, type CountingOptions, type StatisticsRecord } from "../counting/countable.ts";
import type { Formula } from "../../formulas/formula.ts";
import { evaluateOver, formulaValue } from "../figures/figures.ts";
import { aboutOf, asFinding, samenessOf, type Draft, type Finding } from "./finding.ts";
import { compilePlan, type Plan } from "../../formulas/plan.ts";
import { selectRecords, type Selection } from "../counting/selection.ts";

/**
 * What is validated. `reportType` such as `weekly` or `final`; `unit` a code or `all`. `units` in force where they differ from
 * the campaign's; `filed` the hand-ins before; `doubts`: about
 * their photos; `isExplained`: whether the hand-in in the making explains what a finding is about,
 * or an earlier one the same difference. Without `nowMs` every day of the period has come.
 */
export type ValidateRequest = CountingOptions &
  Readonly<{
    reportType: string;
    unit: string;
    units?: readonly Unit[];
    filed?: readonly FiledReport[];
    doubts?: readonly Doubt[];
    isExplained?: (finding: Pick<Finding, "check" | "about" | "sameness">) => boolean;
  }>;

/**
 * Runs every check of the campaign that applies. `statistics` may be computed or filed; `records` are those it came from.
 *
 * @throws {Problem} `period-unknown`, `formula-invalid`
 * @see domain.md §4.4, §10a.2
 */
export function validate(
  campaign: Campaign,
  statistics: Statistics,
  records: readonly StatisticsRecord[],
  request: ValidateRequest,
): readonly Finding[] {
  const context = contextOf(checkPlanOf(campaign), statistics, records, request);
  const earlier = filedExplanations(context);
  return campaign.checks
    .filter((check) => applies(context, check, request.nowMs))
    .flatMap((check) =>
      runCheck(context, check).map(({ scope, draft }) => {
        const { id } = check;
        const explained =
          request.isExplained?.({ check: id, about: aboutOf(id, scope, draft), sameness: samenessOf(id, scope, draft) }) ===
            true ||
          isSaid(earlier[id]) ||
          isSaid(ownExplanation(id, draft, records));
        return asFinding(check, scope, draft, request.reportType, explained);
      }),
    );
}

const PLANS = new WeakMap<Campaign, Plan>();

/** The plan of a campaign's rows and checks, compiled once for each document. */
function checkPlanOf(campaign: Campaign): Plan {
  const known = PLANS.get(campaign);
  if (known !== undefined) return known;
  const plan = compilePlan(
    campaign,
    campaign.checks.flatMap((check) => (check.cases ?? []).map((one) => one.formula)),
  );
  PLANS.set(campaign, plan);
  return plan;
}

/** What was not handed in is no business of a check, as it is none of a figure; the liaison form comes with the request for approval. */
function isChecked({ handedIn, kind }: StatisticsRecord): boolean {
  return handedIn || kind === "liaison";
}

function contextOf(
  plan: Plan,
  statistics: Statistics,
  here: readonly StatisticsRecord[],
  request: ValidateRequest,
): CheckContext {
  const all = here.filter(isChecked);
  const range = bucketRange(plan.buckets, statistics.period);
  const records = request.unit === "all" ? all : all.filter((record) => record.unit === request.unit);
  const parts = [...recordsByUnit(records).values()].map((own) => selectRecords(plan, own, request));
  const selection: Selection = {
    counted: parts.flatMap((part) => part.counted),
    notCounted: parts.flatMap((part) => part.notCounted),
  };
  return {
    plan,
    statistics,
    range,
    reportType: request.reportType,
    unit: (request.units ?? plan.campaign.units).find((unit) => unit.code === request.unit),
    records,
    allRecords: all,
    selection,
    vectors: checkVectors(plan, parts, range),
    filed: request.filed ?? [],
    doubts: request.doubts ?? [],
  };
}

function applies({ plan, range, reportType, unit }: CheckContext, check: Check, nowMs: number | undefined): boolean {
  if (check.kinds !== undefined && (unit === undefined || !check.kinds.includes(unit.kind))) return false;
  if (check.reportTypes !== undefined && !check.reportTypes.includes(reportType)) return false;
  if (check.from === undefined) return true;
  const from = normalizeLocal(check.from);
  const now = nowMs === undefined ? undefined : formatLocalDateTime(nowMs, plan.campaign.calendar.offsetMinutes);
  return (plan.buckets[range.to]?.to ?? "") > from && (now === undefined || now > from);
}

type Found = Readonly<{ scope: Finding["scope"]; draft: Draft }>;

function runCheck(context: CheckContext, check: Check): readonly Found[] {
  if (check.structural !== undefined) {
    const scope = check.scope === "both" ? "cumulative" : check.scope;
    return STRUCTURAL[check.structural](context, check).map((draft) => ({ scope, draft }));
  }
  const scopes =
    check.scope === "both"
      ? (["period", "cumulative"] as const)
      : check.scope === "period"
        ? (["period"] as const)
        : (["cumulative"] as const);
  const found = scopes.flatMap((scope) => failedCases(context, check, scope).map((draft) => ({ scope, draft })));
  if (check.perRecord !== true) return found;
  return [...found, ...failedRecords(context, check).map((draft) => ({ scope: "records" as const, draft }))];
}

function failedCases(context: CheckContext, check: Check, scope: "period" | "cumulative"): readonly Draft[] {
  const { plan, unit } = context;
  const { counted, shared } = context.vectors[scope];
  const valueOf = (row: string) => rowValue(context, row, scope, check.withoutJoint === true ? shared : undefined);
  const places = (unit?.villages ?? 0) + (unit?.communities ?? 0);
  return (check.cases ?? []).flatMap((one) => {
    const formula = plan.extras.get(one.formula);
    if (
      formula === undefined ||
      namesText(plan, formula, valueOf) ||
      evaluateOver(plan, formula, counted, valueOf, { places }) !== false
    )
      return [];
    return [{ rows: one.rows, values: one.rows.map((row) => String(valueOf(row))), ...(one.level && { level: one.level }) }];
  });
}

/** Whether a formula names a row that should add up and holds a text (约300): V01 says so, and nothing can be reckoned with it. */
function namesText(plan: Plan, formula: Formula, valueOf: (row: string) => number | string): boolean {
  const rows = formula.calls.flatMap((call) => (call.name === "row" ? call.texts : []));
  return rows.some((row) => typeof valueOf(row) === "string" && plan.rows[plan.rowIndex.get(row) ?? -1]?.weights !== undefined);
}

/** A figure of the table, less what a unit entered for joint events of others, where the check leaves that out. */
function rowValue(
  { plan, statistics }: CheckContext,
  row: string,
  scope: "period" | "cumulative",
  shared: readonly number[] | undefined,
): number | string {
  const value = formulaValue(statistics.rows.find((one) => one.row === row)?.[scope]);
  const weights = plan.rows[plan.rowIndex.get(row) ?? -1]?.weights;
  if (typeof value === "string" || shared === undefined || weights === undefined) return value;
  return [...weights].reduce((left, [measure, weight]) => left - weight * (shared[measure] ?? 0), value);
}

/** 说明 by check that a hand-in for the same period carries which does not name yet what they explain: they hold for all of a check. */
function filedExplanations({ plan, statistics, records, unit }: CheckContext): Readonly<Record<string, string>> {
  const reports = records.filter(isReport).filter(({ value, unit: code }) => {
    const isOfBefore = value.explained === undefined;
    return isOfBefore && code === unit?.code && bucketNamed(plan.buckets, value.period)?.id === statistics.period;
  });
  return Object.fromEntries(reports.flatMap(({ value }) => Object.entries(value.explanations ?? {})));
}

/** What the record itself says to a check. */
function ownExplanation(check: string, draft: Draft, records: readonly StatisticsRecord[]): string | undefined {
  const first = draft.records?.[0];
  const record =
    first && records.find(({ unit, kind, record: id }) => unit === first.unit && kind === first.kind && id === first.record);
  return record && (isActivity(record) || isReport(record)) ? record.value.explanations?.[check] : undefined;
}

function isSaid(text: string | undefined): boolean {
  return (text ?? "").trim() !== "";
}
