// What differs between a program under test and the product: a clock in June 2021 and a PIN that costs little.
import { PRODUCT, type Surroundings } from "../../../../src-main/compose/workspace/workspaces.ts";

/** A clock that can be moved; between moves it runs like any other. */
export type TestClock = Readonly<{ surroundings: Surroundings; moveTo(local: string): void }>;

const CHEAP_PIN = { n: 1024, r: 8, p: 1 } as const;

/** Starts a clock. @param local China's wall time, `YYYY-MM-DDTHH:mm`. */
export function startClock(local: string): TestClock {
  const state = { aheadMs: 0 };
  const moveTo = (to: string): void => void (state.aheadMs = instantOf(to) - Date.now());
  moveTo(local);
  const world = { ...PRODUCT.world, nowMs: () => Date.now() + state.aheadMs };
  return { surroundings: { world, pinCost: CHEAP_PIN }, moveTo };
}

/** Milliseconds since 1970 of a wall time in China. */
export function instantOf(local: string): number {
  return Date.parse(`${local}:00+08:00`);
}
