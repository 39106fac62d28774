// What a check found, and its sentence. Findings are outcomes that a person acts on: they are returned, never thrown.
import type { Check, Level } from "../../campaign/indicator-schema.ts";
import type { Campaign } from "../../campaign/schema.ts";
import { fillSentence } from "../../problem.ts";
import type { RecordKey } from "../../record/projected.ts";

/**
 * One finding. `values` are the figures of `rows`, as texts. `explained`: a typed 说明 travels with it. `blocks`: the hand-in
 * waits until it is put right (or explained, where the check allows it).
 */
export type Finding = Readonly<{
  check: string;
  level: Level;
  scope: "period" | "cumulative" | "records";
  rows: readonly string[];
  values: readonly string[];
  records: readonly RecordKey[];
  params: Readonly<Record<string, string | number>>;
  /** Which of the check's sentences says it; absent, the first. */
  variant?: string;
  /** One text for what it is about, whatever the difference: a 说明 is given for this. */
  about: string;
  /** One text for as long as it is the same difference: a 说明 that was given for it holds on. */
  sameness: string;
  explained: boolean;
  blocks: boolean;
}>;

/** What a finding asks before the hand-in goes: an error to be put right, a warning to be explained; null where it may go. */
export function askedBy({ level, blocks, explained }: Pick<Finding, "level" | "blocks" | "explained">): Asked | null {
  if (blocks) return "mending";
  return level === "warning" && !explained ? "explanation" : null;
}

export type Asked = "mending" | "explanation";

/** A finding before its level and its 说明 are known. */
export type Draft = Readonly<{
  rows?: readonly string[];
  values?: readonly string[];
  records?: readonly RecordKey[];
  params?: Readonly<Record<string, string | number>>;
  level?: Level;
  variant?: string;
  /** Which number, file or the like of its records it is about, where a check finds several. */
  part?: string;
  /** What makes it another difference; by default its values, or its params where it is about records. */
  sameness?: string;
}>;

/** One text for what a finding is about: its check, rows and records. */
export function aboutOf(check: string, scope: Finding["scope"], draft: Draft): string {
  return JSON.stringify([check, scope, draft.variant ?? "", draft.rows ?? [], recordsOf(draft), draft.part ?? ""]);
}

function recordsOf({ records = [] }: Draft): readonly (readonly string[])[] {
  return records.map(({ unit, kind, record }) => [unit, kind, record]);
}

/** One text for a finding that stays the same for as long as its rows, records and difference do. */
export function samenessOf(check: string, scope: Finding["scope"], draft: Draft): string {
  const records = recordsOf(draft);
  const difference = draft.sameness ?? (records.length > 0 ? Object.values(draft.params ?? {}) : draft.values);
  return JSON.stringify([check, scope, draft.variant ?? "", draft.rows ?? [], records, difference ?? []]);
}

/** Decides the level of a finding for a report type: its case's, the check's for that type, the check's own. */
export function asFinding(check: Check, scope: Finding["scope"], draft: Draft, reportType: string, explained: boolean): Finding {
  const level = draft.level ?? check.levels?.[reportType] ?? check.level;
  const isLifted = check.explainable === true && explained;
  const { rows = [], values = [], records = [], params = {} } = draft;
  const blocks = level === "error" && !isLifted;
  return {
    check: check.id,
    level,
    scope,
    rows,
    values,
    records,
    params,
    ...(draft.variant && { variant: draft.variant }),
    about: aboutOf(check.id, scope, draft),
    sameness: samenessOf(check.id, scope, draft),
    explained,
    blocks,
  };
}

/** A figure with its row's name and unit, such as `线下咨询活动 0 场`. */
function figureWords(campaign: Campaign, row: string, value: string, language: "zh" | "en"): string {
  const indicator = campaign.indicators.find(({ code }) => code === row);
  return indicator === undefined
    ? `${row}：${value}`
    : `${indicator.label[language]} ${value} ${indicator.unit[language]}`.trim();
}

/** The sentence of a finding in one language, from the campaign's template; the check's number stands before it. */
export function findingSentence(campaign: Campaign, finding: Finding, language: "zh" | "en"): string {
  const check = campaign.checks.find(({ id }) => id === finding.check);
  const [comma, and] = language === "zh" ? ["、", "，"] : [", ", "; "];
  const values = finding.rows.map((row, at) => figureWords(campaign, row, finding.values[at] ?? "", language)).join(and);
  const sentence = check?.variants?.[finding.variant ?? ""] ?? check?.sentence;
  return fillSentence(sentence?.[language] ?? finding.check, { ...finding.params, rows: finding.rows.join(comma), values });
}
