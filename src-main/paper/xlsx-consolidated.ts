// 汇总表 as XLSX: every unit is a column of one sheet, written row by row so that a thousand units need little memory.
import type { Workbook, Worksheet } from "exceljs";
import type { ConsolidatedModel, ConsolidatedPrintedRow } from "./models/consolidated.ts";
import { columnWidth, footersOf, itemLook, linesIn, LOOK, pageOf, points } from "./xlsx-look.ts";
import { figureCell, textCell, streamRow, type RowPlan } from "./xlsx-sheet.ts";
import { fieldText } from "./xlsx-attachment2.ts";

const FIXED = [
  { name: "序号", widthMm: 9 },
  { name: "统计项目", widthMm: 47 },
  { name: "计量单位", widthMm: 11.5 },
] as const;
const ROW_MM = 6.4;
/** Adds the sheet of a model to a workbook, committing each row. */
export function drawConsolidated(book: Workbook, model: ConsolidatedModel): void {
  const above = aboveRows(model);
  const header = above.length;
  const sheet: Worksheet = book.addWorksheet("汇总表", {
    pageSetup: {
      ...pageOf("landscape", model.paper, `${header}:${header}`),
      printTitlesColumn: "A:C",
      fitToWidth: model.panels.length,
    },
    headerFooter: footersOf(model.sides, model.stamp),
    views: [{ state: "frozen", xSplit: FIXED.length, ySplit: header }],
  });
  sheet.columns = [
    ...FIXED.map((c) => ({ width: columnWidth(c.widthMm) })),
    ...model.columns.map((c) => ({ width: columnWidth(c.width * 1.75) })),
  ];
  const rows = [
    ...above,
    ...model.groups.flatMap((group) => [groupRow(group.name, model), ...group.rows.map((row) => indicatorRow(row, model))]),
    ...footRows(model),
  ];
  for (const [index, row] of rows.entries()) streamRow(sheet, index + 1, row);
}

/** Columns of title, head and foot: what one printed page shows. */
function shownWidth(model: ConsolidatedModel): number {
  return FIXED.length + (model.panels[0]?.columns.length ?? 0);
}

function shownMm(model: ConsolidatedModel): number {
  const figures = (model.panels[0]?.columns ?? []).reduce((sum, { width }) => sum + width * 1.75, 0);
  return FIXED.reduce((sum, { widthMm }) => sum + widthMm, figures);
}

function aboveRows(model: ConsolidatedModel): readonly RowPlan[] {
  const head = [...FIXED, ...model.columns].map((column) => textCell(column.name, LOOK.head));
  return [
    { heightPt: points(14), cells: [textCell(model.title, LOOK.title, shownWidth(model))] },
    ...model.head.map((line) => ({
      heightPt: points(7),
      cells: [textCell(line.map(fieldText).join("　　"), LOOK.line, shownWidth(model))],
    })),
    { heightPt: points(16), cells: head },
  ];
}

function groupRow(name: string, model: ConsolidatedModel): RowPlan {
  return { heightPt: points(ROW_MM), cells: [textCell(name, LOOK.group, shownWidth(model))] };
}

function indicatorRow(row: ConsolidatedPrintedRow, model: ConsolidatedModel): RowPlan {
  const figures = row.figures.map((figure, index) =>
    figureCell(figure, model.columns[index]?.strong === true ? LOOK.sum : LOOK.figure),
  );
  return {
    heightPt: points(Math.max(ROW_MM, linesIn(row.label, FIXED[1].widthMm, 10.5) * 4.9 + 1)),
    cells: [
      textCell(row.code, LOOK.centred),
      textCell(row.label, itemLook(row.label)),
      textCell(row.unit, LOOK.centred),
      ...figures,
    ],
  };
}

function footRows(model: ConsolidatedModel): readonly RowPlan[] {
  const signatures = {
    heightPt: points(9),
    cells: [textCell(model.foot.map(fieldText).join("　　"), LOOK.line, shownWidth(model))],
  };
  const notes = model.notes.map((note) => ({
    heightPt: points(linesIn(note, shownMm(model), 12) * 6 + 1),
    cells: [textCell(note, LOOK.line, shownWidth(model))],
  }));
  return [signatures, ...notes];
}
