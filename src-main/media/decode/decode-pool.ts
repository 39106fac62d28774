// Hands jobs to a few decode workers, and the bytes of the files to them. A worker that crashes, works too long or eats memory is
// ended; its job gets a problem, the others nothing. A worker that does not start is tried again later.
import { Problem } from "../../domain/problem.ts";
import type { StartLane } from "./decode-lane.ts";
import { endJob, openSlot, startJob, unavailable, type PoolAnswer, type SlotLimits, type Waiting } from "./decode-slot.ts";
import type { DecodeJob } from "./decode-wire.ts";
import type { ForeignFile } from "../type/foreign-file.ts";

/** How many workers there are at most, and when one that could not be started is tried again. */
export type PoolLimits = SlotLimits & Readonly<{ lanes: number; retryMs: number }>;

/** `now` goes before what waits; `idle` comes when nothing else waits, one at a time, so that a worker stays for what somebody sees. */
export type Urgency = "now" | "soon" | "idle";

/** Answers jobs. `close` ends the workers and fails what is under way. */
export type DecodePool = Readonly<{
  run(job: DecodeJob, file: ForeignFile, urgency?: Urgency): Promise<PoolAnswer>;
  close(): void;
}>;

/** Opens a pool; workers start when the first jobs come. @param nowMs a clock that only goes forward. */
export function openDecodePool(startLane: StartLane, limits: PoolLimits, nowMs = () => performance.now()): DecodePool {
  const waiting: Waiting[] = [];
  const idle: Waiting[] = [];
  const state = { shutUntilMs: 0 };
  const failWaiting = (problem: () => Error): void => {
    for (const left of [...waiting.splice(0), ...idle.splice(0)]) left.reject(problem());
  };
  const nextIdle = (): Waiting | undefined => (slots.some(({ current }) => current?.idle) ? undefined : idle.shift());
  const onUnavailable = (): void => {
    state.shutUntilMs = nowMs() + limits.retryMs;
    failWaiting(unavailable);
  };
  const onFree = (): void => {
    const free = slots.find((slot) => !slot.current && slot.lane) ?? slots.find((slot) => !slot.current);
    const next = free && (waiting.shift() ?? nextIdle());
    if (free && next) startJob(free, next);
  };
  const slots = Array.from({ length: limits.lanes }, () => openSlot({ startLane, limits, onFree, onUnavailable }));
  return {
    run: (job, file, urgency = "soon") =>
      new Promise((resolve, reject) => {
        if (nowMs() < state.shutUntilMs) return reject(unavailable());
        const queue = urgency === "idle" ? idle : waiting;
        queue[urgency === "now" ? "unshift" : "push"]({ job, file, resolve, reject, idle: urgency === "idle" });
        onFree();
      }),
    close: () => {
      const cancelled = () => new Problem("cancelled", {});
      failWaiting(cancelled);
      for (const slot of slots) endJob(slot, cancelled());
    },
  };
}
