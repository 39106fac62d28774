// Clears what a process that no longer lives left in `.incoming`; never what another may still be writing.
import { join } from "node:path";
import { saysMissing } from "../../disk/disk-problems.ts";
import type { MediaFs } from "./fs-port.ts";
import { incomingFolder, ownerOf, type Owner } from "./layout.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** What is known when the store opens. `startedAtMs`: when this process began. */
export type Opening = Readonly<{ owner: Owner; startedAtMs: number; nowMs: number; isAlive(pid: number): boolean }>;

/**
 * Whether a temporary file may be thrown away: its writer is dead, or its number passed on to a process that began after the last
 * write, or nobody has written to it for a day. A name that is none of ours stays.
 */
export function isLeftover(name: string, changedAtMs: number, opening: Opening): boolean {
  const owner = ownerOf(name);
  if (!owner) return false;
  if (owner.pid === opening.owner.pid) return owner.session !== opening.owner.session && changedAtMs < opening.startedAtMs;
  return !opening.isAlive(owner.pid) || opening.nowMs - changedAtMs > DAY_MS;
}

/** Whether a process of this number lives, ours or another user's. */
export function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Throws away the leftovers below a media folder; one that vanishes meanwhile, or that a virus scanner holds, keeps no workspace shut. */
export async function clearLeftovers(fs: MediaFs, root: string, opening: Opening): Promise<void> {
  const folder = incomingFolder(root);
  for (const name of await fs.names(folder)) {
    const path = join(folder, name);
    const state = await fs.stateOf(path).catch(() => undefined);
    if (state?.isFile && isLeftover(name, state.changedAtMs, opening)) await fs.unlink(path).catch(() => undefined);
  }
}

/** Removes a file; one that is not there is no error. */
export async function unlinkIfThere(fs: MediaFs, path: string): Promise<void> {
  try {
    await fs.unlink(path);
  } catch (cause) {
    if (!saysMissing(cause)) throw cause;
  }
}
