// 报送进度表 on paper and as a sheet: the same words as on screen, read back by other programs.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { drawForm, prepareForm } from "../../src-main/usecases/print-form.ts";
import { enrolledPair, handOver, record } from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("who has handed in stands in the PDF and in the sheet", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "学习会", {}, []);
  handIn(town.desk, { report: "weekly:1" });
  await importBundle(county.desk, await handOver(folder, town.desk), { means: "usb" }, UNWATCHED);
  const paper = prepareForm(county.desk, { form: "matrix" });
  const [pdf] = await drawForm(county.papers, paper, "pdf");
  const path = join(folder, "matrix.pdf");
  writeFileSync(path, pdf ?? "");
  const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  expect(text).toMatch(/城关镇.*按时/);
  expect(text).toContain("已到期应报");
  const [sheet] = await drawForm(county.papers, paper, "xlsx");
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(sheet?.buffer as ArrayBuffer);
  const rows = book.worksheets[0]?.getSheetValues().filter((row) => Array.isArray(row) && row.includes("城关镇"));
  expect(rows?.[0]).toContain("按时");
});
