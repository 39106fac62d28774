// Takes times: once, or the median of three after a warm-up.

/** Seconds that a piece of work takes. */
export async function secondsOf(work: () => unknown): Promise<number> {
  const startedAt = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - startedAt) / 1e9;
}

/** The middle one of some times. */
export function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A piece of work that can be repeated; `before` prepares each run and `after` clears up, both untimed. */
export type Repeatable = Readonly<{ before?(): unknown; work(): unknown; after?(): unknown }>;

/** Median seconds of several pieces of work, taken in turn so that a busy moment of the machine meets all of them. */
export async function mediansOf(works: readonly Repeatable[], runs = 3, warmUps = 1): Promise<readonly number[]> {
  const times: number[][] = works.map(() => []);
  for (let run = -warmUps; run < runs; run += 1) {
    for (const [index, { before, work, after }] of works.entries()) {
      await before?.();
      const seconds = await secondsOf(work);
      await after?.();
      if (run >= 0) times[index]?.push(seconds);
    }
  }
  return times.map(median);
}
