// Starts a decode worker as a process or as a thread, and shows both alike.
import { fork } from "node:child_process";
import { Worker } from "node:worker_threads";
import type { DecodeJob } from "./decode-job.ts";
import type { WorkerMessage } from "./decode-worker.ts";

/** What a lane reports: a message of its worker, or its end, for whatever reason. */
export type LaneEvents = Readonly<{ onMessage(message: WorkerMessage): void; onEnd(): void }>;

/** One worker. While it is `busy` it keeps this process alive, otherwise not. */
export type Lane = Readonly<{ send(job: DecodeJob): void; setBusy(busy: boolean): void; end(): void }>;

/** Starts a worker. */
export type StartLane = (events: LaneEvents) => Lane;

const WORKER_FILE = new URL("./decode-worker.ts", import.meta.url);
const HEAP_MIB = 768;

/**
 * Starts a worker in a process of its own: a crash of a native decoder harms nothing. The process may read files and nothing else
 * (no writing, no programs, no threads), and gets none of this one's environment but what the system needs.
 */
export function startProcessLane(file: URL = WORKER_FILE, heapMiB: number = HEAP_MIB): StartLane {
  return (events) => {
    const child = fork(file, [], {
      execArgv: [
        "--permission",
        "--allow-fs-read=*",
        "--allow-addons",
        "--disable-warning=SecurityWarning",
        `--max-old-space-size=${heapMiB}`,
      ],
      env: bareEnvironment(process.env),
      serialization: "advanced",
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    child.on("message", (message) => events.onMessage(message as WorkerMessage));
    child.on("error", () => events.onEnd());
    child.on("exit", () => events.onEnd());
    return {
      send: (job) => void child.send(job, () => undefined),
      setBusy: (busy) => {
        for (const handle of [child, child.channel]) handle?.[busy ? "ref" : "unref"]();
      },
      end: () => void child.kill("SIGKILL"),
    };
  };
}

/** What a process cannot start without; secrets such as a PIN stay here. */
export function bareEnvironment(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ["SystemRoot", "TEMP", "TMPDIR", "LD_LIBRARY_PATH"].map((name) => [name, from[name]] as const);
  return {
    ...Object.fromEntries<string | undefined>(kept.filter(([, value]) => value !== undefined)),
    ELECTRON_RUN_AS_NODE: "1",
  };
}

/** Starts a worker in a thread: for a shell that may not start programs. A crash of a native decoder ends that shell's process. */
export function startThreadLane(file: URL = WORKER_FILE): StartLane {
  return (events) => {
    const worker = new Worker(file, { env: {}, resourceLimits: { maxOldGenerationSizeMb: HEAP_MIB } });
    worker.on("message", (message: WorkerMessage) => events.onMessage(message));
    worker.on("error", () => undefined);
    worker.on("exit", () => events.onEnd());
    return {
      send: (job) => worker.postMessage(job),
      setBusy: (busy) => (busy ? worker.ref() : worker.unref()),
      end: () => void worker.terminate(),
    };
  };
}
