// Whether a button of the mouse is held down: what appears in that moment moves what is being clicked, and the click is lost.
import { useState, useSyncExternalStore } from "react";

const listeners = new Set<() => void>();
const mouse = { held: false };

function set(held: boolean): void {
  mouse.held = held;
  for (const tell of listeners) tell();
}

/** The click itself comes after the release. */
const release = (): void => void setTimeout(() => set(false));
window.addEventListener("pointerdown", () => set(true), true);
for (const end of ["pointerup", "pointercancel"]) window.addEventListener(end, release, true);
// Released outside of a window that was left meanwhile; those of fields do not bubble up to here.
window.addEventListener("blur", release);

/** What was shown last, for as long as a button is held; then the value as it is. */
export function useUnlessPressed<T>(value: T): T {
  const isHeld = useSyncExternalStore(subscribe, () => mouse.held);
  const [shown, setShown] = useState(value);
  if (!isHeld && shown !== value) setShown(value);
  return isHeld ? shown : value;
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}
