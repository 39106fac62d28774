// Entry of the process that decodes foreign media: one job at a time, a limit of memory and of work, no other task.
//
// What holds it: Node's permission model (it reads its own folder and nothing else: no foreign file, no writing, no programs), a bare
// environment, limits of memory and of processor time, and that it is another process than the one with the database and the keys. A decoder that crashes harms
// nothing. This is crash isolation, not a sandbox for native code: whoever takes over a native decoder has the rights of the user.
import { Socket } from "node:net";
import { answerJob } from "./decode-job.ts";
import {
  frameOf,
  makeFrameReader,
  MOST_PIECES,
  MOST_READ_BYTES,
  type Asked,
  type FromWorker,
  type ToWorker,
} from "../decode/decode-wire.ts";
import type { ForeignFile } from "../type/foreign-file.ts";
import { allowListedDecodersOnly } from "./look/pictures.ts";

const MOST_RSS_BYTES = 512 * 1024 * 1024;
const LOOK_EVERY_MS = 50;
/** A worker whose own thread a decoder holds cannot look; that it is silent tells it. */
const PULSE_MS = 1000;
/** The pipe to the program. */
const PIPE_FD = 3;

/** As much as the system hands over at once is taken at once: a photo comes in a few pieces, not in a hundred. */
const PIECE_BYTES = 1024 * 1024;

const take = makeFrameReader((head, body) => {
  const message = head as ToWorker;
  if ("job" in message) void work(message);
  else takePieces(message.pieces, body);
});
const onread = {
  buffer: Buffer.allocUnsafeSlow(PIECE_BYTES),
  callback: (count: number, piece: Uint8Array) => (take(Buffer.from(piece.subarray(0, count))), true),
};
const pipe = new Socket({ fd: PIPE_FD, readable: true, writable: true, onread });
/** Who waits for bytes, in the order in which they come. */
const waiting: ((bytes: Buffer) => void)[] = [];
/** What is asked for in this turn goes as one question: a walk through a header asks for many small pieces. */
const asking: Asked[] = [];

function say(message: FromWorker, body?: Uint8Array): void {
  for (const part of frameOf(message, body)) if (part.byteLength > 0) pipe.write(part);
}

async function work(job: Extract<ToWorker, { job: unknown }>): Promise<void> {
  asking.length = 0;
  waiting.length = 0; // what an earlier job asked for beyond its end does not come any more
  // Native decoders work on other threads, so this one still looks. No thread of our own does: a worker that may start threads may
  // start one without the limits of --permission.
  const guard = setInterval(endIfOver, LOOK_EVERY_MS, workedMs() + job.mostWorkMs);
  const pulse = setInterval(say, PULSE_MS, { alive: true });
  const { answer, bytes } = await answerJob(job.job, { sizeBytes: job.sizeBytes, read: askForBytes(job.sizeBytes) });
  clearInterval(guard);
  clearInterval(pulse);
  say({ answer }, bytes);
}

/** Processor time of all threads of this process. */
function workedMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function endIfOver(mostWorkedMs: number): void {
  const over = process.memoryUsage.rss() > MOST_RSS_BYTES ? "memory" : workedMs() > mostWorkedMs ? "work" : undefined;
  if (over === undefined) return;
  say({ over });
  // Not exit(): it waits for the decoder's threads.
  setImmediate(() => process.kill(process.pid, "SIGKILL"));
}

function askForBytes(sizeBytes: number): ForeignFile["read"] {
  return async (at, length) => {
    const wanted = Math.max(0, Math.min(length, sizeBytes - at));
    if (wanted <= MOST_READ_BYTES) return askOnce(at, wanted);
    const whole = Buffer.allocUnsafeSlow(wanted);
    let filled = 0;
    while (filled < wanted) {
      const block = await askOnce(at + filled, Math.min(MOST_READ_BYTES, wanted - filled));
      if (block.byteLength === 0) break;
      filled += block.copy(whole, filled);
    }
    return whole.subarray(0, filled);
  };
}

function askOnce(at: number, length: number): Promise<Buffer> {
  if (length === 0) return Promise.resolve(Buffer.alloc(0));
  const { promise, resolve } = Promise.withResolvers<Buffer>();
  const together = asking.reduce((sum, piece) => sum + piece.length, length);
  if (asking.length === MOST_PIECES || together > MOST_READ_BYTES) askNow();
  if (asking.length === 0) queueMicrotask(askNow);
  waiting.push(resolve);
  asking.push({ at, length });
  return promise;
}

function askNow(): void {
  const read = asking.splice(0);
  if (read.length > 0) say({ read });
}

function takePieces(lengths: readonly number[], bytes: Buffer): void {
  let at = 0;
  for (const length of lengths) {
    waiting.shift()?.(bytes.subarray(at, at + length));
    at += length;
  }
}

allowListedDecodersOnly();
for (const end of ["end", "error", "close"]) pipe.on(end, () => process.kill(process.pid, "SIGKILL"));
say({ ready: true });
