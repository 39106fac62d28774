// Folders that a run of the program keeps to itself and that a crash leaves: whose run is over, its folder goes.
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** What is known when a run begins. `bootedAtMs`: when the PC did, as far as the system says. */
export type ProcessStart = Readonly<{ pid: number; bootedAtMs: number; isAlive(pid: number): boolean }>;

/**
 * Whether a folder named for a process is nobody's any more: the process ended, the number is ours now, or the PC was started anew
 * since and the number belongs to something else. A name that is no number is none of ours.
 */
export function isDeadRun(name: string, madeAtMs: number, { pid, bootedAtMs, isAlive }: ProcessStart): boolean {
  if (!/^[1-9]\d{0,9}$/.test(name)) return false;
  const owner = Number(name);
  return owner === pid || madeAtMs < bootedAtMs || !isAlive(owner);
}

/** Removes the folders of dead runs below `folder`; one that cannot be removed now is tried again at the next start. */
export function sweepDeadRuns(folder: string, beginning: ProcessStart): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory() || !isDeadRun(entry.name, lstatSync(path).birthtimeMs, beginning)) continue;
    try {
      rmSync(path, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // A virus scanner may hold a file of it; nothing depends on it.
    }
  }
}
