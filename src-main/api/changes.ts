// The bell that tells screens what changed behind them: several changes at once reach a listener as one.
import type { Change } from "./session-view.ts";
import type { ChangeBell } from "./host.ts";

type Area = Change["areas"][number];

export function openChangeBell(): ChangeBell {
  const listeners = new Set<{ pending: Set<Area>; wake: () => void }>();
  return {
    ring: (...areas) => {
      for (const listener of listeners) {
        for (const area of areas) listener.pending.add(area);
        listener.wake();
      }
    },
    heard: async function* (signal) {
      const listener = { pending: new Set<Area>(), wake: () => undefined as void };
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
