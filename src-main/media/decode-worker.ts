// Entry of the process (or thread) that decodes foreign media: one job at a time, a limit of memory, no other task.
import { parentPort } from "node:worker_threads";
import { answerJob, type DecodeAnswer, type DecodeJob } from "./decode-job.ts";
import { allowListedDecodersOnly } from "./pictures.ts";

/** What goes to the parent: an answer, or that memory ran over and this process ends. */
export type WorkerMessage = DecodeAnswer | Readonly<{ overMemory: true }>;

const MOST_RSS_BYTES = 1536 * 1024 * 1024;
const LOOK_EVERY_MS = 50;

function reply(message: WorkerMessage): void {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message);
}

async function work(job: DecodeJob): Promise<void> {
  // Native decoders work on other threads, so this one still looks at the clock.
  const guard = parentPort ? undefined : setInterval(endIfOverMemory, LOOK_EVERY_MS);
  const answer = await answerJob(job);
  clearInterval(guard);
  reply(answer);
}

function endIfOverMemory(): void {
  if (process.memoryUsage.rss() < MOST_RSS_BYTES) return;
  reply({ overMemory: true });
  // Not exit(): it waits for the decoder's threads.
  setImmediate(() => process.kill(process.pid, "SIGKILL"));
}

allowListedDecodersOnly();
if (parentPort) parentPort.on("message", (job: DecodeJob) => void work(job));
else {
  process.on("message", (job: DecodeJob) => void work(job));
  process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
}
