// 附件1 and 附件2 on paper: every row and field, where it stands, blank for handwriting, whatever the shape of the table.
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect } from "vitest";
import { attachment1 } from "../../src-main/paper/models/attachment1.ts";
import { attachment2, ATTACHMENT2_COLUMNS, type StatisticsRow } from "../../src-main/paper/models/attachment2.ts";
import { createTypesetter } from "../../src-main/paper/typst.ts";
import { fontsOf, pageSize, pageTexts, qrTextIn, wordsOf } from "./pdf-oracle.ts";
import { LIAISON, STAMP } from "./samples.ts";
import { STATISTICS_ROWS } from "./statistics-rows.ts";
import { A4, plain, numbered, FILLED } from "./page-text.ts";

const typesetter = createTypesetter({ fontDirs: [] });

afterAll(() => typesetter.close());

const MM = 72 / 25.4;

describe("附件2", () => {
  test("shows every row once, and its head on each of three pages", async () => {
    const pages = pageTexts(await typesetter.pdf("attachment2", FILLED));
    expect(pages).toHaveLength(3);
    for (const [index, page] of pages.entries()) {
      for (const column of ATTACHMENT2_COLUMNS) expect(page).toContain(column);
      expect(numbered(page)).toEqual([String(index + 1)]);
      expect(page).toContain("620724105｜第2期｜2021-1｜9f86d081｜2021-06-1011:24");
    }
    const whole = pages.join("");
    for (const row of STATISTICS_ROWS) expect(whole).toContain(plain(row.label));
    for (const text of [
      "填报单位（盖章）：骆驼城镇人民政府",
      "2021年6月3日12:00至2021年6月10日12:00",
      "期次：第2期",
      "填报日期：2021年6月10日",
      "填报人：张三",
      "填报说明：1.",
    ]) {
      expect(whole).toContain(text);
    }
  });

  test("is A4 portrait with all fonts embedded", async () => {
    const pdf = await typesetter.pdf("attachment2", FILLED);
    expect(pageSize(pdf).width).toBeCloseTo(A4.width, 1);
    expect(pageSize(pdf).height).toBeCloseTo(A4.height, 1);
    expect(fontsOf(pdf).length).toBeGreaterThan(1);
    expect(fontsOf(pdf).filter((font) => !font.embedded)).toEqual([]);
  });

  test("stays inside the text area but for page number, machine line and QR; odd numbers right, even ones left", async () => {
    const words = wordsOf(await typesetter.pdf("attachment2", FILLED));
    for (const word of words.filter(({ top }) => top < 260 * MM)) {
      const [left, right] = word.page % 2 === 1 ? [28, 26] : [26, 28];
      expect(word.left).toBeGreaterThan(left * MM - 1);
      expect(word.right).toBeLessThan(A4.width - right * MM + 1);
      expect(word.top).toBeGreaterThan(36 * MM);
    }
    const numbers = words.filter(({ text, top }) => top > 262 * MM && /^\d+$/.test(text));
    expect(numbers.map(({ page, left }) => [page, left > A4.width / 2])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
  });

  test("blank for handwriting has all labels and no figure, and the signatures stand with the last rows", async () => {
    const pages = pageTexts(await typesetter.pdf("attachment2", attachment2({ rows: STATISTICS_ROWS, unit: "甲", blank: true })));
    for (const row of STATISTICS_ROWS) expect(pages.join("")).toContain(plain(row.label));
    expect(pages.join("")).not.toContain("12256");
    expect(pages.at(-1)).toContain("报送图片");
    expect(pages.at(-1)).toContain("单位负责人（签字）");
  });

  test("the short form is one page of 22 rows", async () => {
    const pages = pageTexts(await typesetter.pdf("attachment2", attachment2({ rows: STATISTICS_ROWS, short: true })));
    expect(pages).toHaveLength(1);
    const shown = STATISTICS_ROWS.filter((row) => pages[0]?.includes(plain(row.label)));
    expect(shown).toEqual(STATISTICS_ROWS.filter((row) => row.short === true || isPartOfShort(row)));
  });

  test.prop(
    [fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 90 })), { minLength: 1, maxLength: 12 })],
    { numRuns: 6 },
  )("any table keeps its rows in order, its head on each page, and no signatures alone", async (shape) => {
    const rows = rowsOfShape(shape);
    const pages = pageTexts(await typesetter.pdf("attachment2", attachment2({ rows })));
    const order = pages.join("").match(/R\d{3}/g) ?? [];
    expect(order).toEqual(rows.map((row) => row.code));
    for (const page of pages) expect(page).toContain("统计项目");
    expect(pages.at(-1)).toContain("联系电话");
    expect(pages.at(-1)).toContain(rows.at(-1)?.code);
  });
});

/** Labels such as 参与人次 stand inside longer ones that are printed. */
function isPartOfShort({ label }: StatisticsRow): boolean {
  return STATISTICS_ROWS.some((row) => row.short === true && plain(row.label).includes(plain(label)));
}

function rowsOfShape(shape: readonly (readonly [number, number])[]): readonly StatisticsRow[] {
  const rows = shape.flatMap(([count, length], group) =>
    Array.from({ length: count }, () => ({ group: `第${group}、类别名称`, length })),
  );
  return rows.map(({ group, length }, index) => ({
    code: `R${String(index).padStart(3, "0")}`,
    group,
    label: "项".repeat(length),
    unit: "场次",
    period: "1",
    cumulative: "2",
  }));
}

describe("附件1", () => {
  test("shows all fields, rare characters too, on one page", async () => {
    const [page = "", ...more] = pageTexts(await typesetter.pdf("attachment1", attachment1([LIAISON])));
    expect(more).toEqual([]);
    const { unit, name, gender, position, officePhone, mobile, email, leader } = LIAISON;
    for (const value of [unit, name, gender, position, officePhone, mobile, email, leader, "第一行", "2021年5月28日"])
      expect(page).toContain(plain(value));
    for (const group of LIAISON.key.code.split(" ")) expect(page).toContain(group);
    for (const label of ["附件1", "全县“安全生产月”活动联络员推荐表", "推荐单位（盖章）：", "负责人（签字）："])
      expect(page).toContain(label);
  });

  test("its QR codes say what they were given", async () => {
    const pdf = await typesetter.pdf("attachment1", attachment1([LIAISON]));
    expect(await qrTextIn(pdf, { left: 0.7, top: 0.55, width: 0.25, height: 0.13 })).toBe(LIAISON.key.qrText);
    expect(await qrTextIn(pdf, { left: 0.08, top: 0.88, width: 0.2, height: 0.1 })).toBe(STAMP.qrText);
  });

  test("blank has every label; the row of the leader can be left out", async () => {
    const [blank = ""] = pageTexts(await typesetter.pdf("attachment1", attachment1([{ unit: "" }])));
    for (const label of [
      "单位（全称）",
      "姓名",
      "性别",
      "部门及职务",
      "办公电话",
      "手机号码",
      "钉钉号／微信号",
      "电子邮箱",
      "分管领导",
      "备注",
      "年月日",
    ])
      expect(blank).toContain(label);
    const [without = ""] = pageTexts(
      await typesetter.pdf("attachment1", attachment1([{ unit: "", replaces: true }], { leader: false, key: false })),
    );
    expect(without).not.toContain("分管领导");
    expect(without).not.toContain("密钥核对码");
    expect(without).toContain("（更换）");
  });

  test("many units are one document, a page each, each numbered 1", async () => {
    const units = Array.from({ length: 12 }, (_, index) => ({ ...LIAISON, unit: `第${index}单位` }));
    const pages = pageTexts(await typesetter.pdf("attachment1", attachment1(units)));
    expect(pages.map((page, index) => page.includes(`第${index}单位`) && numbered(page)[0] === "1")).toEqual(
      units.map(() => true),
    );
  });
});
