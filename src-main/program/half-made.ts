// A workspace in the making bears a mark: what a run that was cut off left is no workspace, and goes before the next one is made there.
import { existsSync, readdirSync, rmdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { blockingCalls, createDurably } from "../disk/small-file.ts";
import { lockWorkspace } from "../store/lock.ts";
import { namesIn } from "./local-files.ts";

const MARK = "anbao.making";

/** What of a folder is the workspace's: whoever chose an existing folder may keep other things there. */
export const OURS = /^(anbao\.|keys\.json|media$|staging$|backups$)/;

export function isInMaking(folder: string): boolean {
  return existsSync(join(folder, MARK));
}

export function beginMaking(folder: string): void {
  createDurably(join(folder, MARK), "");
}

/** From here on it is a workspace. */
export function endMaking(folder: string): void {
  rmSync(join(folder, MARK));
  blockingCalls.syncFolder(folder);
}

/** Removes names of a folder, the mark last: cut off again, the rest still says what it is. */
export function removeMade(folder: string, names: readonly string[]): void {
  const last = names.filter((name) => name === MARK);
  for (const name of [...names.filter((one) => one !== MARK), ...last])
    rmSync(join(folder, name), { recursive: true, force: true });
}

/** Removes what a run that was cut off left in a folder. @throws {Problem} `workspace-busy` while it is being made */
export function clearHalfMade(folder: string): void {
  if (!isInMaking(folder)) return;
  lockWorkspace(folder).release();
  removeMade(
    folder,
    namesIn(folder).filter((name) => OURS.test(name)),
  );
}

/** The same for every folder of the program; one that cannot be removed is left for the next start. */
export function sweepHalfMade(home: string): void {
  for (const folder of readdirSync(home).map((name) => join(home, name)))
    try {
      if (!isInMaking(folder)) continue;
      clearHalfMade(folder);
      rmdirSync(folder);
    } catch {
      continue; // it is being made, or held
    }
}
