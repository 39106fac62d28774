// Numbers that look random and follow from a seed alone, for pictures that must come out the same every time. Not for secrets.

/** Draws from the sequence of one seed. */
export type Chance = Readonly<{
  /** A number from `from` up to, not including, `to`. */
  between(from: number, to: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
}>;

/** The sequence of a seed (mulberry32). */
export function chanceOf(seed: number): Chance {
  const state = { at: seed >>> 0 };
  const next = (): number => {
    state.at = (state.at + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state.at ^ (state.at >>> 15), state.at | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    between: (from, to) => from + next() * (to - from),
    pick: (items) => items[Math.floor(next() * items.length)] ?? items[0],
  };
}
