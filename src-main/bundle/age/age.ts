// Encryption to several PCs with age (https://age-encryption.org/v1), file to file. The library makes headers; worker threads
// seal the chunks of larger files, so that no screen freezes.
import { open, rm, type FileHandle } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { basename, dirname } from "node:path";
import { Worker } from "node:worker_threads";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { MOST_HEADER_BYTES, openHeader, sealHeader } from "./age-header.ts";
import { CHUNK_BYTES, chunkCount, chunkNonce, plainBytesOf, sealedBytes } from "./age-stream.ts";
import { runShare } from "./age-share.ts";
import { SEGMENT_CHUNKS, type AgeOutcome, type AgeTask } from "./age-task.ts";
import { chunkCipher } from "./chunk-cipher.ts";
import { explaining, writingProblem } from "../../disk/disk-problems.ts";
import { openThreads } from "../../disk/threads/threads.ts";
import { readingProblem } from "../reading-problems.ts";

/** Threads that work at once: more would only wait for the disk. */
const MOST_WORKERS = 4;

const threads = openThreads<AgeTask, number, AgeOutcome>(() => new Worker(new URL("./age-worker.ts", import.meta.url)));

/** A key pair that opens bundles: the identity stays with its owner, the recipient is given to senders. */
export type AgeKeyPair = Readonly<{ identity: string; recipient: string }>;

/** Makes a new X25519 key pair from the system's randomness. */
export async function generateIdentity(): Promise<AgeKeyPair> {
  const identity = await generateX25519Identity();
  return { identity, recipient: await identityToRecipient(identity) };
}

/** The recipient (`age1…`) of an identity, such as the one on a recovery card. @throws {Problem} `key-unusable` */
export async function recipientOf(identity: string): Promise<string> {
  try {
    return await identityToRecipient(identity.trim());
  } catch (cause) {
    throw new Problem("key-unusable", { reason: "age identity" }, { cause });
  }
}

/**
 * Encrypts a file to recipients; the new file is on the disk when this returns, and gone if it fails.
 *
 * @param to path of the new file; one that is there is overwritten.
 * @throws {Problem} `bundle-input-wrong`, `key-unusable`, `cancelled`, `disk-full`, `disk-read-only`, `disk-failing`
 */
export async function encryptFile(from: string, to: string, recipients: readonly string[], progress: Progress): Promise<void> {
  if (recipients.length === 0) throw new Problem("bundle-input-wrong", { what: "recipients" });
  const opening = await sealHeader(recipients);
  if (opening === "wrong-key") throw new Problem("key-unusable", { reason: "age recipient" });
  const plainBytes = await sizeOf(from);
  await transformFile(
    { kind: "seal", from, to, key: opening.key, prefixBytes: opening.prefix.byteLength, plainBytes },
    opening.prefix,
    progress,
  );
}

/**
 * Decrypts a file with whichever identity fits. The plain file may be used only when this has returned: every chunk was checked.
 *
 * @param assertStart looks at the first plain bytes before the rest is worked on, and throws where it is of no use.
 * @throws {Problem} `bundle-no-identity`, `bundle-changed`, `cancelled`, `disk-full`, `disk-read-only`, `disk-failing`, `bundle-unreadable`
 */
export async function decryptFile(
  from: string,
  to: string,
  identities: readonly string[],
  progress: Progress,
  assertStart: (bytes: Uint8Array) => void = () => undefined,
): Promise<void> {
  if (identities.length === 0) throw new Problem("bundle-no-identity", {});
  const sizeBytes = await sizeOf(from);
  const opening = await openHeader(await readHead(from), identities);
  if (opening === "wrong-key") throw new Problem("bundle-no-identity", {});
  const plainBytes = opening === "changed" ? undefined : plainBytesOf(sizeBytes - opening.prefix.byteLength);
  if (opening === "changed" || plainBytes === undefined) throw new Problem("bundle-changed", { file: basename(from) });
  const task = { kind: "open", from, to, key: opening.key, prefixBytes: opening.prefix.byteLength, plainBytes } as const;
  assertStart(await firstChunk(task));
  await transformFile(task, new Uint8Array(0), progress);
}

/** The first chunk, which is sealed by itself. @throws {Problem} `bundle-changed` */
async function firstChunk({ from, key, prefixBytes, plainBytes }: Work): Promise<Uint8Array> {
  const sealed = Buffer.alloc(sealedBytes(Math.min(plainBytes, CHUNK_BYTES)));
  const read = await withFile(from, async (handle) => (await handle.read(sealed, 0, sealed.byteLength, prefixBytes)).bytesRead);
  const cipher = await chunkCipher(key);
  const plain = cipher.open(sealed.subarray(0, read), chunkNonce(0, chunkCount(plainBytes) === 1));
  if (plain === undefined) throw new Problem("bundle-changed", { file: basename(from) });
  return plain;
}

type Work = Omit<AgeTask, "first" | "step" | "stop">;

async function transformFile(work: Work, prefix: Uint8Array, progress: Progress): Promise<void> {
  const explain = (cause: unknown) => writingProblem(cause, dirname(work.to));
  const target = await explaining(() => open(work.to, "w", 0o600), explain);
  let complete = false;
  try {
    await explaining(() => target.write(prefix, 0, prefix.byteLength, 0), explain);
    await runWorkers(work, progress);
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    await explaining(() => target.sync(), explain);
    complete = true;
  } finally {
    await target.close();
    if (!complete) await rm(work.to, { force: true });
  }
}

async function runWorkers(work: Work, progress: Progress): Promise<void> {
  const segments = Math.ceil(chunkCount(work.plainBytes) / SEGMENT_CHUNKS);
  const step = Math.min(segments, availableParallelism(), MOST_WORKERS);
  const stop = new SharedArrayBuffer(4);
  const halt = () => void Atomics.store(new Int32Array(stop), 0, 1);
  if (progress.signal.aborted) halt();
  progress.signal.addEventListener("abort", halt);
  let done = 0;
  const report = (bytes: number) => progress.report(Math.min((done += bytes), work.plainBytes), work.plainBytes);
  const runOne = async (first: number): Promise<void> => {
    try {
      assertDone(await runWorker({ ...work, first, step, stop }, report), work);
    } catch (cause) {
      halt();
      throw cause;
    }
  };
  // All have ended before the file is touched again; then the first failure is told.
  const ended = await Promise.allSettled(Array.from({ length: step }, (_, first) => runOne(first)));
  progress.signal.removeEventListener("abort", halt);
  for (const result of ended) if (result.status === "rejected") throw result.reason;
}

async function runWorker(task: AgeTask, report: (bytes: number) => void): Promise<AgeOutcome> {
  // One megabyte takes milliseconds; a thread for it would take longer to start.
  return chunkCount(task.plainBytes) <= SEGMENT_CHUNKS ? runShare(task, report) : threads.run(task, report);
}

function assertDone(outcome: AgeOutcome, { from, to }: Work): void {
  if (outcome.kind === "changed") throw new Problem("bundle-changed", { file: basename(from) });
  if (outcome.kind !== "system") return;
  const cause = Object.assign(new Error(outcome.message), { code: outcome.code });
  throw outcome.side === "reading" ? readingProblem(cause, basename(from)) : writingProblem(cause, dirname(to));
}

async function sizeOf(path: string): Promise<number> {
  return withFile(path, async (handle) => (await handle.stat()).size);
}

async function readHead(path: string): Promise<Buffer> {
  const head = Buffer.alloc(MOST_HEADER_BYTES);
  return withFile(path, async (handle) => head.subarray(0, (await handle.read(head, 0, head.byteLength, 0)).bytesRead));
}

async function withFile<T>(path: string, step: (handle: FileHandle) => Promise<T>): Promise<T> {
  const explain = (cause: unknown) => readingProblem(cause, basename(path));
  const handle = await explaining(() => open(path, "r"), explain);
  try {
    return await explaining(() => step(handle), explain);
  } finally {
    await handle.close();
  }
}
