// The same as killed-volumes.test.ts, at many moments.
import { describe, expect, test } from "vitest";
import { killVolumes } from "../../../support/faults/kill-volumes.ts";

describe("killed while", () => {
  test.each(["volumes", "take-volumes"] as const)("%s", async (work) => {
    expect(await killVolumes(work, 30)).toEqual([]);
  });
});
