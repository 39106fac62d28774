// 附件2 全县汇总表: the model of the county's table; columns are units, subtotals, 去重 and 合计. Pure data.
import { groupRows, ATTACHMENT2_TITLE, type RowGroup } from "./attachment2.ts";
import { figureOf, officialEnd, officialMoment, type Figure } from "./figures.ts";
import { field, stampOf, type Field, type Sides, type Stamp, type StampInput } from "./sheet.ts";

/** A column: a unit, a group's subtotal, 组委会办公室, 去重 or 合计. Sums are set in bold. */
export type ConsolidatedColumn = Readonly<{ name: string; sum?: boolean }>;

/** One indicator; `figures` has one decimal text for each column, in their order. */
export type ConsolidatedRow = Readonly<{ code: string; group: string; label: string; unit: string; figures: readonly string[] }>;

export type ConsolidatedPrintedRow = Readonly<{ code: string; label: string; unit: string; figures: readonly Figure[] }>;
/** `width` is its share of the sheet: the characters of its longest figure, within bounds. */
export type PanelColumn = Readonly<{ index: number; name: string; strong: boolean; width: number }>;

export type ConsolidatedModel = Readonly<{
  title: string;
  sides: Sides;
  paper: "a4" | "a3";
  /** Lines above the table, two fields each. */
  head: readonly (readonly Field[])[];
  columns: readonly PanelColumn[];
  /** Columns that fit side by side on one sheet; the fixed columns are repeated in each panel. */
  panels: readonly Readonly<{ columns: readonly PanelColumn[] }>[];
  groups: readonly RowGroup<ConsolidatedPrintedRow>[];
  foot: readonly Field[];
  notes: readonly string[];
  stamp: Stamp | null;
}>;

export type ConsolidatedInput = Readonly<{
  columns: readonly ConsolidatedColumn[];
  rows: readonly ConsolidatedRow[];
  title?: string;
  sides?: Sides;
  paper?: "a4" | "a3";
  grouping?: boolean;
  /** The office that issues the table. */
  issuer?: string;
  period?: Readonly<{ from: string; to: string }>;
  issue?: string;
  /** Which figures stand in the table: 本期数 or 累计数. */
  column?: string;
  /** Further lines beneath the table. */
  remarks?: readonly string[];
  notes?: readonly string[];
  stamp?: StampInput;
}>;

/** Columns of figures that an A4 and an A3 sheet hold. */
const PANEL_COLUMNS = { a4: 16, a3: 28 } as const;

/** How 去重 is to be read (domain.md §10a 5). */
export const CONSOLIDATED_NOTES = ["注：各列之和减去“去重”等于“合计”；比率按合计数重新计算，不相加。"] as const;

/**
 * The consolidated table.
 *
 * @see domain.md §4.2, §10a
 */
export function consolidated(input: ConsolidatedInput): ConsolidatedModel {
  const paper = input.paper ?? "a4";
  const columns = input.columns.map(({ name, sum = false }, index) => ({
    index,
    name,
    strong: sum,
    width: widthOf(input.rows, index),
  }));
  return {
    title: input.title ?? `${ATTACHMENT2_TITLE}（汇总）`,
    sides: input.sides ?? "single",
    paper,
    head: headOf(input),
    columns,
    panels: panelsOf(columns, PANEL_COLUMNS[paper]),
    groups: groupRows(input.rows, (row) => printedRow(row, input.grouping ?? false)),
    foot: [field("负责人（签字）：", "", 5), field("审核人：", "", 5), field("制表人：", "", 5)],
    notes: [...(input.remarks ?? []), ...(input.notes ?? CONSOLIDATED_NOTES)],
    stamp: input.stamp === undefined ? null : stampOf(input.stamp),
  };
}

function headOf(input: ConsolidatedInput): ConsolidatedModel["head"] {
  const period = input.period === undefined ? "" : `${officialMoment(input.period.from)}至${officialEnd(input.period.to)}`;
  return [
    [field("汇总单位（盖章）：", input.issuer ?? "", 12), field("期次：", input.issue ?? "", 6)],
    [field("统计周期：", period, 16), field("表内数字：", input.column ?? "", 6)],
  ];
}

function printedRow(row: ConsolidatedRow, grouping: boolean): ConsolidatedPrintedRow {
  return { code: row.code, label: row.label, unit: row.unit, figures: row.figures.map((text) => figureOf(text, grouping)) };
}

function widthOf(rows: readonly ConsolidatedRow[], index: number): number {
  const longest = rows.reduce((most, row) => Math.max(most, row.figures[index]?.length ?? 0), 0);
  return Math.min(Math.max(longest, 4), 8) + 2;
}

/** Panels of nearly equal width, so that the last one is not a lonely column. */
function panelsOf(columns: readonly PanelColumn[], most: number): ConsolidatedModel["panels"] {
  const count = Math.max(1, Math.ceil(columns.length / most));
  const width = Math.ceil(columns.length / count);
  return Array.from({ length: count }, (_, i) => ({ columns: columns.slice(i * width, (i + 1) * width) }));
}
