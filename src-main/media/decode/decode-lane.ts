// Starts a decode worker as a process of its own, with no right to foreign files and with nothing of this one's environment.
import { spawn, type ChildProcess } from "node:child_process";
import { Socket } from "node:net";
import { tryStart } from "../../disk/threads/try-start.ts";
import { frameOf, makeFrameReader, type FromWorker, type ToWorker } from "./decode-wire.ts";
import type { DecoderRuntime } from "./decoder-runtime.ts";

/** How a worker ended: it never began, or it broke. */
export type LaneEnd = "unavailable" | "broken";

/** What a lane reports: a message of its worker, or its end. */
export type LaneEvents = Readonly<{ onMessage(message: FromWorker, body: Buffer): void; onEnd(end: LaneEnd): void }>;

/** One worker. While it is `busy` it keeps this process alive, otherwise not. */
export type Lane = Readonly<{ send(message: ToWorker, body?: Uint8Array): void; setBusy(busy: boolean): void; end(): void }>;

/** Starts a worker. */
export type StartLane = (events: LaneEvents) => Lane;

const HEAP_MIB = 384;
/**
 * The pipe goes both ways. Windows lets a plain one do only one thing at a time: whoever waits to hear could not speak.
 * @see https://github.com/nodejs/node/issues/29238
 */
export const WORKER_STDIO = ["ignore", "ignore", "ignore", "overlapped"] as const;

/** Starts workers with this Node; one that cannot be started is told as `unavailable`. */
export function startProcessLane(runtime: DecoderRuntime, heapMiB: number = HEAP_MIB): StartLane {
  return (events) => {
    const state = { ready: false, over: false };
    const end = (how: LaneEnd): void => {
      if (!state.over) events.onEnd(state.ready ? how : "unavailable");
      state.over = true;
    };
    const child = trySpawn(runtime, heapMiB);
    const pipe = child?.stdio[3];
    if (child === undefined || !(pipe instanceof Socket)) {
      queueMicrotask(() => end("unavailable"));
      return { send: () => undefined, setBusy: () => undefined, end: () => void child?.kill("SIGKILL") };
    }
    const read = makeFrameReader((head, body) => {
      const message = head as FromWorker;
      if ("ready" in message) state.ready = true;
      events.onMessage(message, body);
    });
    pipe.on("data", (piece: Buffer) => {
      try {
        read(piece);
      } catch {
        child.kill("SIGKILL"); // what says no frames is no worker of ours any more
      }
    });
    pipe.on("error", () => undefined); // its end is told by the process
    child.on("error", () => end("unavailable"));
    child.on("exit", () => end("broken"));
    return {
      send: (message, body) => {
        for (const part of frameOf(message, body)) if (part.byteLength > 0) pipe.write(part);
      },
      setBusy: (busy) => {
        for (const handle of [child, pipe]) handle[busy ? "ref" : "unref"]();
      },
      end: () => void child.kill("SIGKILL"),
    };
  };
}

function trySpawn(runtime: DecoderRuntime, heapMiB: number): ChildProcess | undefined {
  const child = tryStart(() =>
    spawn(runtime.node, [...permissions(runtime, heapMiB), runtime.workerFile], {
      env: bareEnvironment(process.env),
      stdio: [...WORKER_STDIO],
      windowsHide: true,
    }),
  );
  return child instanceof Error ? undefined : child;
}

/** The worker reads its own program and loads its own decoders. */
export function permissions(runtime: DecoderRuntime, heapMiB: number): readonly string[] {
  return [
    "--permission",
    ...runtime.readable.map((path) => `--allow-fs-read=${path}`),
    "--allow-addons",
    "--disable-warning=SecurityWarning",
    `--max-old-space-size=${heapMiB}`,
  ];
}

/** What a process cannot start without. Secrets such as a PIN stay here, and so does what is preloaded into this process. */
export function bareEnvironment(from: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = ["SystemRoot", "TEMP", "TMPDIR"].map((name) => [name, from[name]] as const);
  return Object.fromEntries<string | undefined>(kept.filter(([, value]) => value !== undefined));
}
