import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect } from "vitest";
import { Problem } from "../../src-main/domain/problem.ts";
import { attachment1 } from "../../src-main/paper/models/attachment1.ts";
import { attachment2, ATTACHMENT2_COLUMNS, type StatisticsRow } from "../../src-main/paper/models/attachment2.ts";
import { consolidated } from "../../src-main/paper/models/consolidated.ts";
import { headingMark } from "../../src-main/paper/models/document.ts";
import { ledger } from "../../src-main/paper/models/ledger.ts";
import { weekly } from "../../src-main/paper/models/weekly.ts";
import { createTypesetter } from "../../src-main/paper/typst.ts";
import { differenceOf, fontsOf, pageSize, pageTexts, qrTextIn, wordsOf } from "./pdf-oracle.ts";
import { CONSOLIDATED, LIAISON, STAMP, WEEK } from "./samples.ts";
import { STATISTICS_ROWS } from "./statistics-rows.ts";

const typesetter = createTypesetter({ fontDirs: [] });
afterAll(() => typesetter.close());

const A4 = { width: 595.276, height: 841.89 };
const MM = 72 / 25.4;
const FILLED = attachment2({
  rows: STATISTICS_ROWS,
  unit: "骆驼城镇人民政府",
  period: { from: "2021-06-03T12:00", to: "2021-06-10T12:00" },
  issue: "第2期",
  filledOn: "2021-06-10",
  filler: "张三",
  phone: "0936-6600000",
  stamp: STAMP,
});
const plain = (text: string): string => text.replace(/\s/g, "");
const numbered = (text: string): readonly (string | undefined)[] => [...text.matchAll(/—(\d+)—/g)].map((found) => found[1]);

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

describe("text longer than a page", () => {
  const long = "冗".repeat(2500);
  const count = (pages: readonly string[]): number => pages.join("").split("冗").length - 1;

  test("is printed to its last letter", async () => {
    expect(count(pageTexts(await typesetter.pdf("attachment1", attachment1([{ ...LIAISON, remark: long }]))))).toBe(2500);
    const [row] = STATISTICS_ROWS.slice(0, 1).map((first) => ({ ...first, label: long }));
    expect(
      count(
        pageTexts(
          await typesetter.pdf(
            "attachment2",
            attachment2({ rows: [...(row === undefined ? [] : [row]), ...STATISTICS_ROWS.slice(1, 4)] }),
          ),
        ),
      ),
    ).toBe(2500);
    const list = ledger({
      title: "台账",
      columns: [{ name: "内容" }, { name: "备注" }],
      rows: [
        ["甲", "乙"],
        [long, "丙"],
        ["丁", "戊"],
      ],
    });
    expect(count(pageTexts(await typesetter.pdf("ledger", list)))).toBe(2500);
  });
});

describe("lists and texts", () => {
  test("a list numbers its rows and repeats its head; empty rows are for handwriting", async () => {
    const rows = Array.from({ length: 60 }, (_, index) => [`第${index}条`, index % 7 === 0 ? "隐患内容".repeat(30) : "短"]);
    const model = ledger({
      title: "问题隐患整改台账",
      columns: [{ name: "来源" }, { name: "隐患内容", share: 3 }],
      rows,
      blankRows: 2,
      numbered: true,
      notes: ["说明在此。"],
    });
    const pages = pageTexts(await typesetter.pdf("ledger", model));
    expect(pages.length).toBeGreaterThan(3);
    for (const page of pages) expect(page).toContain("来源");
    expect(pages.join("").match(/第\d+条/g)).toEqual(rows.map(([text]) => text));
    expect(pages.at(-1)).toContain("62");
    expect(pages.at(-1)).toContain("说明在此。");
  });

  test("a weekly report has its five sections, its figures and its material", async () => {
    const pages = pageTexts(await typesetter.pdf("document", weekly(WEEK)));
    const whole = pages.join("");
    const sections = [
      "一、本周活动开展情况",
      "二、好的做法、特色项目、重要事项",
      "三、隐患排查、曝光、举报情况",
      "四、存在问题及建议",
      "五、下周安排",
      "附：1.本周数据",
      "2.电子版材料清单",
    ];
    expect(
      sections.map((section) => whole.indexOf(section)).every((place, index, places) => place > (places[index - 1] ?? -1)),
    ).toBe(true);
    for (const text of [
      "骆驼城镇人民政府",
      "（第2期",
      "（一）专题学习教育",
      "1.学习一次。",
      "IMG_1.jpg",
      "2021年6月10日",
      "联络员：张䶮",
    ])
      expect(whole).toContain(text);
    expect(pages.map((page) => numbered(page)[0])).toEqual(pages.map((_, index) => String(index + 1)));
  });

  test("a week without activity says so, with its reason", async () => {
    const [page = ""] = pageTexts(
      await typesetter.pdf("document", weekly({ ...WEEK, activities: [], reason: "夏收。", figures: [], materials: [] })),
    );
    expect(page).toContain("本周未开展活动。原因：夏收。");
    expect(page).not.toContain("附：");
  });

  test("headings count in Chinese", () => {
    expect([1, 9, 10, 11, 20, 21, 99].map((place) => headingMark(1, place))).toEqual([
      "一、",
      "九、",
      "十、",
      "十一、",
      "二十、",
      "二十一、",
      "九十九、",
    ]);
    expect([headingMark(2, 3), headingMark(3, 12)]).toEqual(["（三）", "12."]);
  });
});

describe("汇总表", () => {
  test("is landscape, repeats head and category, and prints every figure", async () => {
    const asked = { ...CONSOLIDATED, column: "累计数", remarks: ["审核公式有2项未核对。"] };
    const pdf = await typesetter.pdf("consolidated", consolidated(asked));
    expect(pageSize(pdf).width).toBeCloseTo(A4.height, 1);
    const pages = pageTexts(pdf);
    expect(pages.length).toBe(pageSize(pdf).pages);
    for (const page of pages) expect(page).toContain("统计项目");
    const whole = pages.join("");
    for (const row of CONSOLIDATED.rows) for (const figure of row.figures) expect(whole).toContain(figure);
    expect(whole).toContain("2021年5月24日00:00至2021年6月30日24:00");
    expect(pages[0]).toContain("表内数字：累计数");
    expect(pages.at(-1)).toContain("审核公式有2项未核对。");
  });

  test("a wide table is cut into panels that each repeat the fixed columns", async () => {
    const columns = Array.from({ length: 40 }, (_, index) => ({ name: `甲${index}` }));
    const rows = CONSOLIDATED.rows
      .slice(0, 4)
      .map((row) => ({ ...row, figures: columns.map((_, index) => String(1000 + index)) }));
    const pages = pageTexts(await typesetter.pdf("consolidated", consolidated({ ...CONSOLIDATED, columns, rows })));
    expect(pages).toHaveLength(3);
    for (const page of pages) expect(page).toContain(plain(rows[3]?.label ?? ""));
    for (const [index] of columns.entries()) expect(pages.join("")).toContain(String(1000 + index));
  });
});

const EMPTY_PAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>';

describe("any form", () => {
  const markup = fc.string({
    unit: fc.constantFrom(..."#$*_`\\<>@=-+/~^&|'\"{}[]()!;:%", "甲", "䶮", "a", "7"),
    minLength: 1,
    maxLength: 40,
  });

  test.prop([fc.array(markup, { minLength: 12, maxLength: 12 })], { numRuns: 3 })(
    "prints markup as text, letter by letter",
    async (texts) => {
      const pages = pageTexts(await typesetter.pdf("attachment1", attachment1(texts.map((text) => ({ unit: `始${text}终` })))));
      expect(texts.filter((text, index) => !(pages[index]?.includes(`始${text}终`) ?? false))).toEqual([]);
    },
  );

  test("shows what would hide or reorder text", async () => {
    const [page = ""] = pageTexts(await typesetter.pdf("attachment1", attachment1([{ unit: "甲\u202E乙\u200B丙\u0007" }])));
    expect(page).toContain("甲〔U+202E〕乙〔U+200B〕丙〔U+0007〕");
  });

  test("has as many SVG pages as PDF pages, each whole, with its own glyphs, and looks like it", async () => {
    for (const [form, model] of [
      ["attachment1", attachment1([LIAISON])],
      ["attachment2", FILLED],
      ["consolidated", consolidated(CONSOLIDATED)],
    ] as const) {
      const pages = await typesetter.svgPages(form, model as never);
      const pdf = await typesetter.pdf(form, model as never);
      expect(pages).toHaveLength(pageSize(pdf).pages);
      for (const page of pages) {
        expect(page.slice(0, 90)).toMatch(
          /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="(210|297)\.00mm" height="(210|297)\.00mm"/,
        );
        expect(page.match(/<script|<style|foreignObject|\son\w+=|href="(?!#|data:image\/svg\+xml;)[^"]{0,40}/gi)).toBeNull();
        const ids = new Set([...page.matchAll(/\bid="([^"]+)"/g)].map((found) => found[1]));
        expect([...page.matchAll(/href="#([^"]+)"/g)].filter((found) => !ids.has(found[1]))).toEqual([]);
      }
      expect(await differenceOf(pdf, pages[0] ?? "")).toBeLessThan(0.5 * (await differenceOf(pdf, EMPTY_PAGE)));
    }
  });

  test("is the same bytes for the same model", async () => {
    expect(Buffer.from(await typesetter.pdf("attachment2", FILLED)).equals(await typesetter.pdf("attachment2", FILLED))).toBe(
      true,
    );
  });

  test("requests asked for at once are answered each with its own", async () => {
    const pdfs = await Promise.all(
      Array.from({ length: 6 }, (_, index) => typesetter.pdf("attachment1", attachment1([{ unit: `并发${index}` }]))),
    );
    for (const [index, pdf] of pdfs.entries()) expect(pageTexts(pdf)[0]).toContain(`并发${index}`);
  });
});

describe("a failure", () => {
  const broken = (source: string): string => {
    const dir = mkdtempSync(join(tmpdir(), "anbao-forms-"));
    writeFileSync(join(dir, "attachment1.typ"), source);
    writeFileSync(join(dir, "attachment2.typ"), '#let model = json("/model.json")\n#model.title');
    return dir;
  };

  test("names form and place, and the next form is drawn all the same", async () => {
    const formsDir = broken("#let x = unknown");
    const small = createTypesetter({ fontDirs: [], formsDir });
    const failed = small.pdf("attachment1", attachment1([LIAISON]));
    await expect(failed).rejects.toBeInstanceOf(Problem);
    await expect(failed).rejects.toMatchObject({
      code: "paper-failed",
      details: { form: "attachment1", reason: expect.stringContaining("/attachment1.typ:1") as string },
    });
    expect(pageTexts(await small.pdf("attachment2", FILLED))[0]).toContain("活动进展情况统计表");
    await small.close();
    rmSync(formsDir, { recursive: true });
  });

  test("of the worker fails what waits, and the next request starts it anew", async () => {
    const dir = mkdtempSync(join(tmpdir(), "anbao-worker-"));
    const mark = join(dir, "died");
    const real = new URL("../../src-main/paper/typst-worker.ts", import.meta.url).href;
    const dying = `import { existsSync, writeFileSync } from "node:fs";
      if (existsSync(${JSON.stringify(mark)})) await import(${JSON.stringify(real)});
      else { writeFileSync(${JSON.stringify(mark)}, ""); throw new Error("out of luck"); }`;
    writeFileSync(join(dir, "worker.mjs"), dying);
    const small = createTypesetter({ fontDirs: [], workerUrl: new URL(`file://${join(dir, "worker.mjs")}`) });
    await expect(small.pdf("attachment1", attachment1([LIAISON]))).rejects.toMatchObject({ code: "paper-failed" });
    expect(readFileSync(mark, "utf8")).toBe("");
    expect(pageTexts(await small.pdf("attachment1", attachment1([LIAISON])))[0]).toContain("骆驼城镇");
    await small.close();
    rmSync(dir, { recursive: true });
  });
});
