// The clock of a process, as if somebody had set the PC's: `Date` runs ahead, or behind, by a number of milliseconds.

/** Sets the clock. */
export type ProcessClock = Readonly<{ moveTo(aheadMs: number): void }>;

/** Puts another `Date` in the place of the real one. @param aheadMs how far ahead it is */
export function startClock(aheadMs: number): ProcessClock {
  const state = { aheadMs };
  const real = Date;
  const now = (): number => real.now() + state.aheadMs;
  globalThis.Date = new Proxy(real, {
    construct: (target, given: unknown[], newTarget) =>
      Reflect.construct(target, given.length === 0 ? [now()] : given, newTarget) as object,
    apply: () => new real(now()).toString(),
    get: (target, name, receiver) => (name === "now" ? now : (Reflect.get(target, name, receiver) as unknown)),
  });
  return { moveTo: (to) => void (state.aheadMs = to) };
}
