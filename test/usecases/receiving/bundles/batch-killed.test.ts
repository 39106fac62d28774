// kill -9 at any moment of a run of imports: it goes on where it was.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { checkWorkspace } from "../../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { importBatch, resumeImport } from "../../../../src-main/usecases/receiving/bundles/import-batch.ts";
import { copyTree } from "../../../../resources/release/copy-tree.ts";
import { leftovers } from "../../../support/offices/disk-state.ts";
import { copyOf, runWork, type Stage } from "../../../support/faults/kill-rounds.ts";
import { enrolledPair, handOver, record, reopenOffice } from "../../../support/offices/office.ts";
import { picture } from "../../../support/made/sample-files.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

// Every step starts processes of its own; a busy machine takes its time over them.
vi.setConfig({ testTimeout: 300_000 });
const ROUNDS = 3;

/** Kills the work at moments spread over its run, each time on a fresh copy. */
async function killEach(stage: Stage, judge: (at: Stage) => Promise<void>): Promise<void> {
  const { startedMs, endedMs } = await runWork(copyOf(stage, "whole"), undefined);
  for (let round = 0; round < ROUNDS; round += 1) {
    const at = copyOf(stage, `round-${round}`);
    await runWork(at, startedMs + ((endedMs - startedMs) * (round + 0.5)) / ROUNDS);
    await judge(at);
  }
}

const handIns = (ws: Workspace) => ws.store.imports().filter((row) => row.purpose === "hand-in").length;

test("a run of imports goes on after a kill to what it would have come to, each bundle read once", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const paths: string[] = [];
  for (const title of ["一", "二", "三"]) {
    await record(town.ws, title, {}, [await picture(folder, `${title}.png`, 10 + paths.length * 60)]);
    paths.push(await handOver(folder, town.ws));
  }
  await Promise.all([county.close(), town.close()]);
  const stage = { folder, home: join(folder, "county"), args: ["batch", ...paths] };
  const expected = join(folder, "expected");
  copyTree(stage.home, expected);
  const done = await reopenOffice(expected);
  await importBatch(done.ws, paths, { means: "usb" }, UNWATCHED);
  const states: string[] = [];
  await killEach(stage, async (at) => {
    const office = await reopenOffice(at.home);
    const { ws } = office;
    expect((await checkWorkspace(ws, true, UNWATCHED)).problems).toEqual([]);
    expect(leftovers(at.home)).toEqual([]);
    const [run] = ws.store.runs(1, "all");
    states.push(run?.items.map((item) => item.state[0]).join("") ?? "none");
    if (run === undefined) await importBatch(ws, paths, { means: "usb" }, UNWATCHED);
    else if (run.endedMs === null) await resumeImport(ws, UNWATCHED);
    expect(ws.store.digests()).toEqual(done.ws.store.digests());
    expect([handIns(ws), ws.store.runs(5, "open")]).toEqual([3, []]);
    await ws.keeping.shelf.keep(1, (path) => ws.store.copyTo(path, UNWATCHED));
    expect(readdirSync(join(at.home, "backups")).filter((name) => !name.endsWith("Z.db"))).toEqual([]);
    await office.close();
  });
  expect(states).toHaveLength(ROUNDS);
});
