// Between two threads: one has filled a transaction and may make it visible only when the other one lets it, for what that one reads
// in one go must not change in between.

/** Goes to the other thread as it is. */
export type Gate = Int32Array<SharedArrayBuffer>;

const [STATE, PASSED] = [0, 1];
const [CLOSED, OPEN, STOPPED] = [0, 1, 2];

/** A thread that died passes no more. */
const LONGEST_MS = 30_000;

export function newGate(): Gate {
  return new Int32Array(new SharedArrayBuffer(8));
}

/** Lets pass whoever stands there or comes. */
export function openGate(gate: Gate): void {
  if (Atomics.compareExchange(gate, STATE, CLOSED, OPEN) === CLOSED) Atomics.notify(gate, STATE);
}

/** Sends back whoever stands there or comes; whoever was let pass before has passed. */
export function stopAt(gate: Gate): void {
  if (Atomics.compareExchange(gate, STATE, CLOSED, STOPPED) === CLOSED) Atomics.notify(gate, STATE);
}

/** Lets pass who stands there, and holds this thread until it is through. */
export function letThrough(gate: Gate): void {
  openGate(gate);
  Atomics.wait(gate, PASSED, 0, LONGEST_MS);
}

export function isStopped(gate: Gate): boolean {
  return Atomics.load(gate, STATE) === STOPPED;
}

/** Waits at the gate. @returns whether it may pass. */
export function standAt(gate: Gate): boolean {
  Atomics.wait(gate, STATE, CLOSED);
  return !isStopped(gate);
}

/** It is through, or gave up. */
export function notePassed(gate: Gate): void {
  Atomics.store(gate, PASSED, 1);
  Atomics.notify(gate, PASSED);
}
