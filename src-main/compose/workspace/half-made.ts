// A workspace in the making bears a mark: what a run that was cut off left is no workspace, and goes before the next one is made there.
// The mark alone removes nothing: its own removal may be lost with the power while records that came later stay. The database knows.
import { existsSync, readdirSync, rmdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { blockingCalls, createDurably } from "../../disk/small-file.ts";
import { lockWorkspace } from "../../store/db/lock.ts";
import { isMade } from "../../store/db/made.ts";
import { STORE_FILE } from "../../session/current/workspace-names.ts";
import type { Store } from "../../usecases/ports/store/store.ts";
import { namesIn } from "../../session/files/local-files.ts";

const MARK = "anbao.making";

/** Held open while the rest goes. */
const LOCK = /^anbao\.lock/;

/** What of a folder is the workspace's: whoever chose an existing folder may keep other things there. */
export const OURS = /^(anbao\.|keys\.json|media$|staging$|backups$)/;

export function isInMaking(folder: string): boolean {
  return existsSync(join(folder, MARK)) && !isMade(join(folder, STORE_FILE)) && !heldMore(folder);
}

/** Without its database a folder may still be what is left of a made workspace: copies, a journal, originals. */
function heldMore(folder: string): boolean {
  const path = join(folder, STORE_FILE);
  if (existsSync(path) && statSync(path).size > 0) return false;
  const originals = namesIn(join(folder, "media")).filter((name) => /^[0-9a-f]{2}$/.test(name));
  return existsSync(`${path}-wal`) || namesIn(join(folder, "backups")).length > 0 || originals.length > 1;
}

export function beginMaking(folder: string): void {
  createDurably(join(folder, MARK), "");
}

/** From here on it is a workspace, whatever becomes of the mark. */
export function endMaking(folder: string, store: Store): void {
  store.noteMade();
  dropMark(folder);
}

/** A made workspace needs none; one that cannot be removed is tried again at the next opening. */
export function dropMark(folder: string): void {
  if (!existsSync(join(folder, MARK))) return;
  try {
    rmSync(join(folder, MARK));
    blockingCalls.syncFolder(folder);
  } catch {
    // it says nothing any more
  }
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
  const lock = lockWorkspace(folder);
  try {
    if (!isInMaking(folder)) return; // whoever made it has just come to the end
    removeMade(
      folder,
      namesIn(folder).filter((name) => OURS.test(name) && !LOCK.test(name)),
    );
  } finally {
    lock.release();
  }
  for (const name of namesIn(folder).filter((one) => LOCK.test(one))) rmSync(join(folder, name), { force: true });
}

/** The same for every folder of the program; one that cannot be removed is left for the next start. */
export function sweepHalfMade(home: string): void {
  for (const folder of readdirSync(home).map((name) => join(home, name)))
    try {
      if (!isInMaking(folder)) continue;
      clearHalfMade(folder);
      if (namesIn(folder).length === 0) rmdirSync(folder);
    } catch {
      continue; // it is being made, or held
    }
}
