// Remembers which small pictures could not be drawn in this run, so that a screen full of them does not keep the decoder busy. Slowness
// is tried again, later each time; a damaged original is not, until the program starts anew.
import { Problem } from "../../domain/problem.ts";
import type { PreviewState } from "../../usecases/ports/media.ts";

/** What is known of pictures by the SHA-256 of their originals. */
export type PreviewTries = Readonly<{
  /** Throws what the last try came to, while another would come to the same. */
  assertWorthTrying(sha256: string): void;
  succeeded(sha256: string): void;
  failed(sha256: string, cause: unknown): void;
  standing(sha256: string): PreviewState;
}>;

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 60 * 60_000;

type Failure = Readonly<{ problem: Problem; waitMs: number; againAtMs: number }>;

/** Starts without a memory. @param nowMs a clock that only goes forward. */
export function rememberTries(nowMs: () => number): PreviewTries {
  const failures = new Map<string, Failure>();
  return {
    assertWorthTrying: (sha256) => {
      const last = failures.get(sha256);
      if (last !== undefined && nowMs() < last.againAtMs) throw last.problem;
    },
    succeeded: (sha256) => void failures.delete(sha256),
    failed: (sha256, cause) => {
      if (!(cause instanceof Problem)) return;
      const waitMs = waitAfter(cause, failures.get(sha256)?.waitMs);
      if (waitMs !== undefined) failures.set(sha256, { problem: cause, waitMs, againAtMs: nowMs() + waitMs });
    },
    standing: (sha256) => (failures.get(sha256)?.waitMs === Number.POSITIVE_INFINITY ? "none" : "later"),
  };
}

/** How long a failure holds; undefined where it says nothing of the picture: a decoder that does not start, a full disk. */
function waitAfter({ code }: Problem, lastMs: number | undefined): number | undefined {
  if (code === "media-damaged" || code === "media-too-large") return Number.POSITIVE_INFINITY;
  if (code !== "media-too-slow") return undefined;
  return lastMs === undefined ? FIRST_WAIT_MS : Math.min(lastMs * 2, LONGEST_WAIT_MS);
}
