// Any list as XLSX: the header repeated, texts as texts.
import type { Workbook, Worksheet } from "exceljs";
import type { LedgerColumn, LedgerModel } from "./models/ledger.ts";
import { columnWidth, footersOf, linesIn, LOOK, pageOf, points, type Look } from "./xlsx-look.ts";
import { textCell, streamRow, type RowPlan } from "./xlsx-sheet.ts";
import { fieldText } from "./xlsx-attachment2.ts";

const WIDTHS_MM = { portrait: { a4: 156, a3: 243 }, landscape: { a4: 225, a3: 348 } } as const;
const ALIGNED: Readonly<Record<LedgerColumn["align"], Look>> = { left: LOOK.text, center: LOOK.centred, right: LOOK.textRight };

/** Adds the sheet of a model to a workbook. */
export function drawLedger(book: Workbook, model: LedgerModel): void {
  const above = aboveRows(model);
  const header = above.length + 1;
  const sheet: Worksheet = book.addWorksheet("台账", {
    pageSetup: pageOf(model.orientation, model.paper, `${header}:${header}`),
    headerFooter: footersOf(model.sides, model.stamp),
    views: [{ state: "frozen", ySplit: header }],
  });
  const widths = widthsOf(model);
  sheet.columns = widths.map((width) => ({ width: columnWidth(width) }));
  const head: RowPlan = { heightPt: points(10), cells: model.columns.map((column) => textCell(column.name, LOOK.head)) };
  const rows = [...above, head, ...model.rows.map((row) => rowPlan(row, model, widths)), ...footRows(model)];
  for (const [index, row] of rows.entries()) streamRow(sheet, index + 1, row);
}

function widthsOf(model: LedgerModel): readonly number[] {
  const shares = model.columns.reduce((sum, column) => sum + column.share, 0);
  return model.columns.map((column) => (WIDTHS_MM[model.orientation][model.paper] * column.share) / shares);
}

function aboveRows(model: LedgerModel): readonly RowPlan[] {
  const across = model.columns.length;
  const noted = model.note === null ? [] : [{ heightPt: points(8), cells: [textCell(model.note, LOOK.note, across)] }];
  const head = model.head.length === 0 ? [] : [lineOf(model.head.map(fieldText).join("　　"), across)];
  return [{ heightPt: points(14), cells: [textCell(model.title, LOOK.title, across)] }, ...noted, ...head];
}

function rowPlan(row: readonly string[], model: LedgerModel, widths: readonly number[]): RowPlan {
  const lines = row.reduce((most, text, index) => Math.max(most, linesIn(text, widths[index] ?? 1, 10.5)), 1);
  const cells = row.map((text, index) => textCell(text, ALIGNED[model.columns[index]?.align ?? "left"]));
  // Excel allows 409 points.
  return { heightPt: Math.min(409, points(Math.max(model.rowHeightMm, lines * 4.9 + 1))), cells };
}

function footRows(model: LedgerModel): readonly RowPlan[] {
  const across = model.columns.length;
  const signed = model.foot.length === 0 ? [] : [lineOf(model.foot.map(fieldText).join("　　"), across)];
  return [...signed, ...model.notes.map((note) => lineOf(note, across))];
}

function lineOf(text: string, across: number): RowPlan {
  return { heightPt: points(8), cells: [textCell(text, LOOK.line, across)] };
}
