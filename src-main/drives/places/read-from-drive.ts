// Compares what lies on the drive with what the system remembers of it, block by block. A file that was just written is read back
// from memory by every system; only reading past that memory (O_DIRECT) shows what the drive itself has kept.
// Linux and Windows have a way past it that Node can take, macOS has none; some file systems refuse. Then the answer is "system".
import { constants } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { basename } from "node:path";
import { Problem } from "../../domain/problem.ts";
import type { ReadFrom } from "../../usecases/ports/drives.ts";
import type { Progress } from "../../usecases/ports/progress.ts";

/** libuv's name for FILE_FLAG_NO_BUFFERING, which Node takes as a number. @see libuv uv/win.h UV_FS_O_DIRECT */
const WINDOWS_DIRECT = 0x02000000;
const PAGE_BYTES = 64 * 1024;
const BLOCK_BYTES = 16 * PAGE_BYTES;

/** The flag that reads past the system's memory; undefined where there is none. */
export function directFlag(platform: NodeJS.Platform): number | undefined {
  if (platform === "linux") return constants.O_DIRECT;
  return platform === "win32" ? WINDOWS_DIRECT : undefined;
}

/** @throws {Problem} `read-back-differs`, `cancelled`; errors of the system as they are */
export async function compareWithDrive(path: string, progress: Progress): Promise<ReadFrom> {
  const direct = await openDirect(path);
  if (direct === undefined) return "system";
  try {
    const remembered = await open(path, "r");
    try {
      return await compare(path, direct, remembered, progress);
    } finally {
      await remembered.close();
    }
  } finally {
    await direct.close();
  }
}

async function openDirect(path: string): Promise<FileHandle | undefined> {
  const flag = directFlag(process.platform);
  if (flag === undefined) return undefined;
  return open(path, constants.O_RDONLY | flag).catch(unlessRefused);
}

/** A file system without such reads says that the argument is wrong. */
function unlessRefused(cause: NodeJS.ErrnoException): undefined {
  if (cause.code === "EINVAL" || cause.code === "ENOTSUP" || cause.code === "EOPNOTSUPP") return undefined;
  throw cause;
}

async function compare(path: string, direct: FileHandle, remembered: FileHandle, progress: Progress): Promise<ReadFrom> {
  const { size } = await stat(path);
  const [onDrive, inMemory] = [alignedBlock(), Buffer.allocUnsafeSlow(BLOCK_BYTES)];
  for (let at = 0; at < size; at += BLOCK_BYTES) {
    if (progress.signal.aborted) throw new Problem("cancelled", {});
    const wanted = Math.min(BLOCK_BYTES, size - at);
    const read = await direct.read(onDrive, 0, BLOCK_BYTES, at).catch(unlessRefused);
    if (read === undefined) return "system";
    const known = await readFully(remembered, inMemory.subarray(0, wanted), at);
    const isSame =
      read.bytesRead === wanted && known === wanted && onDrive.subarray(0, wanted).equals(inMemory.subarray(0, wanted));
    if (!isSame) throw new Problem("read-back-differs", { name: basename(path) });
    progress.report(at + wanted, size);
  }
  return "drive";
}

async function readFully(file: FileHandle, into: Buffer, position: number): Promise<number> {
  for (let filled = 0; ;) {
    const { bytesRead } = await file.read(into, filled, into.byteLength - filled, position + filled);
    filled += bytesRead;
    if (bytesRead === 0 || filled === into.byteLength) return filled;
  }
}

/** The one part of WebAssembly that is used: Node's types leave it out. */
declare const WebAssembly: Readonly<{
  Memory: new (pages: Readonly<{ initial: number; maximum: number }>) => Readonly<{ buffer: ArrayBuffer }>;
}>;

/** Such reads want memory that begins at a page; WebAssembly's memory is the one that JavaScript can have there. */
function alignedBlock(): Buffer {
  return Buffer.from(new WebAssembly.Memory({ initial: BLOCK_BYTES / PAGE_BYTES, maximum: BLOCK_BYTES / PAGE_BYTES }).buffer);
}
