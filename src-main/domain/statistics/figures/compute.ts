// The statistics table of one unit, or of the county: 本期, 累计, and behind every figure its records.
import { compareText } from "../../feed/entry.ts";
import type { Campaign } from "../../campaign/schema.ts";
import { parseLocalDateTime } from "../../campaign/local-time.ts";
import type { RecordKey } from "../../record/projected.ts";
import { recordsByUnit } from "./aggregate.ts";
import { bucketRange, type BucketRange } from "../../formulas/buckets.ts";
import { inTableOrder } from "./consolidate.ts";
import type { CountingOptions, NotCountedReason, StatisticsRecord } from "../counting/countable.ts";
import { findDuplicates } from "../counting/duplicates.ts";
import { rowFigures, type Figure } from "./figures.ts";
import type { Marks } from "../counting/marks.ts";
import { planOf, type Plan } from "../../formulas/plan.ts";
import { asDuplicate, selectRecords, type Counted, type Selection } from "../counting/selection.ts";
import { Tally, type Contribution, type Withheld } from "./tally.ts";

export type { Contribution, Withheld };

/** One row. `parts`: the rows that a ratio or a total is made of. The marks are those of the records behind 累计. */
export type RowStatistics = Readonly<{
  row: string;
  period: Figure;
  cumulative: Figure;
  records: readonly Contribution[];
  notCounted: readonly Withheld[];
  parts: readonly string[];
}> &
  Marks;

export type Statistics = Readonly<{
  campaign: Readonly<{ id: string; version: number }>;
  unit: string;
  period: string;
  rows: readonly RowStatistics[];
  /** Every record that does not count, up to the end of the period or outside counted time. */
  notCounted: readonly (RecordKey & Readonly<{ reason: NotCountedReason }>)[];
  /** Records of earlier periods that were first written in this one (补报). */
  late: readonly RecordKey[];
}>;

/** `unit` a code or `all`; `period` an id such as `weekly:2`, or `total`. */
export type StatisticsRequest = CountingOptions & Readonly<{ unit: string; period: string }>;

/**
 * Computes the table from projected records. The same records give the same plain data in whatever order they come.
 *
 * @throws {Problem} `period-unknown`, `formula-invalid`
 * @see domain.md §4.3
 */
export function computeStatistics(
  campaign: Campaign,
  records: readonly StatisticsRecord[],
  request: StatisticsRequest,
): Statistics {
  return computeWith(planOf(campaign), records, request);
}

/** The same over a plan that is at hand. */
export function computeWith(plan: Plan, records: readonly StatisticsRecord[], request: StatisticsRequest): Statistics {
  const range = bucketRange(plan.buckets, request.period);
  const selection = selectFor(plan, records, request);
  const tally = new Tally(plan, range);
  for (const one of selection.counted) tally.addCounted(one);
  for (const one of selection.notCounted) tally.addWithheld(one);
  const period = rowFigures(plan, tally.period);
  const cumulative = rowFigures(plan, tally.cumulative);
  return {
    campaign: { id: plan.campaign.id, version: plan.campaign.version },
    unit: request.unit,
    period: request.period,
    rows: inTableOrder(plan).map(({ code, at }) => ({
      row: code,
      period: period[at] ?? { kind: "none" },
      cumulative: cumulative[at] ?? { kind: "none" },
      ...tally.behind(at),
      parts: plan.rows[at]?.parts ?? [],
    })),
    notCounted: selection.notCounted
      .filter(({ bucket }) => bucket <= range.to)
      .map(({ record, reason }) => ({ ...keyOf(record), reason })),
    late: lateRecords(plan, selection.counted, range),
  };
}

/** The counted records of a request, sorted by key: one unit's, or all units' less what several reported. */
function selectFor(plan: Plan, records: readonly StatisticsRecord[], request: StatisticsRequest): Selection {
  if (request.unit !== "all")
    return sorted(
      selectRecords(
        plan,
        records.filter((record) => record.unit === request.unit),
        request,
      ),
    );
  const parts = [...recordsByUnit(records).values()].map((own) => selectRecords(plan, own, request));
  const counted = parts.flatMap((part) => part.counted);
  const foreign = foreignDuplicates(counted);
  return sorted({
    counted: counted.filter((one) => !foreign.has(one)),
    notCounted: [...parts.flatMap((part) => part.notCounted), ...[...foreign].map(asDuplicate)],
  });
}

function foreignDuplicates(counted: readonly Counted[]): ReadonlySet<Counted> {
  const alike = counted.flatMap((one) => (one.likeness === undefined ? [] : [{ one, likeness: one.likeness }]));
  const duplicates = findDuplicates(alike.map(({ likeness }) => likeness));
  return new Set(alike.filter((_, at) => duplicates.has(at)).map(({ one }) => one));
}

function sorted({ counted, notCounted }: Selection): Selection {
  return { counted: counted.toSorted(byKey), notCounted: notCounted.toSorted(byKey) };
}

function byKey(a: Readonly<{ record: StatisticsRecord }>, b: Readonly<{ record: StatisticsRecord }>): number {
  const [x, y] = [a.record, b.record];
  return compareText(x.unit, y.unit) || compareText(x.kind, y.kind) || compareText(x.record, y.record);
}

/** Only the key of a record. */
export function keyOf({ unit, kind, record }: RecordKey): RecordKey {
  return { unit, kind, record };
}

/** 补报: dated before this period, first written in it. The writer's clock is informative only, and so is this list. */
function lateRecords(plan: Plan, counted: readonly Counted[], range: BucketRange): readonly RecordKey[] {
  const bucket = plan.buckets[range.from];
  if (bucket === undefined || range.from !== range.to) return [];
  const [fromMs, toMs] = [bucket.from, bucket.to].map((local) => parseLocalDateTime(local, plan.campaign.calendar.offsetMinutes));
  const isLate = ({ record, bucket: at }: Counted) =>
    at < range.from && record.firstAtMs >= (fromMs ?? 0) && record.firstAtMs < (toMs ?? 0);
  return counted.filter(isLate).map(({ record }) => keyOf(record));
}
