// Updates from a folder: a stick that was carried here, or a share that the system has mounted.
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { saysMissing } from "../disk/disk-problems.ts";
import { Problem } from "../domain/problem.ts";
import type { UpdateSource } from "./source.ts";

const CHUNK_BYTES = 1024 * 1024;

/** Reads each file once, from beginning to end; what is judged is always the copy. */
export function folderSource(folder: string): UpdateSource {
  return {
    place: folder,
    readSmall: (name, mostBytes) => readSmall(join(folder, name), name, mostBytes),
    readPackage: (name, sizeBytes, signal) => readPackage(join(folder, name), name, sizeBytes, signal),
  };
}

async function readSmall(path: string, name: string, mostBytes: number): Promise<Uint8Array | undefined> {
  const file = await open(path, "r").catch((cause: unknown) => {
    if (saysMissing(cause)) return undefined;
    throw cutOff(cause, name);
  });
  if (file === undefined) return undefined;
  try {
    const bytes = Buffer.alloc(mostBytes + 1);
    const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, 0);
    if (bytesRead > mostBytes) throw new Problem("update-statement-invalid", { file: name });
    return bytes.subarray(0, bytesRead);
  } catch (cause) {
    throw cutOff(cause, name);
  } finally {
    await file.close().catch(() => undefined); // a pulled stick cannot close its files either
  }
}

async function* readPackage(path: string, name: string, sizeBytes: number, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    // One byte more than is expected shows a file that is too long, and no more of it is read.
    yield* createReadStream(path, { end: sizeBytes, highWaterMark: CHUNK_BYTES, signal });
  } catch (cause) {
    if (signal.aborted) throw new Problem("cancelled", {}, { cause });
    if (saysMissing(cause)) throw new Problem("update-package-missing", { name }, { cause });
    throw cutOff(cause, name);
  }
}

function cutOff(cause: unknown, name: string): unknown {
  return cause instanceof Problem ? cause : new Problem("update-cut-off", { name }, { cause });
}
