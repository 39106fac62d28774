// The law over many draws: what is admitted can be shown, added up and answered.
import { test } from "vitest";
import { expectAllAnswered } from "../support/limits-law.ts";

test.for(Array.from({ length: 12 }, (_, seed) => seed))(
  "whatever is admitted, every procedure answers: draw %i",
  async (seed) => {
    await expectAllAnswered({ seed, values: 40, inputs: 20 });
  },
);
