// The first failing open, write, fsync and rename over each piece of work; faults.slow.test.ts fails them all.
import { expect, test, vi } from "vitest";
import { faultRounds, WORKS } from "../support/fault-rounds.ts";

vi.setConfig({ testTimeout: 300_000 });

test.each(WORKS)("%s", async (work) => {
  const { faults, wrong } = await faultRounds(work, ["fsync", "rename"], 2);
  process.stdout.write(`faults: ${work} ${faults}\n`);
  expect(faults, "some were made").toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
