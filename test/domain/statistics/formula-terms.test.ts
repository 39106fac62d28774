// Formulas in terms: every row of the shipped campaign is told with names, none with codes of the formula language.
import { describe, expect, it } from "vitest";
import { formulaTerms, type FormulaTerm } from "../../../src-main/domain/formulas/formula-terms.ts";
import { findingSentence } from "../../../src-main/domain/statistics/checks/finding.ts";
import { shipped } from "../campaign/shipped.ts";

const zh = (of: unknown): unknown =>
  JSON.parse(JSON.stringify(of), (_, value: unknown) =>
    value !== null && typeof value === "object" && "zh" in value ? value.zh : value,
  );
const termsOf = (row: string): unknown =>
  zh(formulaTerms(shipped, shipped.indicators.find(({ code }) => code === row) ?? { formula: "" }));

describe("the terms of a formula", () => {
  it.each([
    ["01", { type: "sum", activities: ["理论学习中心组学习"], metric: "场次" }],
    ["29a", { type: "sum", activities: [], metric: "宣传资料、手册" }],
    ["14", { type: "count", ledger: "隐患整改台账", field: null, conditions: [], datedBy: null }],
    [
      "15",
      {
        type: "count",
        ledger: "隐患整改台账",
        field: null,
        conditions: [{ field: "隐患级别", is: true, values: ["重大"] }],
        datedBy: null,
      },
    ],
    ["16", { type: "count", ledger: "隐患整改台账", field: null, conditions: [], datedBy: "销号日期" }],
    [
      "70",
      {
        type: "count",
        ledger: "attachment",
        field: null,
        conditions: [{ field: "class", is: true, values: ["video", "audio"] }],
        datedBy: null,
      },
    ],
  ])("row %s", (row, terms) => {
    expect(termsOf(row)).toEqual(terms);
  });

  it("a group all of whose items are counted stands for them", () => {
    expect(termsOf("50")).toMatchObject({ activities: [shipped.catalogue.groups.find(({ code }) => code === "234")?.name.zh] });
  });

  it("every row of the campaign names activities, ledgers and fields by their names", () => {
    const names = (term: FormulaTerm): readonly string[] => {
      if (term.type === "operator") return [...names(term.left), ...names(term.right)];
      if (term.type === "percent") return [...names(term.part), ...names(term.whole)];
      if (term.type === "sum") return [...term.activities.map((one) => one.zh), term.metric.zh];
      return term.type === "row" ? [term.label.zh] : [];
    };
    for (const indicator of shipped.indicators) {
      for (const name of names(formulaTerms(shipped, indicator))) expect(name).toMatch(/\p{Script=Han}/u);
    }
  });
});

describe("the sentence of a finding", () => {
  it("names rows, figures and units as an office says them", () => {
    const finding = {
      check: "V03",
      level: "error",
      scope: "period",
      rows: ["02", "01"],
      values: ["3", "5"],
      records: [],
      params: {},
      about: "",
      sameness: "",
      explained: false,
      blocks: true,
    } as const;
    expect(findingSentence(shipped, finding, "zh")).toBe(
      "第02、01行：参加人次 3 人次，理论学习中心组专题学习 5 场，人次不应少于场次",
    );
  });
});
