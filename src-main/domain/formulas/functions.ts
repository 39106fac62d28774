// The closed set of functions that formulas may call, as a table that a test walks, and the one rounding rule.

/** What stands for a rate whose denominator is 0. */
export const NO_FIGURE = "—";

/** A function of the formula language. `example` is a formula, what its calls find, and what it then gives. */
export type FormulaFunction = Readonly<{
  name: "sum" | "count" | "distinct" | "row" | "percent";
  signature: string;
  about: Readonly<{ zh: string; en: string }>;
  example: Readonly<{ formula: string; found: Readonly<Record<string, number>>; gives: number | string }>;
}>;

/** Codes are catalogue codes, several separated by commas; `212*` means every code that begins so, `*` every code. */
export const FORMULA_FUNCTIONS: readonly FormulaFunction[] = [
  {
    name: "sum",
    signature: "sum(string, string): int",
    about: { zh: "活动指标之和：sum(活动代码, 指标)", en: "Sum of an indicator over activities: sum(codes, metric)" },
    example: {
      formula: 'sum("212*", "persons") + sum("212*", "online")',
      found: { "212*|persons": 40, "212*|online": 2 },
      gives: 42,
    },
  },
  {
    name: "sum",
    signature: "sum(string, string, string): int",
    about: { zh: "台账数字之和：sum(台账, 字段, 条件)", en: "Sum of a number over a ledger: sum(kind, field, filter)" },
    example: {
      formula: `sum("tip", "occurrences", "result == 'true'")`,
      found: { "tip|occurrences|result == 'true'": 3 },
      gives: 3,
    },
  },
  {
    name: "count",
    signature: "count(string, string): int",
    about: {
      zh: "记录条数：count(台账, 条件)，条件为空表示全部",
      en: "Number of records: count(kind, filter); an empty filter takes all",
    },
    example: { formula: `count("hazard", "level == 'major'")`, found: { "hazard|level == 'major'": 5 }, gives: 5 },
  },
  {
    name: "distinct",
    signature: "distinct(string, string): int",
    about: { zh: "不重复的个数：distinct(活动代码, 字段)", en: "Number of different texts in a field: distinct(codes, field)" },
    example: { formula: 'distinct("23314", "villages")', found: { "23314|villages": 9 }, gives: 9 },
  },
  {
    name: "row",
    signature: "row(string): dyn",
    about: { zh: "统计表另一行的数：row(行码)", en: "Figure of another row: row(code)" },
    example: { formula: 'row("63") + row("64")', found: { "63": 1, "64": 2 }, gives: 3 },
  },
  {
    name: "percent",
    signature: "percent(int, int, int): string",
    about: { zh: "百分数，四舍五入：percent(分子, 分母, 小数位)", en: "Percentage, half up: percent(a, b, digits)" },
    example: { formula: 'percent(row("16"), row("14"), 1)', found: { "16": 2, "14": 3 }, gives: "66.7" },
  },
];

/**
 * `a ÷ b × 100` with so many digits after the point, half up, in integers only; `—` where b is 0.
 *
 * @param digits 0 to 6.
 */
export function percentText(a: bigint, b: bigint, digits: number): string {
  if (b === 0n) return NO_FIGURE;
  const scaled = a * 100n * 10n ** BigInt(digits);
  const sign = scaled < 0n !== b < 0n && scaled !== 0n ? "-" : "";
  const rounded = (2n * magnitude(scaled) + magnitude(b)) / (2n * magnitude(b));
  const text = rounded.toString().padStart(digits + 1, "0");
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
