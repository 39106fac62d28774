// Which bundles of a PC's series were never seen. Pure.

const MOST_UNSEEN = 100;

/**
 * Numbers below the highest seen one that are lacking, ascending; the lowest ones if there are many.
 *
 * @param series bundles of one key: a new key begins a series of its own, and goes on counting where a bundle says that none went
 *   before it (`previous` null).
 */
export function unseenNumbers(series: readonly Readonly<{ number: number; previous: string | null }>[]): readonly number[] {
  const seen = [...new Set(series.map((row) => row.number))].sort((a, b) => a - b);
  const unseen: number[] = [];
  let next = series.find((row) => row.previous === null)?.number ?? 1;
  for (const number of seen) {
    for (; next < number && unseen.length < MOST_UNSEEN; next += 1) unseen.push(next);
    next = number + 1;
  }
  return unseen;
}
