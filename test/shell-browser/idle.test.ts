// Idleness, on a clock that the test turns.
import fc from "fast-check";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { watchIdle } from "../../src-main/shell-browser/idle.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Step = Readonly<{ kind: "begin" | "end" | "wait"; ms: number }>;

test("it is idle exactly after the first stretch in which nothing was under way", async () => {
  const step = fc.record({
    kind: fc.constantFrom("begin" as const, "end" as const, "wait" as const),
    ms: fc.integer({ min: 1, max: 150 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps: readonly Step[]) => {
      const watch = watchIdle(100);
      const seen = { idle: false };
      void watch.settled.then(() => (seen.idle = true));
      const expected = { underWay: 0, restedMs: 0, idle: false };
      for (const { kind, ms } of steps) {
        if (kind === "wait") {
          await vi.advanceTimersByTimeAsync(ms);
          if (expected.underWay === 0) expected.restedMs += ms;
          expected.idle ||= expected.restedMs >= 100;
        } else {
          if (kind === "end" && expected.underWay === 0) continue;
          watch[kind]();
          expected.underWay += kind === "begin" ? 1 : -1;
          expected.restedMs = 0;
        }
        expect(seen.idle).toBe(expected.idle);
      }
      watch.stop();
    }),
  );
});

test("a watch that was stopped never tells", async () => {
  const watch = watchIdle(100);
  const told = vi.fn<() => void>();
  void watch.settled.then(told);
  watch.stop();
  await vi.advanceTimersByTimeAsync(1000);
  expect(told).not.toHaveBeenCalled();
});
