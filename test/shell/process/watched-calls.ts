// The calls of the screens as they pass through the port between page and data process: tests wait for one's answer, or hold one
// back, as they do with requests in the browser shell. Reads oRPC's wire: `{i, p: {u}}` asks, `{i, p}` answers.
import type { TestLine } from "./test-line.ts";

type Wire = Readonly<{ i?: string; t?: number; p?: Readonly<{ u?: string }> }>;

export type WatchedCalls = Readonly<{
  /** Resolves when a message of the page may go on. */
  pass(data: unknown): Promise<void> | undefined;
  /** A message for the page has gone. */
  seen(data: unknown): void;
  /** Resolves when a request of that path may go on. */
  passPath(path: string): Promise<void> | undefined;
  hold(pattern: string): void;
  letGo(pattern: string): void;
}>;

export function watchCalls(line: TestLine): WatchedCalls {
  const asked = new Map<string, string>();
  const held = new Map<string, PromiseWithResolvers<void>>();
  const passPath = (path: string): Promise<void> | undefined =>
    [...held].find(([pattern]) => path.includes(pattern))?.[1].promise;
  return {
    passPath,
    pass: (data) => {
      const { i, t, p } = wireOf(data);
      if (i === undefined || t !== undefined || p?.u === undefined) return undefined;
      asked.set(i, p.u);
      line.tell({ news: "call", path: p.u, state: "asked" });
      return passPath(p.u);
    },
    seen: (data) => {
      const { i, t } = wireOf(data);
      const path = i === undefined || t !== undefined ? undefined : asked.get(i);
      if (i === undefined || path === undefined) return;
      asked.delete(i);
      line.tell({ news: "call", path, state: "answered" });
    },
    hold: (pattern) => void held.set(pattern, Promise.withResolvers()),
    letGo: (pattern) => {
      held.get(pattern)?.resolve();
      held.delete(pattern);
    },
  };
}

function wireOf(data: unknown): Wire {
  if (typeof data !== "string" || !data.startsWith("{")) return {};
  return JSON.parse(data) as Wire;
}
