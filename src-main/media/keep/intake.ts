// Copies bytes into a temporary file and takes their identity on the way: each byte is read once, hashed once, written once.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity, OpenSource } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { explaining } from "../../disk/disk-problems.ts";
import type { OpenFile } from "./fs-port.ts";

/** Bytes that are under way at once, twice: one block is written and hashed while the next is read. */
export const BLOCK_BYTES = 1024 * 1024;

/** Fills a block as far as bytes come; 0 means the end. */
export type Fill = (block: Uint8Array) => Promise<number>;

/** Fills blocks from an open file. */
export function fillFromFile(source: OpenFile): Fill {
  return (block) => source.read(block);
}

/**
 * Fills blocks from the start of an open file, wherever others have read it. Of one that grows as fast as it is read there would be
 * no end: a byte more than it had tells enough.
 */
export function fillFromStart(source: Pick<OpenSource, "read">, sizeBytes: number): Fill {
  const state = { at: 0 };
  return async (block) => {
    const count = await source.read(block.subarray(0, Math.max(0, sizeBytes + 1 - state.at)), state.at);
    state.at += count;
    return count;
  };
}

/**
 * Fills blocks from bytes that arrive in pieces of any size; a piece is copied at once, so its buffer may be used again.
 *
 * @throws {Problem} `cancelled`, also while the source is silent
 */
export function fillFromStream(bytes: AsyncIterator<Uint8Array>, signal: AbortSignal): Fill {
  const state: { rest: Uint8Array } = { rest: new Uint8Array(0) };
  return async (block) => {
    let filled = 0;
    while (filled < block.byteLength) {
      if (state.rest.byteLength === 0) {
        const next = await orCancelled(bytes.next(), signal);
        if (next.done) break;
        state.rest = next.value;
      }
      const taken = state.rest.subarray(0, block.byteLength - filled);
      block.set(taken, filled);
      filled += taken.byteLength;
      state.rest = state.rest.subarray(taken.byteLength);
    }
    return filled;
  };
}

async function orCancelled<T>(step: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const stop = () => reject(new Problem("cancelled", {}));
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([step, cancelled]);
  } finally {
    signal.removeEventListener("abort", stop);
    cancelled.catch(() => undefined);
  }
}

/** Pairs of blocks that are used again: fresh ones for every file would keep the garbage collector busy. */
export type Blocks = Readonly<{ take(): readonly [Buffer, Buffer]; giveBack(pair: readonly [Buffer, Buffer]): void }>;

/** Starts without a pair; there are as many as copies were ever under way at once. */
export function makeBlocks(): Blocks {
  const idle: (readonly [Buffer, Buffer])[] = [];
  return {
    take: () => idle.pop() ?? [Buffer.allocUnsafeSlow(BLOCK_BYTES), Buffer.allocUnsafeSlow(BLOCK_BYTES)],
    giveBack: (pair) => void idle.push(pair),
  };
}

/** Takes the identity of bytes that pass. */
export type Measure = Readonly<{ pass(bytes: Uint8Array): void; end(): FileIdentity }>;

/** Hashes what passes. */
export function hashing(): Measure {
  const digest = createHash("sha256");
  const state = { crc: 0, sizeBytes: 0 };
  return {
    pass: (bytes) => {
      digest.update(bytes);
      state.crc = crc32(bytes, state.crc);
      state.sizeBytes += bytes.byteLength;
    },
    end: () => ({ sha256: digest.digest("hex"), sizeBytes: state.sizeBytes, crc32: state.crc }),
  };
}

/** Takes the word of a source that checks its own bytes, but for their number. */
export function trusting(known: FileIdentity): Measure {
  const state = { sizeBytes: 0 };
  return {
    pass: (bytes) => void (state.sizeBytes += bytes.byteLength),
    end: () => {
      if (state.sizeBytes !== known.sizeBytes)
        throw new Error(`the source ended after ${state.sizeBytes} of ${known.sizeBytes} bytes`);
      return { sha256: known.sha256, sizeBytes: known.sizeBytes, crc32: known.crc32 };
    },
  };
}

/** What explains a failure of either side. */
export type Explain = Readonly<{ reading(cause: unknown): unknown; writing(cause: unknown): unknown }>;

/** From where to where, and who takes the identity. */
export type Copy = Readonly<{ fill: Fill; into: Pick<OpenFile, "write">; measure: Measure; explain: Explain }>;

/**
 * Copies until the end and returns the identity of what was copied. Reading, hashing and writing overlap; at most two blocks are held.
 *
 * @param pair the two blocks; nobody else's while this runs.
 * @param totalBytes what `progress` shows as the whole; 0 if it is not known.
 * @throws {Problem} `cancelled`, and what `explain` makes of other failures
 */
export async function copyMeasuring(
  { fill, into, measure, explain }: Copy,
  pair: readonly [Buffer, Buffer],
  totalBytes: number,
  progress: Progress,
): Promise<FileIdentity> {
  const read = (block: Uint8Array) => explaining(() => fill(block), explain.reading);
  let [block, other] = pair;
  let sizeBytes = 0;
  for (let count = await read(block); count > 0; [block, other] = [other, block]) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    const bytes = block.subarray(0, count);
    const writing = explaining(() => into.write(bytes), explain.writing);
    const reading = read(other);
    measure.pass(bytes);
    sizeBytes += count;
    // Both have ended before either failure leaves: nothing writes into a file that is being taken back.
    const [written, ahead] = await Promise.allSettled([writing, reading]);
    if (written.status === "rejected") throw written.reason;
    if (ahead.status === "rejected") throw ahead.reason;
    progress.report(sizeBytes, totalBytes);
    count = ahead.value;
  }
  if (progress.signal.aborted) throw new Problem("cancelled", {});
  return measure.end();
}
