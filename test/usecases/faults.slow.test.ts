// The n-th failing open, write, fsync and rename over each piece of work, until a run sees none.
import { expect, test } from "vitest";
import { faultRounds, WORKS } from "../support/fault-rounds.ts";

test.each(WORKS)("%s", async (work) => {
  const { faults, wrong } = await faultRounds(work);
  process.stdout.write(`faults: ${work} ${faults}\n`);
  expect(faults, "some were made").toBeGreaterThan(0);
  expect(wrong).toEqual([]);
});
