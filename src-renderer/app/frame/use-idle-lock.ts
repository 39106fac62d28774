// Locks the program when nobody has touched it for as long as the setting says. Clock time is compared, not timers counted, so that
// a PC that slept is locked when it wakes.
import { useEffect } from "react";
import { api } from "../../rpc/api.ts";

const LOOK_EVERY_MS = 5_000;
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** @param minutes without a touch until the lock; 0 or undefined: never. */
export function useIdleLock(minutes: number | undefined): void {
  useEffect(() => {
    if (minutes === undefined || minutes === 0) return;
    const state = { touchedMs: Date.now(), locking: false };
    const touch = (): void => void (state.touchedMs = Date.now());
    const look = (): void => {
      if (state.locking || Date.now() - state.touchedMs < minutes * 60_000) return;
      state.locking = true;
      api.session.lock().catch(() => void (state.locking = false)); // tried again at the next look
    };
    for (const name of TOUCHES) window.addEventListener(name, touch, { passive: true, capture: true });
    const timer = window.setInterval(look, LOOK_EVERY_MS);
    return () => {
      window.clearInterval(timer);
      for (const name of TOUCHES) window.removeEventListener(name, touch, { capture: true });
    };
  }, [minutes]);
}
