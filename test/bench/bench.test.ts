// The bench itself works: every family gives rows of the agreed shape on small sizes. What they measure is not judged here.
import { expect, test } from "vitest";
import { FAMILIES } from "./families.ts";
import { rowOf } from "./rows/row.ts";
import { measure } from "./run.ts";
import { tableOf } from "./rows/table.ts";

test.for(FAMILIES.map(({ name }) => name))("%s gives rows with a finite ratio, a goal and a verdict", async (name) => {
  const rows = await measure([name], "quick", () => undefined);
  expect(rows.length).toBeGreaterThan(0);
  for (const row of rows) {
    expect(row).toEqual({
      name: expect.any(String),
      value: expect.any(Number),
      unit: expect.any(String),
      yardstick: expect.any(Number),
      against: expect.any(String),
      ratio: expect.any(Number),
      goal: expect.stringMatching(/^[≤≥] [\d.]+$/),
      target: expect.stringMatching(/^[≤≥] [\d.]+$/),
      ok: expect.any(Boolean),
    });
    for (const figure of [row.value, row.yardstick, row.ratio])
      expect(Number.isFinite(figure) && figure > 0, row.name).toBe(true);
  }
  expect(tableOf(rows).trimEnd().split("\n")).toHaveLength(rows.length + 1);
});

test("a time is good below its goal, a rate above it", () => {
  const measured = { name: "x", value: 2, unit: "s", yardstick: 1, against: "y" };
  expect(rowOf(measured, { goal: 2, target: 1 })).toMatchObject({ ratio: 2, goal: "≤ 2", target: "≤ 1", ok: true });
  expect(rowOf(measured, { goal: 1.9, target: 1 }).ok).toBe(false);
  expect(rowOf(measured, { goal: 2.1, target: 3, more: "is-better" })).toMatchObject({ goal: "≥ 2.1", ok: false });
});
