// A worker thread for one share of a file. Started by age.ts only.
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { runShare } from "./age-share.ts";
import type { AgeTask } from "./age-task.ts";

if (!isMainThread && parentPort !== null) {
  const port = parentPort;
  port.postMessage(await runShare(workerData as AgeTask, (bytes) => port.postMessage({ bytes })));
}
