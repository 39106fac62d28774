// Threads that seal and open files: kept for the next file and asked to leave when they rest. None is ever terminated from outside,
// which has crashed Electron.
import { Worker } from "node:worker_threads";
import type { AgeOutcome, AgeTask } from "./age-task.ts";

/** How long a thread rests before it leaves. */
const REST_MS = 60_000;

type Resting = Readonly<{ worker: Worker; timer: NodeJS.Timeout }>;
const resting = new Set<Resting>();

/** Runs one share in a thread. @param report is told of bytes that were read. */
export async function runInThread(task: AgeTask, report: (bytes: number) => void): Promise<AgeOutcome> {
  const worker = takeThread();
  worker.ref();
  const outcome = await outcomeOf(worker, task, report);
  rest(worker);
  return outcome;
}

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

/** Lets all threads that rest leave now. */
export function releaseThreads(): void {
  for (const thread of resting) leave(thread);
}

function takeThread(): Worker {
  const [thread] = resting;
  if (thread === undefined) return new Worker(new URL("./age-worker.ts", import.meta.url));
  clearTimeout(thread.timer);
  resting.delete(thread);
  return thread.worker;
}

// A thread that rests does not keep the process alive.
function rest(worker: Worker): void {
  worker.unref();
  const thread: Resting = { worker, timer: setTimeout(() => leave(thread), REST_MS).unref() };
  resting.add(thread);
}

function leave(thread: Resting): void {
  clearTimeout(thread.timer);
  resting.delete(thread);
  thread.worker.postMessage("leave");
}
