// The bell that tells screens what changed behind them: several changes at once reach a listener as one, and so does what rang before it
// listened: between its first questions and this, or while the stream was broken.
import type { ChangeBell } from "./host.ts";
import type { Area } from "./session/contract.ts";

/** A question to listen takes its time on the way; what is told once too often costs a question. */
const ON_THE_WAY_MS = 10_000;

/** @param nowMs of a clock that is never set. */
export function openChangeBell(nowMs: () => number = () => performance.now()): ChangeBell {
  const listeners = new Set<{ pending: Set<Area>; wake: () => void }>();
  const rangMs = new Map<Area, number>();
  return {
    ring: (...areas) => {
      for (const area of areas) rangMs.set(area, nowMs());
      for (const listener of listeners) {
        for (const area of areas) listener.pending.add(area);
        listener.wake();
      }
    },
    heard: async function* (signal, unheardMs) {
      const since = nowMs() - unheardMs - ON_THE_WAY_MS;
      const missed = [...rangMs].filter(([, ms]) => ms >= since).map(([area]) => area);
      const listener = { pending: new Set(missed), wake: () => undefined as void };
      listeners.add(listener);
      try {
        while (signal?.aborted !== true) {
          if (listener.pending.size === 0) await nextRing(listener, signal);
          const areas = [...listener.pending];
          listener.pending.clear();
          if (areas.length > 0) yield { areas };
        }
      } finally {
        listeners.delete(listener);
      }
    },
  };
}

function nextRing(listener: { wake: () => void }, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  listener.wake = resolve;
  signal?.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}
