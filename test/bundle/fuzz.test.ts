// A short fuzz of the bundle reader in every run; the long one is fuzz.slow.test.ts.
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { fuzzBundles } from "./fuzz-bundles.ts";

test("three hundred mutants of good bundles: none is accepted changed, none crashes, each in under a second", async () => {
  const found = await fuzzBundles(await tempFolder(), 20_210_601, (mutants) => mutants === 300);
  expect(found.mutants).toBe(300);
  expect(Object.values(found.codes).reduce((sum, count) => sum + count, 0) + found.unchanged).toBe(300);
  expect(Object.keys(found.codes)).toContain("bundle-hostile");
  expect(found.slowestMs).toBeLessThan(1000);
});
