// A small run of the law at both ends; a longer one is limits-law.slow.test.ts.
import { test } from "vitest";
import { expectAllAnswered } from "../support/laws/limits-law.ts";

test.each([["county", 6] as const, ["unit", 3] as const])(
  "whatever is admitted at a %s, every procedure of the program answers",
  async (end, inputs) => {
    await expectAllAnswered(end, { seed: 20_261_130, values: 40, inputs });
  },
);
