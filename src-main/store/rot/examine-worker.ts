// A thread that looks through one copy of a database and leaves.
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import { findDamage } from "./examine.ts";

if (!isMainThread && parentPort !== null) parentPort.postMessage(findDamage((workerData as { path: string }).path));
