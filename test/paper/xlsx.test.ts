import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { attachment1 } from "../../src-main/paper/models/attachment1.ts";
import { attachment2, type Attachment2Model } from "../../src-main/paper/models/attachment2.ts";
import { consolidated } from "../../src-main/paper/models/consolidated.ts";
import { ledger } from "../../src-main/paper/models/ledger.ts";
import type { FormModels } from "../../src-main/paper/models/forms.ts";
import { xlsx, type TableForm } from "../../src-main/paper/xlsx.ts";
import { CONSOLIDATED, LIAISON, STAMP } from "./samples.ts";
import { STATISTICS_ROWS } from "./statistics-rows.ts";

const MADE_AT = new Date("2021-06-10T03:24:00Z");

async function reread<Form extends TableForm>(form: Form, model: FormModels[Form]): Promise<ExcelJS.Workbook> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load((await xlsx(form, model, MADE_AT)).buffer as ArrayBuffer);
  return book;
}

/** Names and joined text of the parts of the package, as unzip sees them. */
function partsOf(bytes: Uint8Array): Readonly<{ names: readonly string[]; text: string }> {
  const dir = mkdtempSync(join(tmpdir(), "anbao-xlsx-"));
  try {
    const path = join(dir, "form.xlsx");
    writeFileSync(path, bytes);
    const unzip = (...args: readonly string[]): string => execFileSync("unzip", [...args, path], { encoding: "utf8" });
    return { names: unzip("-Z1").trim().split("\n"), text: unzip("-p") };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function valuesOf(sheet: ExcelJS.Worksheet | undefined): readonly (readonly ExcelJS.CellValue[])[] {
  const rows: ExcelJS.CellValue[][] = [];
  sheet?.eachRow({ includeEmpty: true }, (row) => rows.push((row.values as ExcelJS.CellValue[]).slice(1)));
  return rows;
}

const FILLED = attachment2({ rows: STATISTICS_ROWS, unit: "骆驼城镇人民政府", issue: "第2期", stamp: STAMP });

function tableOf(model: Attachment2Model): readonly (readonly unknown[])[] {
  return model.groups.flatMap((group) =>
    group.rows.map((row) => [
      row.code,
      group.name,
      row.label,
      row.unit,
      row.period.value ?? row.period.text,
      row.cumulative.value ?? row.cumulative.text,
    ]),
  );
}

describe("附件2 as XLSX", () => {
  test("holds the model's rows: texts as texts, numbers as numbers", async () => {
    const rows = valuesOf((await reread("attachment2", FILLED)).worksheets[0]);
    const head = rows.findIndex((row) => row[0] === "序号");
    expect(rows.slice(head + 1, head + 73).map((row) => row.slice(0, 6))).toEqual(tableOf(FILLED));
  });

  test("prints as the form: A4 portrait, margins in inches, one page across, head repeated, categories merged", async () => {
    const sheet = (await reread("attachment2", FILLED)).worksheets[0];
    expect(sheet?.pageSetup).toMatchObject({
      paperSize: 9,
      orientation: "portrait",
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: "5:5",
      margins: { top: 1.457, right: 1.024, bottom: 1.378, left: 1.102 },
    });
    expect(sheet?.getCell("B6").isMerged && sheet.getCell("B14").master === sheet.getCell("B6")).toBe(true);
    expect(sheet?.headerFooter.oddFooter).toContain("&6 620724105｜第2期");
  });

  test("has no formula, no link to outside, and no person in its properties", async () => {
    const parts = partsOf(await xlsx("attachment2", FILLED, MADE_AT));
    expect(parts.names.filter((name) => name.includes("externalLink"))).toEqual([]);
    expect(parts.text.match(/<f[ >]|<hyperlink|TargetMode="External"/g)).toBeNull();
    const book = await reread("attachment2", FILLED);
    expect([book.creator, book.lastModifiedBy].filter(Boolean)).toEqual([]);
    expect(book.created).toEqual(MADE_AT);
  });

  test("blank has no number in it", async () => {
    const rows = valuesOf((await reread("attachment2", attachment2({ rows: STATISTICS_ROWS, blank: true }))).worksheets[0]);
    expect(rows.flat().filter((value) => typeof value === "number")).toEqual([]);
  });

  const hostile = fc
    .tuple(fc.constantFrom("=", "+", "-", "@", "\t=", "\r=", "'", "|", "="), fc.string({ maxLength: 30 }))
    .map((parts) => parts.join(""));
  test.prop([hostile], { numRuns: 40 })("a text that looks like a formula stays a text", async (text) => {
    const [row] = STATISTICS_ROWS;
    if (row === undefined) throw new Error("no rows");
    const model = attachment2({ rows: [{ ...row, label: text, period: text, note: text }], unit: text });
    const sheet = (await reread("attachment2", model)).worksheets[0];
    const types = new Set<ExcelJS.ValueType>();
    sheet?.eachRow((line) => line.eachCell((cell) => types.add(cell.type)));
    expect(
      [ExcelJS.ValueType.Formula, ExcelJS.ValueType.SharedString, ExcelJS.ValueType.Hyperlink, ExcelJS.ValueType.Error].filter(
        (type) => types.has(type),
      ),
    ).toEqual([]);
    expect(sheet?.getCell("C6").numFmt).toBe("@");
  });
});

describe("汇总表 as XLSX", () => {
  test("holds every figure in its column", async () => {
    const model = consolidated(CONSOLIDATED);
    const sheet = (await reread("consolidated", model)).worksheets[0];
    const rows = valuesOf(sheet).filter((row) => row.length === 18 && typeof row[3] === "number");
    expect(rows.map((row) => row.slice(3))).toEqual(
      model.groups.flatMap((group) => group.rows.map((row) => row.figures.map((figure) => figure.value ?? figure.text))),
    );
    expect(sheet?.pageSetup).toMatchObject({ orientation: "landscape", paperSize: 9, printTitlesRow: "4:4" });
  });

  test("says which figures it holds, of which period, and what is not settled", async () => {
    const remarks = ["审核公式有2项未核对。"];
    const sheet = (await reread("consolidated", consolidated({ ...CONSOLIDATED, column: "累计数", remarks }))).worksheets[0];
    expect(sheet?.getRow(2).getCell(1).value).toContain("期次：终报");
    expect(sheet?.getRow(3).getCell(1).value).toMatch(/统计周期：2021年5月24日00:00至2021年6月30日24:00.*表内数字：累计数$/);
    expect(valuesOf(sheet).flat()).toContain(remarks[0]);
  });

  test("takes a thousand units", async () => {
    const columns = Array.from({ length: 1000 }, (_, index) => ({ name: `单位${index}` }));
    const rows = CONSOLIDATED.rows
      .slice(0, 6)
      .map((row, at) => ({ ...row, figures: columns.map((_, index) => String(at * 1000 + index)) }));
    const sheet = (await reread("consolidated", consolidated({ ...CONSOLIDATED, columns, rows }))).worksheets[0];
    expect(sheet?.getRow(6).getCell(1003).value).toBe(999);
    expect(sheet?.getRow(4).getCell(1003).value).toBe("单位999");
  });
});

describe("a list as XLSX", () => {
  test("holds its rows as texts, and may be higher than Excel's highest row", async () => {
    const rows = [
      ["=1+1", "长".repeat(9000)],
      ["@x", ""],
    ];
    const sheet = (
      await reread("ledger", ledger({ title: "台账", columns: [{ name: "甲" }, { name: "乙" }], rows, numbered: true }))
    ).worksheets[0];
    expect(
      valuesOf(sheet)
        .slice(2)
        .map((row) => row.slice(0, 2)),
    ).toEqual([
      ["1", "=1+1"],
      ["2", "@x"],
    ]);
    expect(sheet?.getRow(3).height).toBe(409);
    expect(sheet?.pageSetup.printTitlesRow).toBe("2:2");
  });
});

describe("附件1 as XLSX", () => {
  test("has a sheet for each unit, by distinct and permitted names", async () => {
    const units = ["甲/乙:丙", "甲/乙:丙", "", "一个很长很长很长很长很长很长很长很长很长很长很长的单位名称", "'引'"];
    const book = await reread("attachment1", attachment1(units.map((unit) => ({ ...LIAISON, unit }))));
    const names = book.worksheets.map((sheet) => sheet.name);
    expect(new Set(names).size).toBe(units.length);
    for (const name of names) expect(name).toMatch(/^[^[\]:*?/\\]{1,31}$/);
  });

  test("holds the fields, the key's code, and room for the seal", async () => {
    const values = valuesOf((await reread("attachment1", attachment1([LIAISON]))).worksheets[0]).flat();
    for (const value of [LIAISON.unit, LIAISON.name, LIAISON.email, LIAISON.remark, "推荐单位（盖章）：", "2021年5月28日"])
      expect(values).toContain(value);
    expect(values.join("\n")).toContain("482135    099771    318460\n771204    500388    164292");
  });
});
