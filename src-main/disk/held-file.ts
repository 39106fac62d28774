// Windows refuses to rename or remove a file that a virus scanner or an indexer holds for a moment: it is asked again. Elsewhere,
// and after the last try, the refusal is final.
import { setTimeout as pause } from "node:timers/promises";

/** Waits between the tries: 1.8 s in all, longer than a scanner looks at a fresh file. */
const WAITS_MS = [10, 50, 200, 500, 1000];
const HELD = ["EPERM", "EACCES", "EBUSY"];

/** How long to wait before the next try; undefined: the failure is final. @param tries that have failed so far. */
export function waitForHeldMs(platform: NodeJS.Platform, code: string | undefined, tries: number): number | undefined {
  return platform === "win32" && HELD.includes(code ?? "") ? WAITS_MS[tries - 1] : undefined;
}

/** Runs a step until it is not refused for a file that is held. */
export async function whenNotHeld<T>(attempt: () => Promise<T>, platform = process.platform): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await attempt();
    } catch (cause) {
      const waitMs = waitForHeldMs(platform, (cause as NodeJS.ErrnoException).code, tries);
      if (waitMs === undefined) throw cause;
      await pause(waitMs);
    }
  }
}

/** The same for the few small files that are written while nothing else may happen: keys, settings. */
export function whenNotHeldBlocking<T>(attempt: () => T, platform = process.platform): T {
  for (let tries = 1; ; tries += 1) {
    try {
      return attempt();
    } catch (cause) {
      const waitMs = waitForHeldMs(platform, (cause as NodeJS.ErrnoException).code, tries);
      if (waitMs === undefined) throw cause;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, waitMs);
    }
  }
}
