// A worker that does what a broken or conquered decoder might do; the job's name says what.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DecodeJob } from "../../src-main/media/decode-job.ts";

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
  hang: () => {
    for (;;);
  },
  overMemory: () => void process.send?.({ overMemory: true }),
  heap: () => {
    const held: number[][] = [];
    for (;;) held.push(Array.from<number>({ length: 1_000_000 }).fill(1.5));
  },
  environment: () => void process.send?.({ failed: JSON.stringify(process.env) }),
  reach: (job) => {
    const write = attempt(() => writeFileSync(join(job.path, "planted"), "x"));
    const program = attempt(() => spawnSync("true"));
    const read = attempt(() => readFileSync(import.meta.filename));
    process.send?.({ failed: JSON.stringify({ write, program, read }) });
  },
};

process.on("message", (job: DecodeJob) => (acts[job.name] ?? (() => void process.send?.({ jpeg: undefined })))(job));
process.on("disconnect", () => process.exit());
