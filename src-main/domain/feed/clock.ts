// The hybrid logical clock: orders concurrent versions for display. It never proves when something happened.
// @see Kulkarni et al., "Logical Physical Clocks" (2014)
import type { At } from "./entry.ts";

/** State of one device's clock. */
export type Clock = Readonly<{ wallMs: number; counter: number }>;

/** A feed further ahead of the local wall time than this is marked 时钟异常, and does not pull the local clock along. */
export const MAX_LEAD_MS = 24 * 60 * 60 * 1000;

/** The next reading: later than every reading before, and not behind the wall. A counter that is used up (only a hostile one is) moves the wall on. */
export function tick(clock: Clock, nowMs: number): Clock {
  if (nowMs > clock.wallMs) return { wallMs: nowMs, counter: 0 };
  if (clock.counter >= Number.MAX_SAFE_INTEGER) return { wallMs: clock.wallMs + 1, counter: 0 };
  return { wallMs: clock.wallMs, counter: clock.counter + 1 };
}

/** Takes note of a reading from elsewhere; the clock advances at most to wall time + 24 h. */
export function witness(clock: Clock, seen: Pick<At, "wallMs" | "counter">, nowMs: number): Clock {
  if (isFarAhead(seen, nowMs)) return clock;
  const later = seen.wallMs > clock.wallMs || (seen.wallMs === clock.wallMs && seen.counter > clock.counter);
  return later ? { wallMs: seen.wallMs, counter: seen.counter } : clock;
}

/** Whether a reading is so far ahead that its device's clock must be wrong. */
export function isFarAhead(seen: Pick<At, "wallMs">, nowMs: number): boolean {
  return seen.wallMs > nowMs + MAX_LEAD_MS;
}
