// kill -9 at any moment of saving, exporting and importing: afterwards the old or the new state, and nothing that is not accounted for.
import { describe, expect, test, vi } from "vitest";
import { killRounds } from "../support/kill-rounds.ts";

// Every step starts processes of its own; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

describe("killed while", () => {
  test.each(["put", "export", "import"] as const)("%s", async (work) => {
    expect(await killRounds(work, 2)).toEqual([]);
  });
});
