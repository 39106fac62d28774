// A bundle that is said to have come before it was made: possible where a clock is wrong, and then it needs a reason. Pure.
import { minuteOf } from "../campaign/local-time.ts";

/**
 * Whether the reason is lacking. Times count to the minute, as people type them.
 *
 * @param exportedMs by the sender's clock; null where the bundle does not say it.
 */
export function lacksEarlyReason(receivedMs: number, exportedMs: number | null, reason: string | undefined): boolean {
  const isEarly = exportedMs !== null && minuteOf(receivedMs) < minuteOf(exportedMs);
  return isEarly && (reason ?? "").trim() === "";
}
