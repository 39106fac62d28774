// Wrong PINs are counted beside the key, and each further try has to wait longer. Time is counted by how long the PC has been on,
// which no one can set: turning the clock back or forward changes nothing, and time during which the PC was off does not count.
import { readFileSync, rmSync } from "node:fs";
import { z } from "zod";
import { pinWaitMs } from "../../domain/trust/pin.ts";
import { Problem } from "../../domain/problem.ts";
import { writeDurably } from "../../disk/small-file.ts";

const fileSchema = z.strictObject({ v: z.literal(1), failures: z.int().min(1), atUptimeMs: z.number().min(0) });

/** How long the next try has to wait; 0 if it need not. @param uptimeMs how long this PC has been on */
export function pinTryWaitMs(path: string, uptimeMs: number): number {
  const tries = readTries(path);
  if (tries === undefined) return 0;
  // Less than at the wrong PIN: the PC was started since, and at least its uptime has passed.
  const passedMs = uptimeMs >= tries.atUptimeMs ? uptimeMs - tries.atUptimeMs : uptimeMs;
  return Math.max(0, Math.ceil(pinWaitMs(tries.failures) - passedMs));
}

/**
 * Tries a PIN, unless wrong ones before it still keep it back.
 *
 * @throws {Problem} `pin-wait`, and what the try throws; `pin-wrong` is counted
 * @see design.md §3 Keys at rest
 */
export function guardTry<T>(path: string, uptimeMs: () => number, attempt: () => T): T {
  const waitMs = pinTryWaitMs(path, uptimeMs());
  if (waitMs > 0) throw new Problem("pin-wait", { seconds: Math.ceil(waitMs / 1000) });
  try {
    const result = attempt();
    rmSync(path, { force: true });
    return result;
  } catch (error) {
    if (error instanceof Problem && error.code === "pin-wrong") countFailure(path, uptimeMs());
    throw error;
  }
}

function countFailure(path: string, atUptimeMs: number): void {
  const failures = (readTries(path)?.failures ?? 0) + 1;
  writeDurably(path, JSON.stringify({ v: 1, failures, atUptimeMs }));
}

/** A file that cannot be read counts as none: whoever can write here can also carry the key file away. */
function readTries(path: string): z.infer<typeof fileSchema> | undefined {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}
