// 报送情况一览表 on paper and as a sheet: every cell in words, read back by other programs; its pages stand as a county prints them.
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { drawForm, prepareForm } from "../../../src-main/usecases/papers/print-form.ts";
import { waiveObligation } from "../../../src-main/usecases/duties/matrix/waive.ts";
import { fontsOf, pageSize, pageTexts, wordsOf } from "../../paper/pdf-oracle.ts";
import { enrolledPair, handOver, record, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const A3_LANDSCAPE = { width: 1190.55, height: 841.89 };
const EDGE_PT = 25;
const OWN = ["未报", "未报", "按时", "零报告", "迟报", "免报", "未到期", "未到期", "60%", "40%"];
const SILENT = ["未报", "未报", "未报", "未报", "未报", "未到期", "未到期", "未到期", "0%", "0%"];

/** A county that one town has handed in to: on time, with a zero report, late, and once let off. */
async function countyWithMatrix() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.ws, "学习会", {}, []);
  handIn(town.ws, { report: "weekly:1" });
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  handIn(town.ws, { report: "zero:2", reason: "没有活动" });
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  clock.nowMs = Date.parse("2021-06-18T09:00:00+08:00");
  handIn(town.ws, { report: "weekly:3" });
  await importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  waiveObligation(county.ws, { unit: TOWN, obligation: "weekly:4", reason: "抗洪抢险" });
  return { county, paper: prepareForm(county.ws, { form: "matrix" }), ...buildMatrix(county.ws) };
}

test("who has handed in stands in the sheet, unit by unit and duty by duty", async () => {
  const { county, paper, units, obligations } = await countyWithMatrix();
  const head = ["序号", "单位", ...obligations.map((one) => one.title), "报送率", "及时率"];

  const [sheet] = await drawForm(county.papers, paper, "xlsx");
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(sheet?.buffer as ArrayBuffer);
  const rows = (book.worksheets[0]?.getSheetValues() ?? []).flatMap((row) => (Array.isArray(row) ? [row.slice(1)] : []));
  expect(rows).toContainEqual(head);
  const listed = rows.filter((row) => units.some((unit) => unit.name === row[1]));
  expect(listed.map((row) => row[1])).toEqual(units.map((unit) => unit.name));
  for (const row of listed) expect(row.slice(2), String(row[1])).toEqual(row[1] === "城关镇" ? OWN : SILENT);
});

test("who has handed in stands in the PDF, each unit on one of its pages", async () => {
  const { county, paper, units } = await countyWithMatrix();
  const [pdf = new Uint8Array()] = await drawForm(county.papers, paper, "pdf");
  const { pages, width, height } = pageSize(pdf);
  expect([pages, Math.round(width), Math.round(height)]).toEqual([
    2,
    Math.round(A3_LANDSCAPE.width),
    Math.round(A3_LANDSCAPE.height),
  ]);
  const texts = pageTexts(pdf);
  for (const text of texts) expect(text).toContain("序号单位");
  expect(texts.join("")).toContain(`城关镇${OWN.join("")}`);
  for (const unit of units)
    expect(texts.filter((text) => text.includes(`${unit.name}按时`) || text.includes(`${unit.name}未报`))).toHaveLength(1);
  expect(texts.at(-1)).toContain("已到期应报");
  expect(fontsOf(pdf).every((font) => font.embedded)).toBe(true);
  for (const word of wordsOf(pdf)) {
    expect(word.left, word.text).toBeGreaterThan(EDGE_PT);
    expect(word.right, word.text).toBeLessThan(A3_LANDSCAPE.width - EDGE_PT);
    expect(word.bottom, word.text).toBeLessThan(A3_LANDSCAPE.height - EDGE_PT / 2);
  }
});
