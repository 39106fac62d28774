// The county's table: columns of units and of groups, a column 去重, and 合计, such that the columns less 去重 make 合计.
import type { Bilingual } from "../../campaign/parts.ts";
import type { Unit, UnitKind } from "../../campaign/unit-schema.ts";
import type { RecordKey } from "../../record/projected.ts";
import { vectorOver, type UnitAggregate, type UniqueRecord } from "./aggregate.ts";
import { bucketRange, type BucketRange } from "../../formulas/buckets.ts";
import { findDuplicates } from "../counting/duplicates.ts";
import { rowFigures, type Figure } from "./figures.ts";
import { eachMark, type Mark, type Marks } from "../counting/marks.ts";
import type { Plan } from "../../formulas/plan.ts";
import { addInto, zeros } from "./vector.ts";

/** `unit` one unit, `group` the subtotal of a kind, `duplicates` what several units reported, `total` 合计. */
export type Column = Readonly<{
  id: string;
  label: Bilingual;
  type: "unit" | "group" | "duplicates" | "total";
  units: readonly string[];
}>;

/** The marks are those of the records behind 累计. */
export type Cell = Readonly<{ period: Figure; cumulative: Figure }> & Marks;

export type Consolidated = Readonly<{
  campaign: Readonly<{ id: string; version: number }>;
  period: string;
  columns: readonly Column[];
  /** Cells in the order of the columns. */
  rows: readonly Readonly<{ row: string; cells: readonly Cell[] }>[];
  /** Records shown struck through: reported first by another unit. */
  struck: readonly Readonly<{ record: RecordKey; kept: RecordKey }>[];
}>;

/** `units` in force, where they differ from the campaign's; `expand`: every unit has its own column, whatever its kind says. */
export type ConsolidateOptions = Readonly<{ period: string; units?: readonly Unit[]; expand?: boolean }>;

/**
 * Puts the units' aggregates together. Aggregates of units that the campaign does not know are left out.
 *
 * @throws {Problem} `period-unknown`
 * @see domain.md §4.2, §10a.5
 */
export function consolidate(plan: Plan, aggregates: readonly UnitAggregate[], options: ConsolidateOptions): Consolidated {
  const range = bucketRange(plan.buckets, options.period);
  const units = options.units ?? plan.campaign.units;
  const known = new Set(units.map((unit) => unit.code));
  const present = aggregates.filter((aggregate) => known.has(aggregate.unit));
  const vectors = new Map(present.map((aggregate) => [aggregate.unit, cellVectors(plan, aggregate, range)]));
  const duplicates = foreignDuplicates(present);
  const columns = columnsOf(plan.campaign.unitKinds, units, options.expand ?? false);
  const sums = columns.map((column) => sumOf(plan, column.units, vectors));
  const twice = duplicateVectors(plan, duplicates, range);
  const total = sumOf(plan, [...known], vectors);
  addVectors(total, twice, -1);
  const all = [...columns, ...closingColumns(plan, [...known])];
  const figures = [...sums, twice, total].map((cell, at) => cellsOf(plan, cell, all[at]?.type === "duplicates"));
  return {
    campaign: { id: plan.campaign.id, version: plan.campaign.version },
    period: options.period,
    columns: all,
    rows: inTableOrder(plan).map(({ code, at }) => ({ row: code, cells: figures.flatMap((cells) => cells[at] ?? []) })),
    struck: duplicates.map(({ unique, kept }) => ({ record: unique.key, kept: kept.key })),
  };
}

/** The measures and, by row, the marks of one column. */
type CellVectors = Readonly<{ period: number[]; cumulative: number[] }> & Readonly<Record<Mark, number[]>>;

function cellVectors(plan: Plan, aggregate: UnitAggregate, range: BucketRange): CellVectors {
  const marks = eachMark((mark) => {
    const rows = zeros(plan.rows.length);
    for (let bucket = 0; bucket <= range.to; bucket++) addInto(rows, aggregate.marks[mark][bucket] ?? []);
    return rows;
  });
  const period = vectorOver(plan, aggregate, range.from, range.to);
  return { period, cumulative: range.from === 0 ? [...period] : vectorOver(plan, aggregate, 0, range.to), ...marks };
}

function sumOf(plan: Plan, units: readonly string[], vectors: ReadonlyMap<string, CellVectors>): CellVectors {
  const sum = emptyVectors(plan);
  for (const unit of units) {
    const one = vectors.get(unit);
    if (one !== undefined) addVectors(sum, one, 1);
  }
  return sum;
}

function emptyVectors(plan: Plan): CellVectors {
  const measures = { period: zeros(plan.measures.length), cumulative: zeros(plan.measures.length) };
  return { ...measures, ...eachMark(() => zeros(plan.rows.length)) };
}

function addVectors(sum: CellVectors, more: CellVectors, sign: 1 | -1): void {
  addInto(sum.period, more.period, sign);
  addInto(sum.cumulative, more.cumulative, sign);
  eachMark((mark) => addInto(sum[mark], more[mark], sign));
}

type Duplicate = Readonly<{ unique: UniqueRecord; kept: UniqueRecord }>;

function foreignDuplicates(aggregates: readonly UnitAggregate[]): readonly Duplicate[] {
  const unique = aggregates.flatMap((aggregate) => aggregate.unique);
  return [...findDuplicates(unique)].flatMap(([at, keptAt]) => {
    const [one, kept] = [unique[at], unique[keptAt]];
    return one !== undefined && kept !== undefined ? [{ unique: one, kept }] : [];
  });
}

function duplicateVectors(plan: Plan, duplicates: readonly Duplicate[], range: BucketRange): CellVectors {
  const sum = emptyVectors(plan);
  for (const { unique } of duplicates) {
    const given = unique.given.filter(({ bucket }) => bucket <= range.to);
    for (const { measure, bucket, value } of given) {
      sum.cumulative[measure] = (sum.cumulative[measure] ?? 0) + value;
      if (bucket >= range.from) sum.period[measure] = (sum.period[measure] ?? 0) + value;
    }
    const rows = new Set(given.flatMap(({ measure }) => (plan.rowsOfMeasure[measure] ?? []).map(({ row }) => row)));
    for (const mark of unique.marks) for (const row of rows) sum[mark][row] = (sum[mark][row] ?? 0) + 1;
  }
  return sum;
}

function columnsOf(kinds: readonly UnitKind[], units: readonly Unit[], expand: boolean): readonly Column[] {
  return kinds.flatMap((kind): readonly Column[] => {
    const own = units.filter((unit) => unit.kind === kind.id);
    if (!expand && kind.column === "subtotal") return [groupColumn(kind, own)];
    return own.map((unit) => ({ id: unit.code, label: { zh: unit.name, en: unit.name }, type: "unit", units: [unit.code] }));
  });
}

function groupColumn(kind: UnitKind, units: readonly Unit[]): Column {
  return { id: `kind:${kind.id}`, label: kind.columnLabel, type: "group", units: units.map((unit) => unit.code) };
}

function closingColumns(plan: Plan, units: readonly string[]): readonly Column[] {
  const { duplicates, total } = plan.campaign.closingColumns;
  return [
    { id: "duplicates", label: duplicates, type: "duplicates", units: [] },
    { id: "total", label: total, type: "total", units },
  ];
}

/** Cells of one column in the order of `plan.rows`; a ratio has no duplicates. */
function cellsOf(plan: Plan, vectors: CellVectors, isDuplicates: boolean): readonly Cell[] {
  const period = rowFigures(plan, vectors.period);
  const cumulative = rowFigures(plan, vectors.cumulative);
  const none: Figure = { kind: "none" };
  return plan.rows.map((row, at) => {
    if (isDuplicates && row.weights === undefined) return { period: none, cumulative: none, ...eachMark(() => 0) };
    return { period: period[at] ?? none, cumulative: cumulative[at] ?? none, ...eachMark((mark) => vectors[mark][at] ?? 0) };
  });
}

/** Rows as the campaign lists them, with their place in the plan. */
export function inTableOrder(plan: Plan): readonly Readonly<{ code: string; at: number }>[] {
  return plan.campaign.indicators.map(({ code }) => ({ code, at: plan.rowIndex.get(code) ?? -1 }));
}
