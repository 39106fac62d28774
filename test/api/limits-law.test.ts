// A small run of the law; a longer one is limits-law.slow.test.ts.
import { test } from "vitest";
import { expectAllAnswered } from "../support/limits-law.ts";

test("whatever is admitted, every procedure of the program answers", { timeout: 240_000 }, async () => {
  await expectAllAnswered({ seed: 20_261_130, values: 6, inputs: 6 });
});
