// The records of one unit that count: judged one by one, then its own duplicates and its part in joint events.
import { compareText } from "../../feed/entry.ts";
import {
  isActivity,
  isCountedKind,
  judgeRecord,
  pendingCounts,
  type CountingOptions,
  type NotCountedReason,
  type StatisticsRecord,
} from "./countable.ts";
import { findDuplicates, likenessOf, type Likeness } from "./duplicates.ts";
import type { Plan } from "../../formulas/plan.ts";
import { replacedReports } from "./current-reports.ts";

/** A record that counts. `shared`: of a joint event that another unit, or another record of the lead, stands for. */
export type Counted = Readonly<{ record: StatisticsRecord; bucket: number; shared: boolean; likeness?: Likeness }>;
export type NotCounted = Readonly<{ record: StatisticsRecord; bucket: number; shared: boolean; reason: NotCountedReason }>;
export type Selection = Readonly<{ counted: readonly Counted[]; notCounted: readonly NotCounted[] }>;

/** Parts one unit's records into those that count and those that do not. The result does not depend on their order. */
export function selectRecords(plan: Plan, records: readonly StatisticsRecord[], options: CountingOptions = {}): Selection {
  const pendingDoesCount = pendingCounts(plan.campaign, options);
  const counted: { record: StatisticsRecord; bucket: number; shared: boolean }[] = [];
  const notCounted: NotCounted[] = [];
  const replaced = replacedReports(plan, records);
  for (const record of records) {
    if (!isCountedKind(plan, record.kind)) continue;
    const verdict = judgeRecord(plan, record, pendingDoesCount);
    const shared = isLedByAnother(plan, record);
    if (replaced.has(record)) notCounted.push({ record, bucket: verdict.bucket, shared, reason: "replaced" });
    else if (verdict.counts) counted.push({ record, bucket: verdict.bucket, shared });
    else notCounted.push({ record, bucket: verdict.bucket, shared, reason: verdict.reason });
  }
  return withoutOwnDuplicates(plan, markSecondLeads(plan, counted), notCounted);
}

/** Whether an activity belongs to a joint event of the campaign that another unit leads. */
export function isLedByAnother(plan: Plan, record: StatisticsRecord): boolean {
  const lead = leadOf(plan, record);
  return lead !== undefined && lead !== record.unit;
}

function leadOf(plan: Plan, record: StatisticsRecord): string | undefined {
  const event = eventOf(record);
  return event === undefined ? undefined : plan.routes.leads.get(event);
}

/** The joint event that an activity belongs to, as it says. */
export function eventOf(record: StatisticsRecord): string | undefined {
  return isActivity(record) ? record.value.jointEvent : undefined;
}

/** Where a lead entered one joint event twice, the first stands for it: an event never counts twice. */
function markSecondLeads(plan: Plan, counted: readonly Counted[]): readonly Counted[] {
  const leads = counted.filter(({ record, shared }) => !shared && leadOf(plan, record) !== undefined);
  if (leads.length < 2) return counted;
  const first = new Map<string, Counted>();
  for (const lead of [...leads].sort(byStart)) {
    const event = eventOf(lead.record) ?? "";
    if (!first.has(event)) first.set(event, lead);
  }
  const standing = new Set(first.values());
  const second = new Set(leads.filter((lead) => !standing.has(lead)));
  return counted.map((one) => (second.has(one) ? { ...one, shared: true } : one));
}

function byStart(a: Counted, b: Counted): number {
  const startOf = ({ record }: Counted) => (isActivity(record) ? record.value.startsAt : "");
  const byTime = compareText(startOf(a), startOf(b));
  return byTime || compareText(a.record.record, b.record.record);
}

function withoutOwnDuplicates(plan: Plan, counted: readonly Counted[], notCounted: readonly NotCounted[]): Selection {
  const alike: Alike[] = [];
  for (const one of counted) {
    const likeness = likenessOf(plan, one.record);
    if (likeness !== undefined) alike.push({ ...one, likeness });
  }
  if (alike.length === 0) return { counted, notCounted };
  const duplicates = findDuplicates(alike.map((one) => one.likeness));
  const byRecord = new Map(
    alike.map((one, at) => [one.record, duplicates.has(at) ? undefined : withTextsOf(alike, duplicates, at)]),
  );
  return {
    counted: counted.flatMap((one) => (byRecord.has(one.record) ? (byRecord.get(one.record) ?? []) : [one])),
    notCounted: [...notCounted, ...alike.filter((_, at) => duplicates.has(at)).map((one) => asDuplicate(one))],
  };
}

type Alike = Counted & Readonly<{ likeness: Likeness }>;

/** The record that stands for its duplicates takes over their texts, so that another unit's record is still known by any of them. */
function withTextsOf(alike: readonly Alike[], duplicates: ReadonlyMap<number, number>, at: number): Counted | undefined {
  const one = alike[at];
  if (one === undefined) return undefined;
  const texts = [...duplicates].flatMap(([other, kept]) => (kept === at ? (alike[other]?.likeness.same ?? []) : []));
  return texts.length === 0
    ? one
    : { ...one, likeness: { ...one.likeness, same: [...new Set([...one.likeness.same, ...texts])] } };
}

/** A record that counted, put aside as a duplicate. */
export function asDuplicate({ record, bucket, shared }: Counted): NotCounted {
  return { record, bucket, shared, reason: "duplicate" };
}
