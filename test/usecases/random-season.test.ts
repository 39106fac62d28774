// Two short random seasons in every run; random-season.slow.test.ts plays more and longer ones.
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { holdLaws } from "./season-laws.ts";

test.each([1, 2])("season %i: whatever was lost, doubled or forked, all ends come to the same", async (seed) => {
  const { bundles } = await holdLaws(await tempFolder(), seed, 18);
  expect(bundles).toBeGreaterThan(7);
});
