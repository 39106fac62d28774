// Which folders of earlier runs are thrown away: never one of a program that lives.
import { fc, test as law } from "@fast-check/vitest";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isDeadRun, sweepDeadRuns } from "../../../src-main/session/runs/dead-runs.ts";
import { thisRun } from "../../../src-main/compose/data-side/this-run.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const pid = fc.integer({ min: 1, max: 4_194_304 });

law.prop([pid, pid, fc.nat(), fc.nat(), fc.boolean()])(
  "a run is dead if its process is, if the PC was started anew, or if its number is ours",
  (owner, ours, madeAtMs, bootedAtMs, alive) => {
    const dead = isDeadRun(String(owner), madeAtMs, { pid: ours, bootedAtMs, isAlive: () => alive });
    expect(dead).toBe(owner === ours || madeAtMs < bootedAtMs || !alive);
  },
);

law.prop([fc.string().filter((name) => !/^[1-9]\d*$/.test(name))])("a folder that is named for no process stays", (name) => {
  expect(isDeadRun(name, 0, { pid: 1, bootedAtMs: 1, isAlive: () => false })).toBe(false);
});

test("what a killed program left goes at the next start; a living one's stays", async () => {
  const folder = await tempFolder();
  const dead = String(spawnSync(process.execPath, ["-e", ""]).pid);
  const alive = String(process.ppid);
  for (const name of [dead, alive, String(process.pid), "别的"]) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, "half a video"), "x");
  }
  sweepDeadRuns(folder, thisRun());
  const left = [dead, alive, String(process.pid), "别的"].map((name) => existsSync(join(folder, name)));
  expect(left).toEqual([false, true, false, true]);
});
