// The n-th failing open, write, fsync and rename of Node and of SQLite, and a kill at the n-th call that changes a disk, over each
// piece of work.
import { beforeAll, expect, test } from "vitest";
import { manyFaults, sayFaults } from "../support/faults/fault-rounds.ts";
import { manyKills, sayKills } from "../support/faults/kill-rounds.ts";
import { sharedFolder } from "../support/temp-folder.ts";
import { setStage, WORK_NAMES, type Stage } from "../support/faults/works.ts";

const folder = sharedFolder();
let stage: Stage;
beforeAll(async () => void (stage = await setStage(await folder())));

test.each(WORK_NAMES)("%s, with calls that fail", async (name) => {
  const counts = await manyFaults(stage, name, 24);
  process.stdout.write(sayFaults(name, counts));
  expect(counts.wrong).toEqual([]);
  expect(counts.faults, "some were made").toBeGreaterThan(0);
});

test.each(WORK_NAMES)("%s, killed", async (name) => {
  const counts = await manyKills(stage, name, 8);
  process.stdout.write(sayKills(name, counts));
  expect(counts.wrong).toEqual([]);
  expect(counts.kills, "some were made").toBeGreaterThan(0);
});
