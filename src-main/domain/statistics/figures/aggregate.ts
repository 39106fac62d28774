// One unit's records added up once, per measure and bucket: plain data that can be kept until the unit's records change.
import type { RecordKey } from "../../record/projected.ts";
import type { CountingOptions, StatisticsRecord } from "../counting/countable.ts";
import { distinctTexts, emitContributions, type Emit } from "../counting/contributions.ts";
import type { Likeness } from "../counting/duplicates.ts";
import { countedMarks, eachMark, marksOf, rowsOf, type Mark } from "../counting/marks.ts";
import type { Plan } from "../../formulas/plan.ts";
import { selectRecords, type Counted, type NotCounted } from "../counting/selection.ts";
import { addInto, zeroGrid, zeros } from "./vector.ts";

/** A counted record that may turn out to be another unit's too, with what it gave and the marks that go with it. */
export type UniqueRecord = Likeness &
  Readonly<{ marks: readonly Mark[]; given: readonly Readonly<{ measure: number; bucket: number; value: number }>[] }>;

/**
 * What a unit has. `sums[bucket][measure]`; `distinct[place in plan.routes.distinct][bucket]` the texts;
 * `marks[mark][bucket][row]` how many records behind a row bear a mark (empty where none does). Tied to one campaign version.
 */
export type UnitAggregate = Readonly<{
  unit: string;
  sums: readonly (readonly number[])[];
  distinct: readonly (readonly (readonly string[])[])[];
  marks: Readonly<Record<Mark, readonly (readonly number[])[]>>;
  unique: readonly UniqueRecord[];
  notCounted: readonly (RecordKey & Readonly<{ reason: string }>)[];
}>;

type Grids = Readonly<Record<Mark, readonly number[][]>>;

/** Adds up one unit's records; the order of the records does not matter. */
export function aggregateUnit(
  plan: Plan,
  unit: string,
  records: readonly StatisticsRecord[],
  options: CountingOptions = {},
): UnitAggregate {
  const selection = selectRecords(plan, records, options);
  const sums = zeroGrid(plan.buckets.length, plan.measures.length);
  const marks = eachMark(() => plan.buckets.map((): number[] => []));
  const texts = plan.routes.distinct.map(() => plan.buckets.map(() => new Set<string>()));
  const unique: UniqueRecord[] = [];
  for (const one of selection.counted) {
    addRecord(plan, one, sums, unique);
    addMarks(plan, one, marksOf(plan, one.record, true), marks);
    addDistinct(plan, one, texts);
  }
  for (const one of selection.notCounted) addMarks(plan, one, marksOf(plan, one.record, false), marks);
  return {
    unit,
    sums,
    distinct: texts.map((buckets) => buckets.map((set) => [...set].sort())),
    marks,
    unique,
    notCounted: selection.notCounted.map(({ record, reason }) => ({ unit, kind: record.kind, record: record.record, reason })),
  };
}

/** Groups records by unit; every unit that has any is named. */
export function recordsByUnit(records: readonly StatisticsRecord[]): ReadonlyMap<string, readonly StatisticsRecord[]> {
  return Map.groupBy(records, (record) => record.unit);
}

/** A unit's measures over the buckets `from` to `to`, inclusive; distinct measures count each text once. */
export function vectorOver(plan: Plan, aggregate: UnitAggregate, from: number, to: number): number[] {
  const vector = zeros(plan.measures.length);
  for (let bucket = from; bucket <= to; bucket++) addInto(vector, aggregate.sums[bucket] ?? []);
  for (const [place, measure] of plan.routes.distinct.entries()) {
    const buckets = aggregate.distinct[place]?.slice(from, to + 1) ?? [];
    vector[measure] = new Set(buckets.flat()).size;
  }
  return vector;
}

function addRecord(plan: Plan, one: Counted, sums: readonly number[][], unique: UniqueRecord[]): void {
  const { likeness } = one;
  const given: { measure: number; bucket: number; value: number }[] = [];
  const add: Emit = (measure, bucket, value) => {
    const row = sums[bucket];
    if (row !== undefined) row[measure] = (row[measure] ?? 0) + value;
    if (likeness !== undefined) given.push({ measure, bucket, value });
  };
  emitContributions(plan, one.record, one.bucket, one.shared, { counted: add });
  if (likeness !== undefined) unique.push({ ...likeness, marks: countedMarks(plan, one.record), given });
}

function addMarks(plan: Plan, one: Counted | NotCounted, marks: readonly Mark[], grids: Grids): void {
  if (marks.length === 0) return;
  for (const [row, bucket] of rowsOf(plan, one)) for (const mark of marks) countAt(plan, grids[mark][bucket], row);
}

function countAt(plan: Plan, grid: number[] | undefined, row: number): void {
  if (grid?.length === 0) grid.push(...zeros(plan.rows.length));
  if (grid !== undefined) grid[row] = (grid[row] ?? 0) + 1;
}

function addDistinct(plan: Plan, one: Counted, texts: readonly (readonly Set<string>[])[]): void {
  for (const { measure, texts: own } of distinctTexts(plan, one.record, one.shared)) {
    const set = texts[plan.routes.distinct.indexOf(measure)]?.[one.bucket];
    for (const text of own) set?.add(text);
  }
}
