// What differs between a program under test and the product: a clock in June 2021 and a PIN that costs little.
import { PRODUCT, type Surroundings } from "../../../../src-main/compose/workspace/workspaces.ts";

/** A clock that can be moved; between moves it runs like any other. */
export type TestClock = Readonly<{ surroundings: Surroundings; moveTo(local: string): void; setAhead(ms: number): void }>;

/** How far ahead of this machine's a clock runs that was set to a wall time in China. */
export type TimeAhead = (local: string) => number;

const CHEAP_PIN = { n: 1024, r: 8, p: 1 } as const;

/** Starts a clock. @param local China's wall time, `YYYY-MM-DDTHH:mm`. */
export function startClock(local: string): TestClock {
  return clockAhead(aheadNow(local));
}

/** A clock that runs so far ahead of this machine's. */
export function clockAhead(ms: number): TestClock {
  const state = { aheadMs: ms };
  const setAhead = (to: number): void => void (state.aheadMs = to);
  const world = { ...PRODUCT.world, nowMs: () => Date.now() + state.aheadMs };
  return { surroundings: { world, pinCost: CHEAP_PIN }, moveTo: (to) => setAhead(aheadNow(to)), setAhead };
}

/**
 * The one time that all PCs of a test have: clocks that are set to the same wall time agree from then on, however long a PC took to
 * start. Otherwise a bundle may come in, by the county's clock, before it was made.
 */
export function sharedTime(): TimeAhead {
  const told = new Map<string, number>();
  return (local) => {
    const ahead = told.get(local) ?? aheadNow(local);
    told.set(local, ahead);
    return ahead;
  };
}

/** Milliseconds since 1970 of a wall time in China. */
function instantOf(local: string): number {
  return Date.parse(`${local}:00+08:00`);
}

function aheadNow(local: string): number {
  return instantOf(local) - Date.now();
}
