// The long fuzz: as many mutants as ten minutes hold, at least twenty thousand; its seed is printed and may be given again.
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { fuzzBundles } from "./fuzz-bundles.ts";

const MINUTES = Number(process.env["ANBAO_FUZZ_MINUTES"] ?? 10);
const LEAST = 20_000;

test("mutants of good bundles: zero accepted with changed content, zero crashes", async () => {
  const seed = Number(process.env["ANBAO_FUZZ_SEED"] ?? Date.now() % 2 ** 31);
  const until = Date.now() + MINUTES * 60_000;
  const found = await fuzzBundles(await tempFolder(), seed, (mutants) => mutants >= LEAST && Date.now() > until);
  console.log(`fuzz: seed ${seed}`, found);
  expect(found.mutants).toBeGreaterThanOrEqual(LEAST);
  expect(found.slowestMs).toBeLessThan(2000);
});
