// A worker that does what a broken or conquered decoder might do; the job's name says what.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { Worker } from "node:worker_threads";
import {
  frameOf,
  makeFrameReader,
  type DecodeJob,
  type FromWorker,
  type ToWorker,
} from "../../src-main/media/decode/decode-wire.ts";

const pipe = new Socket({ fd: 3, readable: true, writable: true });
const say = (message: FromWorker): void => frameOf(message).forEach((part) => void (part.byteLength > 0 && pipe.write(part)));
const tell = (what: unknown): void => say({ answer: { failed: JSON.stringify(what) } });

function attempt(step: () => unknown): string {
  try {
    step();
    return "done";
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code ?? String(cause);
  }
}

const acts: Readonly<Record<string, (job: DecodeJob) => void>> = {
  abort: () => process.abort(),
  spin: () => {
    for (;;);
  },
  sleep: () => undefined,
  memory: () => say({ over: "memory" }),
  work: () => say({ over: "work" }),
  heap: () => {
    const held: number[][] = [];
    for (;;) held.push(Array.from<number>({ length: 1_000_000 }).fill(1.5));
  },
  environment: () => tell(process.env),
  babble: () => void pipe.write(Buffer.alloc(64, 0xff)),
  greedy: () => say({ read: [{ at: -1, length: 2 ** 40 }] }),
  countless: () => say({ read: Array.from({ length: 300 }, (_, at) => ({ at, length: 1 })) }),
  muddled: () => say({ read: null as unknown as [] }),
  reach: (job) => {
    const path = "mime" in job ? job.mime : "";
    tell({
      foreign: attempt(() => readFileSync(path)),
      write: attempt(() => writeFileSync(path, "x")),
      program: attempt(() => spawnSync("true")),
      own: attempt(() => readFileSync(import.meta.filename)),
      thread: attempt(() => new Worker("0", { eval: true, execArgv: [] })),
    });
  },
};

pipe.on(
  "data",
  makeFrameReader((head) => {
    const message = head as ToWorker;
    if (!("job" in message)) return;
    (acts[message.job.name] ?? (() => say({ answer: { bytes: false } })))(message.job);
  }),
);
pipe.on("close", () => process.exit());
say({ ready: true });
