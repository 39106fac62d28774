// The formula language: its table of functions, its bounds, its one rounding rule, and rows that must add up.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Problem } from "../../../src-main/domain/problem.ts";
import { compileFilter } from "../../../src-main/domain/formulas/filter.ts";
import { createFormulaReader, type Resolver } from "../../../src-main/domain/formulas/formula.ts";
import { FORMULA_FUNCTIONS, percentText } from "../../../src-main/domain/formulas/functions.ts";
import { toLinear } from "../../../src-main/domain/formulas/linear.ts";
import { evaluateOver, rowFigures } from "../../../src-main/domain/statistics/figures/figures.ts";
import { planOf } from "../../../src-main/domain/formulas/plan.ts";
import { shipped } from "../campaign/shipped.ts";

const read = createFormulaReader();

function resolverOf(found: Readonly<Record<string, number>>): Resolver {
  const at = (...texts: string[]) => found[texts.join("|")] ?? 0;
  return { sum: at, sumOf: at, count: at, distinct: at, row: at, places: 0 };
}

function codeOf(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    return error instanceof Problem ? error.code : String(error);
  }
}

describe("the table of functions", () => {
  it.each(FORMULA_FUNCTIONS.map((known) => [known.signature, known] as const))(
    "%s gives what its example says",
    (_, { example, about, name }) => {
      const formula = read(example.formula);
      expect(formula.evaluate(resolverOf(example.found))).toBe(example.gives);
      expect(formula.calls.map((call) => call.name)).toContain(name);
      expect(about.zh).toContain(`${name}(`);
    },
  );

  it("is closed: other functions, methods, macros, maps, types and unfinished formulas are refused", () => {
    const refused = [
      "size('a')",
      "'a'.size()",
      "[1,2].map(x, x)",
      "[1].exists(x, x > 0)",
      "{'a': 1}",
      "sum('212*')",
      "row(1)",
      "unknown",
      "1 +",
      "has(a.b)",
      "int('1')",
      'sum("a" + "b", "c")',
      "matches('a', 'b')",
      "timestamp('x')",
      "'a' + 1",
    ];
    for (const text of refused) expect([text, codeOf(() => read(text))]).toEqual([text, "formula-invalid"]);
  });

  it("has a budget: long and deep formulas are refused before they run", () => {
    expect(codeOf(() => read(Array.from({ length: 150 }, () => "1").join(" + ")))).toBe("formula-invalid");
    expect(codeOf(() => read("-".repeat(400) + "1"))).toBe("formula-invalid");
    expect(codeOf(() => read(`1 in [${"1,".repeat(60)}1]`))).toBe("formula-invalid");
  });
});

describe("percentages", () => {
  it("lie half a step around the exact quotient, half up, in integers", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.nat(4), (a, b, digits) => {
        const text = percentText(a, b, digits);
        expect(text).toMatch(digits === 0 ? /^\d+$/ : new RegExp(`^\\d+\\.\\d{${digits}}$`));
        const steps = BigInt(text.replace(".", ""));
        const twice = 2n * a * 100n * 10n ** BigInt(digits);
        expect((2n * steps - 1n) * b <= twice && twice < (2n * steps + 1n) * b).toBe(true);
      }),
    );
  });

  it("are — without a denominator", () => {
    expect([percentText(3n, 0n, 1), percentText(2n, 3n, 1), percentText(1n, 8n, 0), percentText(5n, 1000n, 0)]).toEqual([
      "—",
      "66.7",
      "13",
      "1",
    ]);
  });
});

describe("rows that add up", () => {
  const leaves = { measure: (_: string, texts: readonly string[]) => Number(texts[0]), row: () => new Map([[0, 2]]) };
  const linear = (text: string) => {
    const weights = toLinear(read(text).ast, leaves);
    return weights && [...weights];
  };

  it("are weighted sums: the same measure twice weighs twice, differences and factors count", () => {
    expect(linear('sum("1", "m") + sum("1", "m")')).toEqual([[1, 2]]);
    expect(linear('3 * (sum("1", "m") - count("2", "")) - row("x")')?.sort()).toEqual([
      [0, -2],
      [1, 3],
      [2, -3],
    ]);
  });

  it("are nothing else", () => {
    for (const text of ['sum("1", "m") * sum("2", "m")', 'sum("1", "m") + 1', 'sum("1", "m") > 0 ? 1 : 0', 'sum("1", "m") / 2'])
      expect(linear(text)).toBeUndefined();
  });

  it("give by their weights what CEL gives by evaluating the shipped formulas", () => {
    const plan = planOf(shipped);
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: plan.measures.length, maxLength: plan.measures.length }), (vector) => {
        const figures = rowFigures(plan, vector);
        const row = (code: string) => {
          const figure = figures[plan.rowIndex.get(code) ?? -1];
          return figure?.kind === "number" ? figure.value : 0;
        };
        for (const { indicator, formula, weights } of plan.rows) {
          if (weights === undefined) continue;
          expect([indicator.code, row(indicator.code)]).toEqual([
            indicator.code,
            evaluateOver(plan, formula, vector, row, { dates: indicator.dates ?? {} }),
          ]);
        }
      }),
      { numRuns: 20 },
    );
  });
});

describe("filters", () => {
  const filter = compileFilter("level == 'major' && n > 2 || type_ in ['x', 'y'] || b", {
    level: "string",
    n: "int",
    type: "string",
    b: "bool",
  });

  it("read members, take absent ones as empty, and answer the same twice", () => {
    const cases = [
      [{ level: "major", n: 3 }, true],
      [{ level: "major", n: 2 }, false],
      [{ type: "y" }, true],
      [{ b: true }, true],
      [{}, false],
      [{ level: 7, n: "9" }, false],
    ] as const;
    for (const [members, passes] of [...cases, ...cases]) expect(filter(members)).toBe(passes);
  });

  it("know only the members of their ledger and no functions", () => {
    for (const text of ["colour == 'red'", "level", "size(level) > 1", "level.startsWith('m')", "n == 'a'"]) {
      expect([text, codeOf(() => compileFilter(text, { level: "string", n: "int" }))]).toEqual([text, "formula-invalid"]);
    }
  });
});
