// The other side of threads.ts: what a thread does from its start until it is asked to leave.
import { isMainThread, parentPort } from "node:worker_threads";
import type { Said } from "./threads.ts";

/** Answers one task after another. What `work` does not foresee ends the thread, and with it the task. */
export function answerTasks<Task, Step>(work: (task: Task, report: (step: Step) => void) => object | Promise<object>): void {
  if (isMainThread || parentPort === null) return;
  const port = parentPort;
  const report = (step: Step): void => port.postMessage({ step } satisfies Said<Step>);
  const answer = async (task: Task): Promise<void> => port.postMessage(await work(task, report));
  port.on("message", (message: Task | "leave") => {
    if (message === "leave") port.close();
    else void answer(message);
  });
}
