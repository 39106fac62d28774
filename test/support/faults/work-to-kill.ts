// A process that does one piece of work and is killed in the middle of it. Says "begun" when it is about to.
import { once } from "node:events";
import { stat } from "node:fs/promises";
import { openWorkspace } from "../../../src-main/compose/door.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { beginVolumes, writeVolumes } from "../../../src-main/usecases/sending/write/export-volumes.ts";
import { importBatch } from "../../../src-main/usecases/receiving/bundles/import-batch.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { PIN } from "../offices/office.ts";
import { doWork, type Place, type WorkName } from "./works.ts";

const [work = "", ...args] = process.argv.slice(2);
await (work === "work" ? doOfTable() : doOther());

/** One of the table waits until it is watched. */
async function doOfTable(): Promise<void> {
  const [name = "", place = ""] = args;
  await doWork(name as WorkName, JSON.parse(place) as Place, async () => {
    await stat("."); // the thread that calls the disk is there from now on
    process.stdout.write("begun\n");
    await once(process.stdin, "data");
  });
  process.stdin.destroy();
}

async function doOther(): Promise<void> {
  const [home = "", stick = "", ...rest] = args;
  const office = await openWorkspace(home, PIN);
  process.stdout.write("begun\n");
  await runOther(office.ws, stick, rest);
  await office.close();
}

async function runOther(ws: Workspace, stick: string, files: readonly string[]): Promise<void> {
  if (work === "batch") await importBatch(ws, files, { means: "usb" }, UNWATCHED);
  if (work === "volumes") {
    const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
    const volumes = await beginVolumes(ws, request, Number(files[0]), UNWATCHED);
    await writeVolumes(volumes, stick, UNWATCHED);
    await volumes.close();
  }
  if (work === "take-volumes") for (const path of files) await importBundle(ws, path, { means: "usb" }, UNWATCHED);
}
