// Any printed list: ledgers, rosters, score sheets, the matrix of duties. Columns are data, so that a campaign may change them.
import { stampOf, type Field, type Sides, type Stamp, type StampInput } from "./sheet.ts";

/** A column; `share` is its part of the width, in relation to the others. */
export type LedgerColumn = Readonly<{ name: string; share: number; align: "left" | "center" | "right" }>;

export type LedgerModel = Readonly<{
  title: string;
  note: string | null;
  orientation: "portrait" | "landscape";
  paper: "a4" | "a3";
  sides: Sides;
  head: readonly Field[];
  columns: readonly LedgerColumn[];
  /** One text for each column. */
  rows: readonly (readonly string[])[];
  /** Least height of a row. */
  rowHeightMm: number;
  foot: readonly Field[];
  notes: readonly string[];
  stamp: Stamp | null;
}>;

export type LedgerInput = Readonly<{
  title: string;
  /** Without `share` a column has one part, without `align` it stands left. */
  columns: readonly Readonly<{ name: string; share?: number; align?: LedgerColumn["align"] }>[];
  rows: readonly (readonly string[])[];
  note?: string;
  orientation?: "portrait" | "landscape";
  paper?: "a4" | "a3";
  sides?: Sides;
  head?: readonly Field[];
  foot?: readonly Field[];
  notes?: readonly string[];
  /** Rows without text after the others, to be filled in by hand; they are higher. */
  blankRows?: number;
  /** Numbers the rows in a first column 序号. */
  numbered?: boolean;
  stamp?: StampInput;
}>;

const PRINTED_ROW_MM = 7.5;
const HANDWRITTEN_ROW_MM = 10;

/** A list to print; rows that are too short are filled up with empty cells. */
export function ledger(input: LedgerInput): LedgerModel {
  const blankRows = input.blankRows ?? 0;
  const columns = input.columns.map(({ name, share = 1, align = "left" }): LedgerColumn => ({ name, share, align }));
  const rows = [...input.rows, ...Array.from({ length: blankRows }, () => [])].map((row) =>
    columns.map((_, index) => row[index] ?? ""),
  );
  return {
    title: input.title,
    note: input.note ?? null,
    orientation: input.orientation ?? "landscape",
    paper: input.paper ?? "a4",
    sides: input.sides ?? "single",
    head: input.head ?? [],
    ...(input.numbered === true ? withNumbers(columns, rows) : { columns, rows }),
    rowHeightMm: blankRows > 0 ? HANDWRITTEN_ROW_MM : PRINTED_ROW_MM,
    foot: input.foot ?? [],
    notes: input.notes ?? [],
    stamp: input.stamp === undefined ? null : stampOf(input.stamp),
  };
}

function withNumbers(
  columns: readonly LedgerColumn[],
  rows: readonly (readonly string[])[],
): Pick<LedgerModel, "columns" | "rows"> {
  const shares = columns.reduce((sum, column) => sum + column.share, 0);
  const number: LedgerColumn = { name: "序号", share: shares / 15, align: "center" };
  return { columns: [number, ...columns], rows: rows.map((row, index) => [String(index + 1), ...row]) };
}
