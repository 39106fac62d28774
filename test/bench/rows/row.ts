// One line of the bench: what was measured, what it is compared with in the same run, and whether the goal holds.

/** A measured figure beside its yardstick. `ratio` is value by yardstick, or yardstick by value where more is better. */
export type Row = Readonly<{
  name: string;
  value: number;
  /** Unit of `value` and of `yardstick`: `s`, `ms`, `MiB`, `entries/s`. */
  unit: string;
  yardstick: number;
  /** What the yardstick is. */
  against: string;
  ratio: number;
  /** What this stage must reach, such as `≤ 3`. */
  goal: string;
  /** What quality.md asks for in the end. */
  target: string;
  ok: boolean;
}>;

/** Bounds of a ratio: at most (time, memory) or at least (rates). */
export type Bounds = Readonly<{ goal: number; target: number; more?: "is-better" }>;

/** How large a run is: `quick` shrinks every quantity so that the smoke test ends in seconds. */
export type Size = "full" | "quick";

/** What a family of rows needs: a folder of its own that is removed afterwards, and how large to measure. */
export type Setting = Readonly<{ folder: string; size: Size; say(line: string): void }>;

/** A family of rows by the name that `--only` takes. */
export type Family = Readonly<{ name: string; measure(setting: Setting): Promise<readonly Row[]> }>;

type Measured = Pick<Row, "name" | "value" | "unit" | "yardstick" | "against">;

/** Completes a row: the ratio, and whether it is within the goal. */
export function rowOf(measured: Measured, bounds: Bounds): Row {
  const ratio = round(measured.value / measured.yardstick);
  const sign = bounds.more === undefined ? "≤" : "≥";
  return {
    ...measured,
    value: round(measured.value),
    yardstick: round(measured.yardstick),
    ratio,
    goal: `${sign} ${bounds.goal}`,
    target: `${sign} ${bounds.target}`,
    ok: bounds.more === undefined ? ratio <= bounds.goal : ratio >= bounds.goal,
  };
}

/** Three significant digits beside the whole part are enough for a ratio. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
