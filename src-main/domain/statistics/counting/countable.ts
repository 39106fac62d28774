// Which records count, and why the others do not: R208, returns, joint events, retired items, counted time. Pure per record.
import { formatLocalDateTime, normalizeLocal, parseLocalDateTime } from "../../campaign/local-time.ts";
import type { Campaign } from "../../campaign/schema.ts";
import type { Json } from "../../json.ts";
import type { KindName } from "../../kinds/kinds.ts";
import { isOf, type ValueOf } from "../../kinds/values.ts";
import { LIMITS } from "../../limits.ts";
import { smallSuffices } from "../../renditions/renditions.ts";
import type { ProjectedRecord } from "../../record/projected.ts";
import { bucketAt, bucketTakesCode, bucketTakesLedger } from "../../formulas/buckets.ts";
import { planOf, type Plan } from "../../formulas/plan.ts";

/** A record as statistics take it; `receivedAtMs`, where known, decides who reported a story first. */
export type StatisticsRecord = ProjectedRecord & Readonly<{ receivedAtMs?: number }>;

/** Members that are surely there; of a record in the making others may not be typed yet. */
type Begun<K extends KindName, Sure extends keyof ValueOf<K>> = StatisticsRecord &
  Readonly<{ kind: K; value: Pick<ValueOf<K>, Sure> & Partial<ValueOf<K>> }>;
export type ActivityRecord = Begun<"activity", "startsAt" | "metrics" | "attachments">;
export type ReportRecord = Begun<"report", "type" | "period" | "exportedAtMs">;

export function isActivity(record: StatisticsRecord): record is ActivityRecord {
  return isOf(record, "activity");
}

export function isReport(record: StatisticsRecord): record is ReportRecord {
  return isOf(record, "report");
}

/** Why a record, or what it says about a row, is not in the figures. */
export const NOT_COUNTED_REASONS = [
  "needs-check",
  "returned",
  "not-handed-in",
  "unknown-code",
  "retired",
  "outside-window",
  "no-evidence",
  "evidence-missing",
  "duplicate",
  "joint-event",
  "replaced",
] as const;
export type NotCountedReason = (typeof NOT_COUNTED_REASONS)[number];

/** `bucket` is the record's place in counted time; -1 outside. */
export type Countable = Readonly<{ counts: true; bucket: number } | { counts: false; bucket: number; reason: NotCountedReason }>;

/** `nowMs`: with it, records whose attachments never arrived stop counting at the campaign's date; without it they count. */
export type CountingOptions = Readonly<{ nowMs?: number }>;

/**
 * Whether a record counts by itself. Duplicates and joint events need the records beside it: see selection.ts.
 *
 * @see domain.md R208, §10a.3, §10a.6
 */
export function countable(record: StatisticsRecord, campaign: Campaign, options: CountingOptions = {}): Countable {
  return judgeRecord(planOf(campaign), record, pendingCounts(campaign, options));
}

/** Whether records still count whose attachments are named but have not arrived. */
export function pendingCounts(campaign: Campaign, options: CountingOptions): boolean {
  const until = campaign.settings.evidencePendingUntil;
  if (options.nowMs === undefined || until === undefined) return true;
  return options.nowMs <= parseLocalDateTime(until, campaign.calendar.offsetMinutes);
}

/** Whether statistics look at a kind at all. */
export function isCountedKind(plan: Plan, kind: string): boolean {
  return kind === "activity" || plan.routes.ledgers.has(kind);
}

export function judgeRecord(plan: Plan, record: StatisticsRecord, pendingDoesCount: boolean): Countable {
  const bucket = recordBucket(plan, record);
  const reason = stateFault(plan, record) ?? contentFault(plan, record, bucket) ?? evidenceFault(plan, record, pendingDoesCount);
  return reason === undefined ? { counts: true, bucket } : { counts: false, bucket, reason };
}

function stateFault(plan: Plan, record: StatisticsRecord): NotCountedReason | undefined {
  if (record.needsCheck || isTooLarge(plan, record)) return "needs-check";
  if (record.returned && plan.campaign.settings.returnedLeaveCumulative) return "returned";
  return record.handedIn ? undefined : "not-handed-in";
}

/** Whether a number that is added up is larger than anything can be; it was good when it was written. */
function isTooLarge(plan: Plan, record: StatisticsRecord): boolean {
  if (isActivity(record)) return Object.values(record.value.metrics).some((value) => countIn(value) > LIMITS.count);
  return plan.routes.ledgers.get(record.kind)?.routes.some(({ field }) => countIn(record.value[field]) > LIMITS.count) ?? false;
}

function contentFault(plan: Plan, record: StatisticsRecord, bucketIndex: number): NotCountedReason | undefined {
  const bucket = plan.buckets[bucketIndex];
  if (!isActivity(record)) return bucket && bucketTakesLedger(bucket, record.kind) ? undefined : "outside-window";
  const { code = "" } = record.value;
  const item = plan.routes.codes.get(code)?.item;
  if (item === undefined) return "unknown-code";
  if (item.retired === true) return "retired";
  return bucket && bucketTakesCode(bucket, code) ? undefined : "outside-window";
}

function evidenceFault(plan: Plan, record: StatisticsRecord, pendingDoesCount: boolean): NotCountedReason | undefined {
  const isRequired = record.kind === "activity" || plan.routes.ledgers.get(record.kind)?.ledger.evidenceRequired === true;
  if (!isRequired || record.evidenceOverridden) return undefined;
  if (!record.evidenced) return "no-evidence";
  return isEvidencePending(plan.campaign, record) && !pendingDoesCount ? "evidence-missing" : undefined;
}

/** Whether evidence is still to come (佐证待补): where the campaign says so, a smaller file suffices until the original follows. */
export function isEvidencePending(campaign: Campaign, record: ProjectedRecord): boolean {
  return record.pendingEvidence || (record.smallEvidence && !smallSuffices(campaign));
}

/** The place of a record in counted time; -1 outside. A report lies in the period that it reports on, whenever it was made. */
export function recordBucket(plan: Plan, record: StatisticsRecord): number {
  if (isActivity(record)) return bucketAt(plan.buckets, record.value.startsAt);
  const ledger = plan.routes.ledgers.get(record.kind)?.ledger;
  const text = ledger === undefined ? "" : datedText(record, [ledger.dateField]);
  if (text !== "") return ledgerBucket(plan, record, text);
  return bucketAt(plan.buckets, formatLocalDateTime(record.firstAtMs, plan.campaign.calendar.offsetMinutes));
}

/** The place that a ledger record has by one of its texts: a day, a time, or for a report the name of its period. */
export function ledgerBucket(plan: Plan, record: StatisticsRecord, text: string): number {
  if (record.kind !== "report") return bucketAt(plan.buckets, normalizeLocal(text));
  const named = plan.buckets.findIndex(({ id }) => id === text);
  return named < 0 && isLocalTime(text) ? bucketAt(plan.buckets, text) : named;
}

/** The first of some members that holds a text; "" where none does. */
export function datedText(record: StatisticsRecord, members: readonly string[]): string {
  return members.map((member) => textOf(record.value[member])).find((text) => text !== "") ?? "";
}

/** A hand-in at any time names its own minute instead of a period. */
function isLocalTime(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text);
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

/** A count in a record: a safe integer from 0 on; anything else is no figure (V01 lists it). */
export function countIn(value: Json | undefined): number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : 0;
}
