// Letting go of several things: each gets its turn, whatever became of the one before. A workspace whose pages could not be let go of
// must not stay locked.

/** Runs all steps in their order. @throws the first failure, after the last step */
export async function endAll(...steps: readonly (() => unknown)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (cause) {
      failures.push(cause);
    }
  }
  if (failures.length > 0) throw failures[0];
}
