// Jobs one after another, a few at a time, in the order in which they were given.

/** @returns takes a job that never rejects; `onIdle` is called whenever none is left. */
export function jobQueue(atOnce: number, onIdle: () => void): (job: () => Promise<void>) => void {
  const waiting: (() => Promise<void>)[] = [];
  let busy = 0;
  const pump = (): void => {
    const next = busy < atOnce ? waiting.shift() : undefined;
    if (next === undefined) return;
    busy += 1;
    void next().finally(() => {
      busy -= 1;
      if (busy === 0 && waiting.length === 0) onIdle();
      pump();
    });
  };
  return (job) => {
    waiting.push(job);
    pump();
  };
}
