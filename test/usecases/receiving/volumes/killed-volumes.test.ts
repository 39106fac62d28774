// kill -9 while volumes are written and while they are read: what stands is whole, and going on comes to the same bundle and records.
import { describe, expect, test, vi } from "vitest";
import { killVolumes } from "../../../support/faults/kill-volumes.ts";

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe("killed while", () => {
  test.each(["volumes", "take-volumes"] as const)("%s", async (work) => {
    expect(await killVolumes(work, 2)).toEqual([]);
  });
});
