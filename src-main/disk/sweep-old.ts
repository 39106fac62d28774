// Folders with a name of our own that a run which was cut off left behind: half a restore, a browser's profile. They hold gigabytes or
// what a page showed, and nobody comes back for them.
import { readdirSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

/** Nothing of ours goes untouched so long while it is in use. */
const OLD_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** Removes old entries of `folder` whose whole name fits; one that cannot be removed is left for the next start. */
export function sweepOld(folder: string, name: RegExp, nowMs: number): void {
  for (const entry of namesIn(folder).filter((found) => name.test(found))) {
    const path = join(folder, entry);
    try {
      if (nowMs - statSync(path).mtimeMs > OLD_AFTER_MS) rmSync(path, { recursive: true, force: true });
    } catch {
      continue; // gone meanwhile, another person's, or held
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return []; // not there yet
  }
}
