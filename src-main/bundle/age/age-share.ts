// Seals or opens every n-th megabyte of a file, reading and writing at its place.
import { open, type FileHandle } from "node:fs/promises";
import { SEGMENT_CHUNKS, type AgeOutcome, type AgeTask } from "./age-task.ts";
import { CHUNK_BYTES, chunkCount, chunkNonce, SEALED_BYTES } from "./age-stream.ts";
import { chunkCipher, type ChunkCipher } from "./chunk-cipher.ts";

/** A failure of the system, told apart from what the format refuses. */
class SystemFailure extends Error {
  readonly side: "reading" | "writing";
  readonly code: string;
  constructor(side: "reading" | "writing", cause: unknown) {
    super(String(cause), { cause });
    this.side = side;
    this.code = (cause as NodeJS.ErrnoException).code ?? "EIO";
  }
}

class Changed extends Error {}

/** Works through one share of a file. @param report is told of bytes that were read. */
export async function runShare(task: AgeTask, report: (bytes: number) => void): Promise<AgeOutcome> {
  const opened: FileHandle[] = [];
  try {
    const source = await guarded("reading", () => open(task.from, "r"));
    opened.push(source);
    const target = await guarded("writing", () => open(task.to, "r+"));
    opened.push(target);
    await runSegments(task, source, target, report);
    return { kind: "done" };
  } catch (cause) {
    if (cause instanceof Changed) return { kind: "changed" };
    if (cause instanceof SystemFailure) return { kind: "system", side: cause.side, code: cause.code, message: cause.message };
    throw cause;
  } finally {
    for (const handle of opened) await handle.close();
  }
}

async function runSegments(
  task: AgeTask,
  source: FileHandle,
  target: FileHandle,
  report: (bytes: number) => void,
): Promise<void> {
  const [readAt, writeAt] = task.kind === "seal" ? [plainPlace, sealedPlace] : [sealedPlace, plainPlace];
  const stopped = new Int32Array(task.stop);
  const cipher = await chunkCipher(task.key);
  const [buffer, output] = [
    Buffer.allocUnsafeSlow(SEGMENT_CHUNKS * SEALED_BYTES),
    Buffer.allocUnsafeSlow(SEGMENT_CHUNKS * SEALED_BYTES),
  ];
  const chunks = chunkCount(task.plainBytes);
  for (let first = task.first * SEGMENT_CHUNKS; first < chunks; first += task.step * SEGMENT_CHUNKS) {
    if (Atomics.load(stopped, 0) !== 0) return;
    const end = Math.min(first + SEGMENT_CHUNKS, chunks);
    const input = buffer.subarray(0, readAt(task, end) - readAt(task, first));
    await readAll(source, input, readAt(task, first));
    await writeAll(target, transform(task.kind, cipher, input, output, first, chunks), writeAt(task, first));
    report(input.byteLength);
  }
}

/** Where a chunk starts in the plain file; the one after the last starts at its end. */
function plainPlace({ plainBytes }: AgeTask, chunk: number): number {
  return Math.min(chunk * CHUNK_BYTES, plainBytes);
}

/** Where a chunk starts in the sealed file. */
function sealedPlace(task: AgeTask, chunk: number): number {
  return task.prefixBytes + plainPlace(task, chunk) + chunk * (SEALED_BYTES - CHUNK_BYTES);
}

/** Fills `output` from its start and returns the filled part. */
function transform(
  kind: AgeTask["kind"],
  cipher: ChunkCipher,
  input: Uint8Array,
  output: Buffer,
  first: number,
  chunks: number,
): Buffer {
  const size = kind === "seal" ? CHUNK_BYTES : SEALED_BYTES;
  let filled = 0;
  for (let index = first, at = 0; index < Math.min(first + SEGMENT_CHUNKS, chunks); index++, at += size) {
    const part = cipher[kind](input.subarray(at, at + size), chunkNonce(index, index === chunks - 1));
    if (part === undefined) throw new Changed("chunk");
    output.set(part, filled);
    filled += part.byteLength;
  }
  return output.subarray(0, filled);
}

async function readAll(source: FileHandle, into: Uint8Array, position: number): Promise<void> {
  for (let filled = 0; filled < into.byteLength;) {
    const { bytesRead } = await guarded("reading", () => source.read(into, filled, into.byteLength - filled, position + filled));
    if (bytesRead === 0) throw new Changed("ended early");
    filled += bytesRead;
  }
}

async function writeAll(target: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    const step = () => target.write(bytes, written, bytes.byteLength - written, position + written);
    written += (await guarded("writing", step)).bytesWritten;
  }
}

async function guarded<T>(side: "reading" | "writing", step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (cause) {
    throw new SystemFailure(side, cause);
  }
}
