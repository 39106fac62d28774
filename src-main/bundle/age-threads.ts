// Threads that seal and open files: kept for the next file and asked to leave when they rest. None is ever terminated from outside,
// which has crashed Electron.
import { Worker } from "node:worker_threads";
import type { AgeOutcome, AgeTask } from "./age-task.ts";

/** How long a thread rests before it leaves. */
const REST_MS = 60_000;

/** `forget`: what is done when it ends by itself while it rests. */
type Resting = Readonly<{ worker: Worker; timer: NodeJS.Timeout; forget: () => void }>;

export type Threads = Readonly<{
  /** Runs one share in a thread. @param report is told of bytes that were read. */
  run(task: AgeTask, report: (bytes: number) => void): Promise<AgeOutcome>;
  /** Lets all threads that rest leave now. */
  release(): void;
}>;

/** @param start starts a thread that answers tasks and leaves when it is told "leave". */
export function openThreads(start: () => Worker): Threads {
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
  return {
    run: async (task, report) => {
      const worker = take();
      worker.ref();
      const outcome = await outcomeOf(worker, task, report);
      rest(worker);
      return outcome;
    },
    release: () => {
      for (const thread of resting) leave(thread);
    },
  };
}

/** The program's threads. */
export const { run: runInThread, release: releaseThreads } = openThreads(
  () => new Worker(new URL("./age-worker.ts", import.meta.url)),
);

async function outcomeOf(worker: Worker, task: AgeTask, report: (bytes: number) => void): Promise<AgeOutcome> {
  const { promise, resolve, reject } = Promise.withResolvers<AgeOutcome>();
  const take = (message: { bytes: number } | AgeOutcome): void => ("bytes" in message ? report(message.bytes) : resolve(message));
  const end = (): void => reject(new Error("age worker ended early"));
  worker.on("message", take).on("error", reject).on("exit", end);
  worker.postMessage(task);
  try {
    return await promise;
  } finally {
    worker.off("message", take).off("error", reject).off("exit", end);
  }
}
