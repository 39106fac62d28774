// The same as killed.test.ts, for as many moments as make a run from its first to its last millisecond.
import { describe, expect, test } from "vitest";
import { killRounds } from "../support/kill-rounds.ts";

describe("killed while", () => {
  test.each(["put", "export", "import"] as const)("%s", async (work) => {
    expect(await killRounds(work, 40)).toEqual([]);
  });
});
