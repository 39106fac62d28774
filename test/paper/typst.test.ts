// Lists, texts and 汇总表 on paper, and what holds for any form: markup is text, pages look alike as SVG and PDF, a failure names its place.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fc, test } from "@fast-check/vitest";
import { afterAll, describe, expect } from "vitest";
import { Problem } from "../../src-main/domain/problem.ts";
import { attachment1 } from "../../src-main/paper/models/attachment1.ts";
import { attachment2 } from "../../src-main/paper/models/attachment2.ts";
import { consolidated } from "../../src-main/paper/models/consolidated.ts";
import { headingMark } from "../../src-main/paper/models/document.ts";
import { ledger } from "../../src-main/paper/models/ledger.ts";
import { weekly } from "../../src-main/paper/models/weekly.ts";
import { createTypesetter } from "../../src-main/paper/typst.ts";
import { differenceOf, pageSize, pageTexts } from "./pdf-oracle.ts";
import { CONSOLIDATED, LIAISON, WEEK } from "./samples.ts";
import { STATISTICS_ROWS } from "./statistics-rows.ts";
import { A4, plain, numbered, FILLED } from "./page-text.ts";

const typesetter = createTypesetter({ fontDirs: [] });

afterAll(() => typesetter.close());

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
