// How often something that crashed is started again by itself before a person is asked. Pure.

const MOST_IN_SPAN = 3;
const SPAN_MS = 60_000;

/** @param crashesMs times of the crashes so far, the present one included. */
export function mayStartAgain(crashesMs: readonly number[]): boolean {
  const last = crashesMs.at(-1) ?? 0;
  return crashesMs.filter((atMs) => last - atMs <= SPAN_MS).length <= MOST_IN_SPAN;
}

/** Ends of a page's process that are no crash. */
const ORDERLY = new Set(["clean-exit"]);

/** @param reason as Electron's `render-process-gone` and `child-process-gone` say it. */
export function isCrash(reason: string): boolean {
  return !ORDERLY.has(reason);
}
