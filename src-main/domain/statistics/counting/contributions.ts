// What one record gives to each measure, and in which bucket. The only place that reads indicators and ledger members.
import type { Json } from "../../json.ts";
import { attachmentsShown } from "../../kinds/values.ts";
import { bucketTakesLedger } from "../../formulas/buckets.ts";
import { countIn, datedText, isActivity, ledgerBucket, type ActivityRecord, type StatisticsRecord } from "./countable.ts";
import type { Members } from "../../formulas/filter.ts";
import type { Plan } from "../../formulas/plan.ts";
import type { CodeRoute, LedgerRoute } from "../../formulas/routes.ts";

/** Takes one contribution; `value` is never 0. */
export type Emit = (measure: number, bucket: number, value: number) => void;

/** What a record gives, and what it would give if its joint event were its own. */
export type Outlets = Readonly<{ counted: Emit; shared?: Emit; leftToLead?: Emit }>;

/**
 * Sends what a record gives to its measures, except distinct ones.
 *
 * @param shared the record belongs to a joint event that another stands for: only what its item lets a guest give counts;
 *   it goes to `counted` and once more to `shared`, the rest to `leftToLead`.
 */
export function emitContributions(plan: Plan, record: StatisticsRecord, bucket: number, shared: boolean, outlets: Outlets): void {
  if (isActivity(record)) emitActivity(plan, record, bucket, shared, outlets);
  else emitLedger(plan, record, bucket, outlets.counted);
  emitAttachments(plan, record, bucket, outlets.counted);
}

function emitActivity(plan: Plan, record: ActivityRecord, bucket: number, shared: boolean, outlets: Outlets): void {
  const route = plan.routes.codes.get(record.value.code ?? "");
  if (route !== undefined) emitMetrics(route, record, bucket, shared, outlets);
  const emit = shared ? outlets.leftToLead : outlets.counted;
  if (emit === undefined || plan.routes.activities.length === 0) return;
  const members = activityMembers(record);
  for (const count of plan.routes.activities) {
    if (count.passes(members)) emit(count.measure, bucket, 1);
  }
}

function emitMetrics(route: CodeRoute, record: ActivityRecord, bucket: number, shared: boolean, outlets: Outlets): void {
  const { metrics } = record.value;
  for (const metric of Object.keys(metrics)) {
    const value = countIn(metrics[metric]);
    const measures = route.sums.get(metric);
    if (value === 0 || measures === undefined) continue;
    const isOwn = !shared || route.guest.has(metric);
    for (const measure of measures) {
      if (!isOwn) outlets.leftToLead?.(measure, bucket, value);
      else outlets.counted(measure, bucket, value);
      if (isOwn && shared) outlets.shared?.(measure, bucket, value);
    }
  }
}

function emitLedger(plan: Plan, record: StatisticsRecord, bucket: number, emit: Emit): void {
  for (const route of plan.routes.ledgers.get(record.kind)?.routes ?? []) {
    if (!route.passes(record.value)) continue;
    const value = route.field === "" ? 1 : countIn(record.value[route.field]);
    const at = route.dates.length === 0 ? bucket : datedBucket(plan, record, route);
    if (at >= 0 && value > 0) emit(route.measure, at, value);
  }
}

function datedBucket(plan: Plan, record: StatisticsRecord, route: LedgerRoute): number {
  const text = datedText(record, route.dates);
  const at = text === "" ? -1 : ledgerBucket(plan, record, text);
  const bucket = plan.buckets[at];
  return bucket !== undefined && bucketTakesLedger(bucket, record.kind) ? at : -1;
}

function emitAttachments(plan: Plan, record: StatisticsRecord, bucket: number, emit: Emit): void {
  const attachments = attachmentsShown(record.value);
  for (const { measure, passes } of plan.routes.attachments) {
    let passing = 0;
    for (const file of attachments) if (passes(file)) passing += 1;
    if (passing > 0) emit(measure, bucket, passing);
  }
}

const NO_TEXTS: readonly [] = [];

/** The texts that an activity brings to its distinct measures; none for the part of a joint event that another stands for. */
export function distinctTexts(
  plan: Plan,
  record: StatisticsRecord,
  shared: boolean,
): readonly Readonly<{ measure: number; texts: readonly string[] }>[] {
  if (!isActivity(record) || shared) return NO_TEXTS;
  const { code = "", fields } = record.value;
  const route = plan.routes.codes.get(code);
  if (route === undefined || route.distinct.length === 0 || fields === undefined) return NO_TEXTS;
  return route.distinct.map(({ measure, field }) => ({ measure, texts: [...new Set(textsIn(fields[field]))] }));
}

function textsIn(value: Json | undefined): readonly string[] {
  const texts: readonly Json[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return texts.flatMap((text) => (typeof text === "string" && text.trim() !== "" ? [text.normalize("NFKC").trim()] : []));
}

function activityMembers({ value }: ActivityRecord): Members {
  return { ...value, day: value.startsAt.slice(0, 10), leaders: value.leaders?.length ?? 0 };
}
