// 附件1 as XLSX: one worksheet for each unit, with the lines of the printed form.
import type { Workbook, Worksheet } from "exceljs";
import type { Attachment1Model, Attachment1Sheet, LiaisonField } from "./models/attachment1.ts";
import { columnWidth, footersOf, linesIn, LOOK, pageOf, points } from "./xlsx-look.ts";
import { sheetName, textCell, writeRow, type RowPlan } from "./xlsx-sheet.ts";

const WIDTHS_MM = [32, 46, 32, 46] as const;
const ROW_MM = 12;

/** Adds the sheets of a model to a workbook. */
export function drawAttachment1(book: Workbook, model: Attachment1Model): void {
  const taken = new Set<string>();
  for (const sheet of model.sheets) {
    const name = sheetName(sheet.lines[0]?.[0]?.value ?? "", taken);
    taken.add(name.toLowerCase());
    drawSheet(
      book.addWorksheet(name, { pageSetup: pageOf("portrait", "a4"), headerFooter: footersOf(model.sides, sheet.stamp) }),
      model,
      sheet,
    );
  }
}

function drawSheet(sheet: Worksheet, model: Attachment1Model, form: Attachment1Sheet): void {
  sheet.columns = WIDTHS_MM.map((width) => ({ width: columnWidth(width) }));
  const rows = [...titleRows(model, form.note), ...form.lines.map(lineRow), ...keyRows(form.key), ...sealRows(form.seal)];
  for (const [index, row] of rows.entries()) writeRow(sheet, index + 1, row);
}

function titleRows(model: Attachment1Model, note: string | null): readonly RowPlan[] {
  const title = { heightPt: points(14), cells: [textCell(model.title, LOOK.title, 4)] };
  const noted = note === null ? [] : [{ heightPt: points(9), cells: [textCell(note, LOOK.note, 4)] }];
  return [
    { heightPt: points(10), cells: [textCell(model.label, LOOK.annex)] },
    { heightPt: points(6), cells: [] },
    title,
    ...noted,
  ];
}

function lineRow(line: readonly LiaisonField[]): RowPlan {
  const across = line.length === 1 ? 3 : 1;
  const widthMm = across === 3 ? WIDTHS_MM[1] + WIDTHS_MM[2] + WIDTHS_MM[3] : WIDTHS_MM[1];
  const lines = Math.max(
    ...line.map((field) => Math.max(linesIn(field.value, widthMm, 12), linesIn(field.label, WIDTHS_MM[0], 12))),
  );
  const height = Math.max(...line.map((field) => field.height * ROW_MM), lines * 5.6 + 2);
  return {
    heightPt: points(height),
    cells: line.flatMap((field) => [textCell(field.label, LOOK.label), textCell(field.value, LOOK.value, across)]),
  };
}

function keyRows(key: Attachment1Sheet["key"]): readonly RowPlan[] {
  if (key === null) return [];
  const code = [key.groups.slice(0, 3).join("    "), key.groups.slice(3).join("    ")].filter((line) => line !== "");
  const text = [key.caption, ...code].join("\n");
  return [{ heightPt: points(24), cells: [textCell(key.label, LOOK.label), textCell(text, LOOK.value, 3)] }];
}

function sealRows(seal: Attachment1Sheet["seal"]): readonly RowPlan[] {
  return [
    { heightPt: points(36), cells: [textCell(seal.unit, LOOK.sealUnit, 2), null, textCell(seal.signer, LOOK.sealSigner, 2)] },
    { heightPt: points(10), cells: [textCell(seal.date, LOOK.sealDate, 4)] },
  ];
}
