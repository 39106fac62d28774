// Work in a folder on a drive that may be pulled out: whatever failure that shows as, it is told as what it is.
import { Problem } from "../../../domain/problem.ts";
import type { Workspace } from "../../workspace.ts";

/** Tells what a failure in one of the remembered folders was; `drive-gone` if its drive is no longer the same. */
export type ExplainByDrive = (folder: string, cause: unknown) => Promise<unknown>;

/** What tells drives from one another. */
type AtDrives = Readonly<{ drives: Pick<Workspace["drives"], "markOf"> }>;

/** Remembers which drives folders lie on, before work there begins. */
export async function rememberDrives(ws: AtDrives, folders: Iterable<string>): Promise<ExplainByDrive> {
  const marks = new Map<string, string | undefined>();
  for (const folder of new Set(folders)) marks.set(folder, await ws.drives.markOf(folder));
  return async (folder, cause) => {
    const before = marks.get(folder);
    if (before === undefined || isCancelled(cause) || (await ws.drives.markOf(folder)) === before) return cause;
    return new Problem("drive-gone", { path: folder }, { cause });
  };
}

/**
 * Works with what lies in a folder.
 *
 * @throws {Problem} `drive-gone` if it fails and the drive is gone, and whatever `work` throws while the drive is there
 */
export async function explainedByDrive<T>(ws: AtDrives, folder: string, work: () => Promise<T>): Promise<T> {
  const explain = await rememberDrives(ws, [folder]);
  return work().catch(async (cause: unknown) => {
    throw await explain(folder, cause);
  });
}

/**
 * Writes into a folder. A drive that was changed for another meanwhile counts as gone even if nothing failed: what was written then
 * lies elsewhere (in the empty folder below the mount), and `undo` removes it.
 *
 * @throws {Problem} `drive-gone`, and whatever `work` throws while the drive is there
 */
export async function onDrive<T>(
  ws: Pick<Workspace, "drives">,
  folder: string,
  work: () => Promise<T>,
  undo: (result: T) => Promise<void>,
): Promise<T> {
  const explain = await rememberDrives(ws, [folder]);
  const result = await work().catch(async (cause: unknown) => {
    throw await explain(folder, cause);
  });
  const gone = await explain(folder, undefined);
  if (!(gone instanceof Problem)) return result;
  await undo(result);
  throw gone;
}

/** Whether a file got its name on the drive where it was to be written: then it may turn up whole, whatever failed afterwards. */
export type Naming = Readonly<{ named(): Promise<void>; mayTurnUp(): boolean }>;

/** Watches for that. A drive that was unmounted before has no part in what got its name in the folder below. */
export async function watchNaming(ws: Pick<Workspace, "drives">, folder: string): Promise<Naming> {
  const [before, state] = [await ws.drives.markOf(folder), { named: false }];
  return {
    named: async () => {
      const now = await ws.drives.markOf(folder).catch(() => undefined); // a system that does not tell rules nothing out
      state.named ||= now === undefined || now === before;
    },
    mayTurnUp: () => state.named,
  };
}

function isCancelled(cause: unknown): boolean {
  return cause instanceof Problem && cause.code === "cancelled";
}
