// The records behind one cell of a table: what counts in it, and what does not and why.
import type { Indicator } from "../../domain/campaign/indicator-schema.ts";
import { formulaTerms, type FormulaTerm } from "../../domain/formulas/formula-terms.ts";
import { listingFacts } from "../../domain/kinds/kinds.ts";
import { cappedSum } from "../../domain/limits.ts";
import { Problem } from "../../domain/problem.ts";
import type { JsonObject } from "../../domain/json.ts";
import type { Statistics } from "../../domain/statistics/figures/compute.ts";
import type { NotCountedReason } from "../../domain/statistics/counting/countable.ts";
import type { Figure, FigureColumn } from "../../domain/statistics/figures/figures.ts";
import type { Needs } from "../workspace.ts";
import { computeFigures, consolidateFigures } from "./figures.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { ReportReader } from "../ports/store/reports.ts";

type BehindNeeds = Needs<RecordReader & ReportReader, "campaign" | "world">;

/** `of`: a unit, a group or the whole of the county's table. */
export type CellOf = Readonly<{ of: string; row: string; column: FigureColumn; period: string }>;

/** `reason`: why it does not count; null where it does. */
export type BehindItem = Contribution & Readonly<{ reason: NotCountedReason | null }>;

export type Behind = Readonly<{
  indicator: Indicator;
  figure: Figure;
  rule: FormulaTerm;
  /** What counts, then what does not. */
  items: readonly BehindItem[];
}>;

type Contribution = Statistics["rows"][number]["records"][number];

/** @throws {Problem} `form-unknown`, `period-unknown`, `unit-unknown` */
export function recordsBehind(ws: BehindNeeds, { of, row, column, period }: CellOf): Behind {
  const indicator = ws.campaign().indicators.find((candidate) => candidate.code === row);
  if (indicator === undefined) throw new Problem("form-unknown", { form: row });
  const tables = unitsOf(ws, of, period).map((unit) => computeFigures(ws, unit, period));
  const rows = tables.flatMap((table) => table.rows.filter((candidate) => candidate.row === row));
  const counted = rows.flatMap((one) => one.records.filter((item) => item[column] !== 0));
  const withheld = rows.flatMap((one) => one.notCounted.filter((item) => item[column] !== 0));
  const only = rows.length === 1 ? rows[0]?.[column] : undefined;
  return {
    indicator,
    figure: only ?? { kind: "number", value: cappedSum(counted.map((item) => item[column])) },
    rule: formulaTerms(ws.campaign(), indicator),
    items: [...counted.map((item) => ({ ...item, reason: null })), ...withheld],
  };
}

function unitsOf(ws: BehindNeeds, of: string, period: string): readonly string[] {
  if (of === "total" || of === "all") return ["all"];
  const column = consolidateFigures(ws, period).columns.find((candidate) => candidate.id === of);
  return column === undefined ? [of] : column.units;
}

/** A record as it counts: at the county that may be an earlier state than the one it shows. */
export function countedState(
  ws: Needs<RecordReader & ReportReader>,
  item: Pick<BehindItem, "unit" | "kind" | "record" | "later">,
): Readonly<{ value: JsonObject | null; title: string | null; occurred: string | null; isEarlier: boolean }> {
  const earlier = ws.store.countedValue(item);
  const value = earlier ?? ws.store.record(item)?.value ?? null;
  return { value, ...listingFacts(item.kind, value), isEarlier: earlier !== undefined || item.later === true };
}
