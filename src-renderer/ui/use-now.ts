// The passing of time on a screen: the data side's clock, carried on by this page's.
import { useEffect, useState } from "react";

const TICK_MS = 20_000;

/** The present instant in milliseconds, moving on every 20 seconds from the last one that was told. */
export function useNow(toldMs: number | undefined): number | undefined {
  const [sinceTold, setSinceTold] = useState(0);
  useEffect(() => {
    const toldAt = performance.now();
    setSinceTold(0);
    const timer = window.setInterval(() => setSinceTold(performance.now() - toldAt), TICK_MS);
    return () => window.clearInterval(timer);
  }, [toldMs]);
  return toldMs === undefined ? undefined : toldMs + sinceTold;
}
