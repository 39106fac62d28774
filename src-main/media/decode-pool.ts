// Hands jobs to a few decode workers. A worker that crashes, hangs or eats memory is ended; its job gets a problem, the others nothing.
import { Problem } from "../domain/problem.ts";
import type { DecodeAnswer, DecodeJob } from "./decode-job.ts";
import type { Lane, StartLane } from "./decode-lane.ts";
import type { WorkerMessage } from "./decode-worker.ts";
import { MOST_PIXELS_WHOLE } from "./picture-limits.ts";

/** How many workers there are at most, how long a job may take, and how long a worker waits for the next one. */
export type PoolLimits = Readonly<{ lanes: number; jobMs: number; idleMs: number }>;

/** Answers jobs; `close` ends the workers and fails what is under way. */
export type DecodePool = Readonly<{ run(job: DecodeJob): Promise<DecodeAnswer>; close(): void }>;

type Waiting = Readonly<{ job: DecodeJob; resolve(answer: DecodeAnswer): void; reject(cause: unknown): void }>;
type Slot = { lane: Lane | undefined; current: Waiting | undefined; timer: NodeJS.Timeout | undefined };

/** Opens a pool; workers start when the first jobs come. */
export function openDecodePool(startLane: StartLane, limits: PoolLimits): DecodePool {
  const slots: Slot[] = Array.from({ length: limits.lanes }, () => ({ lane: undefined, current: undefined, timer: undefined }));
  const waiting: Waiting[] = [];

  const startNext = (): void => {
    const free = slots.find((slot) => !slot.current && slot.lane) ?? slots.find((slot) => !slot.current);
    const next = free && waiting.shift();
    if (free && next) startJob(free, next);
  };

  const startJob = (slot: Slot, next: Waiting): void => {
    clearTimeout(slot.timer);
    slot.current = next;
    slot.lane ??= openLane(slot);
    slot.lane.setBusy(true);
    slot.timer = setTimeout(() => endJob(slot, new Problem("media-too-slow", slow(next.job, limits.jobMs))), limits.jobMs);
    slot.lane.send(next.job);
  };

  const openLane = (slot: Slot): Lane => {
    const lane: Lane = startLane({
      onMessage: (message) => slot.lane === lane && takeMessage(slot, message),
      onEnd: () => slot.lane === lane && endJob(slot, damaged(slot)),
    });
    return lane;
  };

  const takeMessage = (slot: Slot, message: WorkerMessage): void => {
    if ("overMemory" in message) return endJob(slot, tooLarge(slot));
    const done = slot.current;
    free(slot);
    slot.lane?.setBusy(false);
    slot.timer = setTimeout(() => endLane(slot), limits.idleMs).unref();
    done?.resolve(message);
    startNext();
  };

  const endJob = (slot: Slot, problem: Error): void => {
    const failed = slot.current;
    free(slot);
    endLane(slot);
    failed?.reject(problem);
    startNext();
  };

  return {
    run: (job) =>
      new Promise((resolve, reject) => {
        waiting.push({ job, resolve, reject });
        startNext();
      }),
    close: () => {
      for (const left of waiting.splice(0)) left.reject(new Problem("cancelled", {}));
      for (const slot of slots) endJob(slot, new Problem("cancelled", {}));
    },
  };
}

function free(slot: Slot): void {
  clearTimeout(slot.timer);
  slot.current = undefined;
}

function endLane(slot: Slot): void {
  const { lane } = slot;
  slot.lane = undefined;
  lane?.end();
}

function nameIn(slot: Slot): string {
  return slot.current?.job.name ?? "";
}

function damaged(slot: Slot): Error {
  return new Problem("media-damaged", { name: nameIn(slot) });
}

function tooLarge(slot: Slot): Error {
  return new Problem("media-too-large", { name: nameIn(slot), mostMegapixels: Math.floor(MOST_PIXELS_WHOLE / 1e6) });
}

function slow(job: DecodeJob, jobMs: number): Readonly<{ name: string; seconds: number }> {
  return { name: job.name, seconds: Math.ceil(jobMs / 1000) };
}
