// The law over many draws: what is admitted can be shown, added up and answered.
import { test } from "vitest";
import { expectAllAnswered } from "../support/laws/limits-law.ts";

const DRAWS = Array.from({ length: 12 }, (_, seed) => seed);

test.for(DRAWS.flatMap((seed) => [["county", seed] as const, ["unit", seed] as const]))(
  "whatever is admitted at a %s, every procedure answers: draw %i",
  async ([end, seed]) => {
    await expectAllAnswered(end, { seed, values: 40, inputs: 20 });
  },
);
