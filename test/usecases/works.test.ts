// A failing call and a kill over each piece of work; works.slow.test.ts makes them all.
import { beforeAll, expect, test, vi } from "vitest";
import { fewFaults, sayFaults } from "../support/faults/fault-rounds.ts";
import { oneKill, sayKills } from "../support/faults/kill-rounds.ts";
import { sharedFolder } from "../support/temp-folder.ts";
import { setStage, WORK_NAMES, type Stage } from "../support/faults/works.ts";

vi.setConfig({ testTimeout: 300_000 });

const folder = sharedFolder();
let stage: Stage;
beforeAll(async () => void (stage = await setStage(await folder())));

test.each(WORK_NAMES)("%s, with calls that fail", async (name) => {
  const counts = await fewFaults(stage, name);
  process.stdout.write(sayFaults(name, counts));
  expect(counts.wrong).toEqual([]);
  expect(counts.faults, "some were made").toBeGreaterThan(0);
});

test.each(WORK_NAMES)("%s, killed", async (name) => {
  const counts = await oneKill(stage, name);
  process.stdout.write(sayKills(name, counts));
  expect(counts.wrong).toEqual([]);
  expect(counts.kills, "some were made").toBeGreaterThan(0);
});
