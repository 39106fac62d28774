// The passing of time on a screen: the data side's clock, carried on by this page's.
import { useQuery } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { query } from "./api.ts";

const TICK_MS = 10_000;

/** The present instant in milliseconds, ten seconds old at most, however long ago the data side told its own; undefined until it has. */
export function useNow(): number | undefined {
  const { data, dataUpdatedAt } = useQuery(query.session.frame.queryOptions());
  const ticked = useSyncExternalStore(everyTick, lastTick);
  return data && data.nowMs + Math.max(0, ticked - dataUpdatedAt);
}

function everyTick(tell: () => void): () => void {
  const timer = window.setInterval(tell, TICK_MS);
  return () => window.clearInterval(timer);
}

/** By this page's clock. */
function lastTick(): number {
  return Math.floor(Date.now() / TICK_MS) * TICK_MS;
}
