// A fresh media store in a temporary folder for each test, and what tests read off it.
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { onTestFinished } from "vitest";
import { realFs, type MediaFs } from "../../src-main/media/keep/fs-port.ts";
import { openMediaStore, type NamedMediaStore } from "../../src-main/media/keep/media-store.ts";
import { isProcessAlive } from "../../src-main/media/keep/leftovers.ts";
import type { PendingFile } from "../../src-main/usecases/ports/files.ts";
import type { Progress } from "../../src-main/usecases/ports/progress.ts";

/** A folder that goes away with the test. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "anbao-media-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a store as a shell would. */
export function openStore(root: string, fs: MediaFs = realFs): Promise<NamedMediaStore> {
  const randomHex = (bytes: number) => randomBytes(bytes).toString("hex");
  const owner = { pid: process.pid, session: randomHex(8) };
  const startedAtMs = Date.now() - process.uptime() * 1000;
  return openMediaStore({ root, fs, randomHex, opening: { owner, startedAtMs, nowMs: Date.now(), isAlive: isProcessAlive } });
}

/** Progress that nobody looks at. */
export function quietly(signal: AbortSignal = new AbortController().signal): Progress {
  return { report: () => undefined, signal };
}

/** Bytes as a stream; one buffer for all pieces, as some readers do: the store must have taken each before it asks for the next. */
export async function* inPieces(bytes: Uint8Array, pieceBytes: number): AsyncGenerator<Uint8Array> {
  const piece = new Uint8Array(pieceBytes);
  for (let at = 0; at < bytes.byteLength; at += pieceBytes) {
    const part = bytes.subarray(at, at + pieceBytes);
    piece.set(part);
    yield piece.subarray(0, part.byteLength);
  }
}

/** Opens a file and copies it in. */
export async function takeIn(store: NamedMediaStore, path: string, progress: Progress): Promise<PendingFile> {
  const source = await store.openFile(path, basename(path));
  return store.intakeFile(source, basename(path), progress).finally(() => source.close());
}

/** SHA-256 of bytes in hex. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** Writes a file and returns its path. */
export function fileWith(folder: string, name: string, bytes: Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** All of an iterable. */
export async function gather<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Hashes of the originals that are kept, after reading every byte of them. */
export async function keptHashes(store: NamedMediaStore): Promise<string[]> {
  const kept = (await gather(store.list())).map((item) => item.sha256);
  for (const sha256 of kept) {
    if (sha256Of(readFileSync(store.pathOf(sha256))) !== sha256) throw new Error(`content of ${sha256} differs from its name`);
  }
  return kept;
}

/** Names in `.incoming`. */
export function incomingNames(root: string): string[] {
  return readdirSync(join(root, ".incoming"));
}
