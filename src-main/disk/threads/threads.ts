// Threads for work that would hold the thread which answers screens: kept for the next task and asked to leave when they rest. None
// is ever terminated from outside, which has crashed Electron.
import type { ResourceLimits, Worker } from "node:worker_threads";

/** How long a thread rests before it leaves. */
const REST_MS = 60_000;

/** For threads that hold much briefly: what was forgotten is looked for sooner, which keeps the whole program small. */
export const FRUGAL: ResourceLimits = { maxYoungGenerationSizeMb: 8 };

/** What a thread says while it works. @see answer-tasks.ts */
export type Said<Step> = Readonly<{ step: Step }>;

/** `forget`: what is done when it ends by itself while it rests. */
type Resting = Readonly<{ worker: Worker; timer: NodeJS.Timeout; forget: () => void }>;

export type Threads<Task, Step, Outcome extends object> = Readonly<{
  /** Runs one task in a thread. @param report is told how far it is. */
  run(task: Task, report: (step: Step) => void): Promise<Outcome>;
  /** Lets all threads that rest leave now. */
  release(): void;
}>;

const pools = new Set<Pick<Threads<never, never, object>, "release">>();

/** Lets all threads of the program that rest leave now. */
export function releaseThreads(): void {
  for (const pool of pools) pool.release();
}

/** Keeps threads that rest for whoever holds them. The answer lets go of them; with the last holder they leave. */
export const holdThreads = heldUntilLast(releaseThreads);

/** Counts holders. @param release is called when the last one lets go, who may do so more than once. */
export function heldUntilLast(release: () => void): () => () => void {
  const holders = new Set<object>();
  return () => {
    const holder = {};
    holders.add(holder);
    return () => {
      if (holders.delete(holder) && holders.size === 0) release();
    };
  };
}

/** @param start starts a thread that answers tasks and leaves when it is told "leave". */
export function openThreads<Task, Step, Outcome extends object>(start: () => Worker): Threads<Task, Step, Outcome> {
  const resting = new Set<Resting>();
  const drop = (thread: Resting): void => {
    clearTimeout(thread.timer);
    resting.delete(thread);
    thread.worker.off("exit", thread.forget).off("error", thread.forget);
  };
  const leave = (thread: Resting): void => {
    drop(thread);
    thread.worker.postMessage("leave");
  };
  const take = (): Worker => {
    const [thread] = resting;
    if (thread === undefined) return start();
    drop(thread);
    return thread.worker;
  };
  // A thread that rests does not keep the process alive, and one that ends meanwhile is nobody's error.
  const rest = (worker: Worker): void => {
    worker.unref();
    const forget = (): void => void (clearTimeout(thread.timer), resting.delete(thread));
    const thread: Resting = { worker, timer: setTimeout(() => leave(thread), REST_MS).unref(), forget };
    worker.on("exit", forget).on("error", forget);
    resting.add(thread);
  };
  const threads: Threads<Task, Step, Outcome> = {
    run: async (task, report) => {
      const worker = take();
      worker.ref();
      const outcome = await outcomeOf<Step, Outcome>(worker, task, report);
      rest(worker);
      return outcome;
    },
    release: () => {
      for (const thread of resting) leave(thread);
    },
  };
  pools.add(threads);
  return threads;
}

async function outcomeOf<Step, Outcome extends object>(
  worker: Worker,
  task: unknown,
  report: (step: Step) => void,
): Promise<Outcome> {
  const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
  const take = (message: Said<Step> | Outcome): void => ("step" in message ? report(message.step) : resolve(message));
  const end = (): void => reject(new Error("a thread ended early"));
  worker.on("message", take).on("error", reject).on("exit", end);
  worker.postMessage(task);
  try {
    return await promise;
  } finally {
    worker.off("message", take).off("error", reject).off("exit", end);
  }
}
