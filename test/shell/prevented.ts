// Events that a listener may prevent, as Electron gives them (docs/api/structures/… `Event` with `preventDefault`).
import type { EventEmitter } from "node:events";

/** An event; `defaultPrevented` tells what the listeners decided. */
export type Preventable = Readonly<{ preventDefault(): void; readonly defaultPrevented: boolean }>;

/** An event with what else it carries. */
export function preventable<T extends object>(more: T): Preventable & T {
  const state = { prevented: false };
  return Object.assign(Object.create(null) as object, more, {
    preventDefault: () => void (state.prevented = true),
    get defaultPrevented() {
      return state.prevented;
    },
  }) as Preventable & T;
}

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
