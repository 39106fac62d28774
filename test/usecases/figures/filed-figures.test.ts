// What a report files is the unit's table at that moment, and the county's where it holds the same.
import { expect, test, vi } from "vitest";
import { tempFolder } from "../../support/temp-folder.ts";
import { holdFiledFigures } from "../filed-law.ts";

vi.setConfig({ testTimeout: 120_000 });

test("filed figures equal the unit's table, and the county's where both hold and judge the same", async () => {
  const held = await holdFiledFigures(await tempFolder(), 20210616, 60);
  expect(held.unit).toBeGreaterThan(5);
  expect(held.county).toBeGreaterThan(1);
});
