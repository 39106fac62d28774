// Events that a listener may prevent, as Electron gives them (docs/api/structures/… `Event` with `preventDefault`).
import type { EventEmitter } from "node:events";

/** Emits a preventable event first and whatever follows. @returns whether a listener prevented it */
export function emitPreventable(of: EventEmitter, name: string, more: object, ...others: readonly unknown[]): boolean {
  const state = { prevented: false };
  const event = {
    ...more,
    preventDefault: () => void (state.prevented = true),
    get defaultPrevented() {
      return state.prevented;
    },
  };
  of.emit(name, event, ...others);
  return state.prevented;
}
