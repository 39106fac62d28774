// A wait that runs down on screen, second by second.
import { useEffect, useState } from "react";

/** @param waitMs as the data side told it last; the count begins anew whenever it is told again. */
export function useSecondsLeft(waitMs: number): number {
  const [leftMs, setLeftMs] = useState(waitMs);
  useEffect(() => {
    const endMs = performance.now() + waitMs;
    setLeftMs(waitMs);
    if (waitMs === 0) return;
    const timer = window.setInterval(() => setLeftMs(Math.max(0, endMs - performance.now())), 250);
    return () => window.clearInterval(timer);
  }, [waitMs]);
  return Math.ceil(leftMs / 1000);
}
