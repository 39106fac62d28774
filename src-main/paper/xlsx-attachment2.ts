// 附件2 as XLSX: the printed columns, categories merged over their rows, the header repeated on every page.
import type { Workbook, Worksheet } from "exceljs";
import type { Attachment2Model, PrintedRow, RowGroup } from "./models/attachment2.ts";
import type { Field } from "./models/sheet.ts";
import { columnWidth, footersOf, itemLook, linesIn, LOOK, pageOf, points } from "./xlsx-look.ts";
import { figureCell, textCell, writeRow, type RowPlan } from "./xlsx-sheet.ts";

const WIDTHS_MM = [9.5, 18.5, 68, 13.5, 15.5, 17, 14] as const;
// Lower rows would leave a lonely one on the third page.
const ROW_MM = 7.6;

/** Adds the sheet of a model to a workbook. */
export function drawAttachment2(book: Workbook, model: Attachment2Model): void {
  const above = titleRows(model);
  const header = above.length + 1;
  const sheet: Worksheet = book.addWorksheet("统计表", {
    pageSetup: pageOf("portrait", "a4", `${header}:${header}`),
    headerFooter: footersOf(model.sides, model.stamp),
    views: [{ state: "frozen", ySplit: header }],
  });
  sheet.columns = WIDTHS_MM.map((width) => ({ width: columnWidth(width) }));
  const head: RowPlan = { heightPt: points(10), cells: model.columns.map((column) => textCell(column, LOOK.head)) };
  const rows = [...above, head, ...model.groups.flatMap(groupRowPlans), ...footRows(model)];
  for (const [index, row] of rows.entries()) writeRow(sheet, index + 1, row);
}

function titleRows(model: Attachment2Model): readonly RowPlan[] {
  const noted = model.note === null ? [] : [{ heightPt: points(9), cells: [textCell(model.note, LOOK.note, 7)] }];
  return [
    { heightPt: points(10), cells: [textCell(model.label, LOOK.annex)] },
    { heightPt: points(14), cells: [textCell(model.title, LOOK.title, 7)] },
    ...noted,
    ...model.head.map(headRow),
  ];
}

function headRow([left, right]: readonly Field[]): RowPlan {
  const cells = [textCell(fieldText(left), LOOK.line, 3), null, null, textCell(fieldText(right), LOOK.lineRight, 4)];
  return { heightPt: points(7), cells };
}

/** A field as one text; an empty one keeps room to write in. */
export function fieldText(field: Field | undefined): string {
  if (field === undefined) return "";
  return field.label + (field.value === "" ? "＿".repeat(Math.round(field.width / 1.5)) : field.value);
}

function groupRowPlans(group: RowGroup<PrintedRow>): readonly RowPlan[] {
  return group.rows.map((row, index) => {
    const category = index === 0 ? textCell(group.name, LOOK.head, 1, group.rows.length) : null;
    return {
      heightPt: points(Math.max(ROW_MM, linesIn(row.label, WIDTHS_MM[2], 10.5) * 4.9 + 1)),
      cells: [
        textCell(row.code, LOOK.centred),
        category,
        textCell(row.label, itemLook(row.label)),
        textCell(row.unit, LOOK.centred),
        figureCell(row.period),
        figureCell(row.cumulative),
        textCell(row.note, LOOK.text),
      ],
    };
  });
}

function footRows(model: Attachment2Model): readonly RowPlan[] {
  const pairs = Array.from({ length: Math.ceil(model.foot.length / 2) }, (_, i) => model.foot.slice(i * 2, i * 2 + 2));
  const signatures = pairs.map(([left, right]) => ({
    heightPt: points(9),
    cells: [textCell(fieldText(left), LOOK.line, 3), null, null, textCell(fieldText(right), LOOK.line, 4)],
  }));
  return [...signatures, ...model.notes.map(noteRow)];
}

function noteRow(note: string): RowPlan {
  const width = WIDTHS_MM.reduce((sum, column) => sum + column, 0);
  return { heightPt: points(linesIn(note, width, 12) * 5.6 + 1), cells: [textCell(note, LOOK.line, 7)] };
}
