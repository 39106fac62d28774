// A township with evidence and its backup; what is restored from one.
import { join } from "node:path";
import { restoreWorkspace, type WorkspaceHandle } from "../../../src-main/compose/door.ts";
import { backupWorkspace } from "../../../src-main/usecases/keeping/backup.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { enrolledPair, handOver, record, reopenOffice, surroundingsOf, type TestClock } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";

/** How bundles come here. */
export const USB = { means: "usb" } as const;

/** A pair whose township holds two photos, with its backup. */
export async function backedUp(folder: string) {
  const pair = await enrolledPair(folder);
  await record(pair.town.ws, "宣讲", {}, [await picture(folder, "a.jpg", 1), await picture(folder, "b.jpg", 90)]);
  const file = join(folder, "备份 一.anbao-backup");
  const result = await backupWorkspace(pair.town.ws, file, UNWATCHED);
  return { ...pair, file, result };
}

/** Restores beside the others; the clock goes on. */
export async function restored(file: string, folder: string, clock: TestClock): Promise<WorkspaceHandle> {
  await restoreWorkspace(file, folder, surroundingsOf(clock).world, UNWATCHED);
  return reopenOffice(folder, clock);
}

/** Hands in and takes in. */
export async function exchange(folder: string, from: Workspace, to: Workspace): Promise<void> {
  await importBundle(to, await handOver(folder, from), USB, UNWATCHED);
}
