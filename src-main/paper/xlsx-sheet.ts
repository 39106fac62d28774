// A worksheet written from top to bottom: rows with looks, merged ranges, row heights. Works on whole and streamed books.
import type { CellValue, Worksheet } from "exceljs";
import type { Figure } from "./models/figures.ts";
import { visibleText } from "../domain/visible-text.ts";
import { LOOK, type Look } from "./xlsx-look.ts";

/** One cell; texts are written as texts, whatever they begin with. `across` and `down` count the cells it covers. */
export type CellPlan = Readonly<{ value: CellValue; look: Look; across?: number; down?: number }>;

/** A row: its cells from the first column on; cells that another covers are left out by `null`. */
export type RowPlan = Readonly<{ heightPt?: number; cells: readonly (CellPlan | null)[] }>;

/** A text cell. A string is never a formula to exceljs; controls are shown as marks, as on paper. */
export function textCell(text: string, look: Look, across = 1, down = 1): CellPlan {
  return { value: text === "" ? null : visibleText(text), look, across, down };
}

/** A number where there is one; “—” and blanks stay text. */
export function figureCell(figure: Figure, look: Look = LOOK.figure): CellPlan {
  return figure.value === null ? textCell(figure.text, LOOK.centred) : { value: figure.value, look };
}

/** Writes a row; nothing is handed to the stream before the book or {@link streamRow} commits it. */
export function writeRow(sheet: Worksheet, number: number, plan: RowPlan): void {
  const row = sheet.getRow(number);
  if (plan.heightPt !== undefined) row.height = plan.heightPt;
  for (const [index, cell] of plan.cells.entries()) {
    if (cell === null) continue;
    const target = row.getCell(index + 1);
    target.value = cell.value;
    target.style = cell.look;
  }
  for (const [index, cell] of plan.cells.entries()) mergeFrom(sheet, number, index + 1, cell);
}

/** Writes a row and hands it to the stream: for rows whose cells cover no row below. */
export function streamRow(sheet: Worksheet, number: number, plan: RowPlan): void {
  writeRow(sheet, number, plan);
  sheet.getRow(number).commit();
}

/** Covered cells take the look of the first, so that the frame is closed on all sides. */
function mergeFrom(sheet: Worksheet, top: number, left: number, cell: CellPlan | null): void {
  const { across = 1, down = 1 } = cell ?? {};
  if (cell === null || (across === 1 && down === 1)) return;
  for (let row = top; row < top + down; row++) {
    for (let column = left; column < left + across; column++) sheet.getRow(row).getCell(column).style = cell.look;
  }
  sheet.mergeCells(top, left, top + down - 1, left + across - 1);
}

/** A worksheet's name: at most 31 characters, none that Excel forbids, and no other sheet's name. */
export function sheetName(wanted: string, taken: ReadonlySet<string>): string {
  const plain =
    visibleText(wanted)
      .replace(/[[\]:*?/\\\n]/g, " ")
      .replace(/^'+|'+$/g, "")
      .trim() || "表";
  const short = [...plain].slice(0, 25).join("");
  if (!taken.has(short.toLowerCase())) return short;
  const free = Array.from({ length: taken.size + 1 }, (_, i) => `${short} (${i + 2})`).find(
    (name) => !taken.has(name.toLowerCase()),
  );
  return free ?? short;
}
