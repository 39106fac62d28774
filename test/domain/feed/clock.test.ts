// The hybrid clock: every reading is later than all before, and no foreign clock pulls it further than a day.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { isFarAhead, MAX_LEAD_MS, tick, witness, type Clock } from "../../../src-main/domain/feed/clock.ts";

const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
const counter = fc.oneof(fc.nat(5), fc.constant(Number.MAX_SAFE_INTEGER), fc.constant(Number.MAX_SAFE_INTEGER - 1));
const reading: fc.Arbitrary<Clock> = fc.record({ wallMs: instant, counter });
const isLater = (a: Clock, b: Clock): boolean => a.wallMs > b.wallMs || (a.wallMs === b.wallMs && a.counter > b.counter);

test.prop([reading, instant])("a tick is later than the reading before and not behind the wall", (clock, nowMs) => {
  const next = tick(clock, nowMs);
  expect(isLater(next, clock)).toBe(true);
  expect(next.wallMs).toBeGreaterThanOrEqual(nowMs);
  expect(Number.isSafeInteger(next.wallMs) && Number.isSafeInteger(next.counter)).toBe(true);
});

test.prop([reading, reading, instant])("what was witnessed and is credible lies behind the next tick", (clock, seen, nowMs) => {
  const after = witness(clock, seen, nowMs);
  expect(isLater(clock, after)).toBe(false);
  if (!isFarAhead(seen, nowMs)) expect(isLater(tick(after, nowMs), seen)).toBe(true);
});

test.prop([fc.array(reading), instant])(
  "no number of foreign readings pulls the clock more than a day ahead of the wall",
  (readings, nowMs) => {
    const own = { wallMs: nowMs, counter: 0 };
    expect(readings.reduce((clock, seen) => witness(clock, seen, nowMs), own).wallMs).toBeLessThanOrEqual(nowMs + MAX_LEAD_MS);
  },
);

test.prop([fc.array(reading), instant, fc.infiniteStream(fc.nat())])(
  "the order of readings does not matter",
  (readings, nowMs, dice) => {
    const own = { wallMs: nowMs, counter: 0 };
    const shuffled = readings
      .map((item) => ({ item, at: dice.next().value as number }))
      .sort((a, b) => a.at - b.at)
      .map(({ item }) => item);
    const read = (order: readonly Clock[]) => order.reduce((clock, seen) => witness(clock, seen, nowMs), own);
    expect(read(shuffled)).toEqual(read(readings));
  },
);
