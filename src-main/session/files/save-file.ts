// Writes a file where a person wants it: streamed, whole or not at all; one of that name is replaced only once the new one is whole.
import { createHash, randomBytes } from "node:crypto";
import { lstat, open, rm, type FileHandle } from "node:fs/promises";
import { basename, dirname, join, sep } from "node:path";
import type { OpenedMedia } from "../../api/data-side.ts";
import { lastingCalls, placeOnDrive, type LastingCalls } from "../../disk/lasting.ts";
import { assertPathFits } from "../../domain/bundle/path-limits.ts";
import { Problem } from "../../domain/problem.ts";
import { assertRoom, sizeText, type Room } from "../../domain/bundle/room.ts";
import { explaining, readingProblem, writingProblem } from "../../disk/disk-problems.ts";
import type { OpenSource } from "../../usecases/ports/files.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { OpenGiven } from "./uploads.ts";

/** Bytes that are held at once. */
const BLOCK_BYTES = 1024 * 1024;

/** What is written. `sha256`: what its bytes must come to, where that is known. */
export type Saving = Readonly<{ media: OpenedMedia; sha256?: string }>;

/** How a medium is read, and what room there is where it goes. */
export type SaveReach = Readonly<{ openSource: OpenGiven; roomAt(folder: string): Promise<Room> }>;

/**
 * Writes a medium to `path`, durably, and reports bytes.
 *
 * @throws {Problem} `save-over-fat`, `disk-full`, `disk-read-only`, `disk-failing`, `name-too-long`, `path-too-deep`, `media-changed`,
 *   `save-held`, `file-not-found`, `cancelled`; then nothing of it is left, and a file that was there is as it was, but where the drive
 *   fails after the new one took its name: then the new one stands there
 */
export async function saveFile(
  { media, sha256 }: Saving,
  path: string,
  progress: Progress,
  reach: SaveReach,
  calls: LastingCalls = lastingCalls,
): Promise<void> {
  const folder = dirname(path);
  const totalBytes = sizeOf(media);
  assertPathFits(process.platform, path, sep);
  await assertFits(reach, path, totalBytes);
  const writing = (cause: unknown): unknown => writingProblem(cause, folder);
  const part = join(folder, `anbao-${randomBytes(4).toString("hex")}.part`);
  try {
    const out = await explaining(() => open(part, "wx", 0o666), writing);
    try {
      const written = await copyAll(reach, media, out, writing, progress);
      if (sha256 !== undefined && written !== sha256) throw new Problem("media-changed", { sha256 });
      await explaining(() => out.sync(), writing);
    } finally {
      await out.close();
    }
    await explaining(() => place(calls, part, path), writing);
  } catch (cause) {
    await rm(part, { force: true }).catch(() => undefined); // the drive may be gone
    throw cause;
  }
}

/** Lasting before anything says so, on a drive as well: it may be pulled out at once. What it replaces is replaced whole. */
async function place(calls: LastingCalls, part: string, path: string): Promise<void> {
  const isThere = await lstat(path).then(
    () => true,
    () => false,
  );
  const explain = (cause: unknown) =>
    isThere && saysHeld(cause) ? new Problem("save-held", { name: basename(path) }, { cause }) : cause;
  const rename = (from: string, to: string) => explaining(() => calls.rename(from, to), explain);
  // One that was replaced is gone with the rename: the new one, which may well be whole, is better than none.
  const remove = (at: string) => (isThere ? Promise.resolve() : rm(at, { force: true }));
  await placeOnDrive({ ...calls, rename, remove }, part, path);
}

/** Beside it a new file was just written: what may not be replaced is the old one itself, as Windows says of a table open in Excel. */
function saysHeld(cause: unknown): boolean {
  return cause instanceof Error && "code" in cause && ["EPERM", "EACCES", "EBUSY"].includes(String(cause.code));
}

function sizeOf(media: OpenedMedia): number {
  return "path" in media ? media.sizeBytes : media.bytes.byteLength;
}

/** Room is said in the sentences of saving: nobody asked for volumes here. */
async function assertFits({ roomAt }: SaveReach, path: string, neededBytes: number): Promise<void> {
  const folder = dirname(path);
  try {
    assertRoom(folder, await roomAt(folder), neededBytes);
  } catch (cause) {
    if (!(cause instanceof Problem)) throw cause;
    if (cause.code === "drive-too-small") throw new Problem("disk-full", { path: folder }, { cause });
    if (cause.code !== "drive-file-too-large") throw cause;
    throw new Problem("save-over-fat", { name: basename(path), needed: sizeText(neededBytes) }, { cause });
  }
}

/** @returns SHA-256 of what was written */
async function copyAll(
  reach: SaveReach,
  media: OpenedMedia,
  out: FileHandle,
  writing: (cause: unknown) => unknown,
  progress: Progress,
): Promise<string> {
  const digest = createHash("sha256");
  const totalBytes = sizeOf(media);
  let doneBytes = 0;
  for await (const block of blocksOf(reach, media)) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    await explaining(() => writeAll(out, block), writing);
    digest.update(block);
    doneBytes += block.byteLength;
    progress.report(doneBytes, totalBytes);
  }
  return digest.digest("hex");
}

async function writeAll(out: FileHandle, block: Uint8Array): Promise<void> {
  for (let written = 0; written < block.byteLength;)
    written += (await out.write(block, written, block.byteLength - written, null)).bytesWritten;
}

async function* blocksOf({ openSource }: SaveReach, media: OpenedMedia): AsyncGenerator<Uint8Array> {
  if ("bytes" in media) {
    yield media.bytes;
    return;
  }
  const source = await openSource(media.path, media.saveAs);
  try {
    yield* readAll(source, media.saveAs);
  } finally {
    await source.close();
  }
}

async function* readAll(source: OpenSource, name: string): AsyncGenerator<Uint8Array> {
  const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
  for (let at = 0; ;) {
    const count = await explaining(
      () => source.read(block, at),
      (cause) => readingProblem(cause, name),
    );
    if (count === 0) return;
    yield block.subarray(0, count);
    at += count;
  }
}
