// A thousand hand-ins held against the tables of both ends; the counts are printed.
import { expect, test } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { holdFiledFigures } from "../filed-law.ts";

const FIRST = Number(process.env["ANBAO_FILED_SEED"] ?? 1);

test("a thousand hand-ins", async () => {
  const sum = { unit: 0, county: 0 };
  for (let seed = FIRST; sum.unit < 1000; seed += 1) {
    const held = await holdFiledFigures(await tempFolder(), seed, 300);
    sum.unit += held.unit;
    sum.county += held.county;
  }
  console.log("filed figures", sum);
  expect(sum.county).toBeGreaterThan(200);
});
