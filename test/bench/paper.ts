// Forms: one to PDF against Chromium's print of the same table, a thousand in one file against a thousand times one,
// and the county's table as XLSX against exceljs writing the same cells bare.
import { homedir } from "node:os";
import { PassThrough } from "node:stream";
import { buffer } from "node:stream/consumers";
import { chromium, type Page } from "@playwright/test";
import ExcelJS from "exceljs";
import { attachment1 } from "../../src-main/paper/models/attachment1.ts";
import { attachment2, type Attachment2Model } from "../../src-main/paper/models/attachment2.ts";
import { consolidated, type ConsolidatedModel } from "../../src-main/paper/models/consolidated.ts";
import { systemFontDirs } from "../../src-main/paper/fonts.ts";
import { createTypesetter, type Typesetter } from "../../src-main/paper/typst.ts";
import { xlsx } from "../../src-main/paper/xlsx.ts";
import { LIAISON, STAMP } from "../paper/samples.ts";
import { STATISTICS_ROWS } from "../paper/statistics-rows.ts";
import { mediansOf } from "./rows/clock.ts";
import { rowOf, type Family, type Row, type Setting, type Size } from "./rows/row.ts";

const SIZES: Readonly<Record<Size, Readonly<{ sheets: number; units: number }>>> = {
  full: { sheets: 1000, units: 1000 },
  quick: { sheets: 20, units: 40 },
};
const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const MADE_AT = new Date(Date.UTC(2021, 5, 30));

/** @see quality.md Speed and size, "One form to PDF" and "附件1 of 1,000 units" */
export const paper: Family = { name: "paper", measure: measurePaper };

async function measurePaper({ size, say }: Setting): Promise<readonly Row[]> {
  const { sheets, units } = SIZES[size];
  const typesetter = createTypesetter({ fontDirs: systemFontDirs(process.platform, homedir(), process.env) });
  try {
    say("one form, and Chromium's print of it");
    const form = await formRow(typesetter);
    say(`附件1 of ${sheets} units`);
    const many = await manyRow(typesetter, sheets);
    say(`the county's table of ${units} units as XLSX`);
    return [form, many, await sheetRow(units)];
  } finally {
    await typesetter.close();
  }
}

async function formRow(typesetter: Typesetter): Promise<Row> {
  const model = attachment2({
    rows: STATISTICS_ROWS,
    unit: "骆驼城镇人民政府",
    issue: "第2期",
    period: { from: "2021-06-03T12:00", to: "2021-06-10T12:00" },
    stamp: STAMP,
  });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
  try {
    const page = await browser.newPage();
    const html = htmlOf(model);
    const [typst = Number.NaN, print = Number.NaN] = await mediansOf(
      [{ work: () => typesetter.pdf("attachment2", model) }, { work: () => printPage(page, html) }],
      5,
      2,
    );
    const measured = {
      name: "form: 附件2 to PDF",
      value: typst * 1000,
      unit: "ms",
      yardstick: print * 1000,
      against: "Chromium's print of the same table (browser and page open)",
    };
    return rowOf(measured, { goal: 1, target: 0.2 });
  } finally {
    await browser.close();
  }
}

async function printPage(page: Page, html: string): Promise<void> {
  await page.setContent(html);
  await page.pdf({ format: "A4" });
}

/** The same texts as a plain table. */
function htmlOf(model: Attachment2Model): string {
  const cells = (texts: readonly string[]) => `<tr>${texts.map((text) => `<td>${text}</td>`).join("")}</tr>`;
  const rows = model.groups.flatMap((group) =>
    group.rows.map((row) => cells([row.code, group.name, row.label, row.unit, row.period.text, row.cumulative.text, row.note])),
  );
  return `<!doctype html><meta charset="utf-8"><style>table{border-collapse:collapse}td{border:1px solid}</style><h1>${model.title}</h1><table><thead>${cells(model.columns)}</thead>${rows.join("")}</table>`;
}

async function manyRow(typesetter: Typesetter, sheets: number): Promise<Row> {
  const one = attachment1([LIAISON]);
  const all = attachment1(Array.from({ length: sheets }, (_, index) => ({ ...LIAISON, unit: `单位${index + 1}` })));
  const [single = Number.NaN, together = Number.NaN] = await mediansOf(
    [{ work: () => typesetter.pdf("attachment1", one) }, { work: () => typesetter.pdf("attachment1", all) }],
    3,
    1,
  );
  return rowOf(
    {
      name: `form: 附件1 of ${sheets} units as one PDF`,
      value: together,
      unit: "s",
      yardstick: single * sheets,
      against: `${sheets} × one form`,
    },
    { goal: 1, target: 0.7 },
  );
}

async function sheetRow(units: number): Promise<Row> {
  const model = consolidated({
    columns: [
      ...Array.from({ length: units }, (_, index) => ({ name: `单位${index + 1}` })),
      { name: "去重" },
      { name: "合计", sum: true },
    ],
    rows: STATISTICS_ROWS.map(({ code, group, label, unit }, row) => ({
      code,
      group,
      label,
      unit,
      figures: Array.from({ length: units + 2 }, (_, column) => String((row * 31 + column * 7) % 997)),
    })),
    stamp: STAMP,
  });
  const [ours = Number.NaN, bare = Number.NaN] = await mediansOf([
    { work: () => xlsx("consolidated", model, MADE_AT) },
    { work: () => writeBare(model) },
  ]);
  const measured = {
    name: `form: consolidated table of ${units} units as XLSX`,
    value: ours,
    unit: "s",
    yardstick: bare,
    against: "exceljs writing the same cells bare",
  };
  return rowOf(measured, { goal: 2, target: 2 });
}

async function writeBare(model: ConsolidatedModel): Promise<Uint8Array> {
  const through = new PassThrough();
  const writing = async () => {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: through, useStyles: false, useSharedStrings: false });
    const sheet = book.addWorksheet("汇总表");
    sheet.addRow(["序号", "统计项目", "计量单位", ...model.columns.map((column) => column.name)]).commit();
    for (const { rows } of model.groups)
      for (const row of rows)
        sheet.addRow([row.code, row.label, row.unit, ...row.figures.map((figure) => figure.value)]).commit();
    await book.commit();
  };
  const [bytes] = await Promise.all([buffer(through), writing()]);
  return bytes;
}
