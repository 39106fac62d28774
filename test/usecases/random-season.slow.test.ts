// Long random seasons: their seeds are printed with what was carried and lost.
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { holdLaws } from "./season-laws.ts";

const FIRST = Number(process.env["ANBAO_SEASON_SEED"] ?? 1000);
const SEASONS = 12;

test("a dozen long seasons", async () => {
  let [bundles, lost] = [0, 0];
  for (let seed = FIRST; seed < FIRST + SEASONS; seed += 1) {
    const found = await holdLaws(await tempFolder(), seed, 120);
    console.log(`season: seed ${seed}`, found);
    bundles += found.bundles;
    lost += found.lostAndNamed;
  }
  expect(bundles).toBeGreaterThan(100);
  expect(lost).toBeGreaterThan(0);
});
