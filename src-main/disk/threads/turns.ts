// Long work on the thread that answers screens lets them have their turn.
import { setImmediate } from "node:timers/promises";

/** So long nobody notices that others wait. */
const MOST_MS = 20;

/** Asked between two steps of long work: waits for the others' turn once the steps since the last one took long enough to be noticed. */
export function openTurns(): () => Promise<void> | undefined {
  let sinceMs = performance.now();
  return () => {
    if (performance.now() - sinceMs < MOST_MS) return undefined;
    return setImmediate().then(() => void (sinceMs = performance.now()));
  };
}
