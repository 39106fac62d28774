// A worker thread for shares of files, one after another, until it is asked to leave. Started by age-threads.ts only.
import { isMainThread, parentPort } from "node:worker_threads";
import { runShare } from "./age-share.ts";
import type { AgeTask } from "./age-task.ts";

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  port.on("message", (message: AgeTask | "leave") => {
    if (message === "leave") port.close();
    else void work(message);
  });

  // What no share foresees ends the thread, and with it the share.
  const work = async (task: AgeTask): Promise<void> =>
    port.postMessage(await runShare(task, (bytes) => port.postMessage({ bytes })));
}
