// The few file-system calls that bundles make, as a port, so that a test can fail the n-th of them.
import { constants } from "node:fs";
import { mkdir, mkdtemp, open, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/** A file that is read at any place. */
export type ReadableFile = Readonly<{
  sizeBytes: number;
  /** Fills the buffer from `position` as far as bytes come; fewer than asked means the end. */
  readAt(into: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}>;

/** A new file that is written from start to end. */
export type WritableFile = Readonly<{
  /** Writes all bytes, however often the system takes only a part. */
  write(bytes: Uint8Array): Promise<void>;
  /** Forces the bytes to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}>;

/** The calls; every one may reject with a Node error that carries `code`. */
export type Disk = Readonly<{
  kindOf(path: string): Promise<"file" | "folder" | "other" | "none">;
  openToRead(path: string): Promise<ReadableFile>;
  /** Creates or empties a file, readable by its owner only. */
  create(path: string): Promise<WritableFile>;
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a folder with everything in it; one that is not there is no error. */
  remove(path: string): Promise<void>;
  /** Makes a new folder with a name of its own under `parent`, readable by its owner only. */
  makeStaging(parent: string): Promise<string>;
  /** Forces a folder's names to the disk. */
  syncFolder(path: string): Promise<void>;
}>;

/** The calls on the real file system. */
export const realDisk: Disk = {
  kindOf,
  openToRead: async (path) => toReadable(await open(path, "r")),
  create: async (path) => toWritable(await open(path, "w", 0o600)),
  rename: (from, to) => withRetries(() => rename(from, to)),
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: process.platform === "win32" ? 5 : 0 }),
  makeStaging: async (parent) => {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    return mkdtemp(join(parent, "bundle-"));
  },
  syncFolder,
};

async function kindOf(path: string): Promise<"file" | "folder" | "other" | "none"> {
  try {
    const found = await stat(path);
    return found.isFile() ? "file" : found.isDirectory() ? "folder" : "other";
  } catch (cause) {
    if (["ENOENT", "ENOTDIR"].includes((cause as NodeJS.ErrnoException).code ?? "")) return "none";
    throw cause;
  }
}

async function toReadable(handle: FileHandle): Promise<ReadableFile> {
  const { size } = await handle.stat();
  return { sizeBytes: size, readAt: (into, position) => readFully(handle, into, position), close: () => handle.close() };
}

async function readFully(handle: FileHandle, into: Uint8Array, position: number): Promise<number> {
  let filled = 0;
  while (filled < into.byteLength) {
    const { bytesRead } = await handle.read(into, filled, into.byteLength - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function toWritable(handle: FileHandle): WritableFile {
  return { write: (bytes) => writeFully(handle, bytes), sync: () => handle.sync(), close: () => handle.close() };
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await handle.write(bytes, written, bytes.byteLength - written, null)).bytesWritten;
  }
}

// Windows cannot open a folder to flush it: NTFS writes names through its own journal.
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(path, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const RETRY_AFTER_MS = [10, 50, 200, 500, 1000];

// On Windows a virus scanner holds a fresh file for a moment; elsewhere these codes are final.
async function withRetries(attempt: () => Promise<void>): Promise<void> {
  for (const waitMs of process.platform === "win32" ? RETRY_AFTER_MS : []) {
    const failure = await attempt().then(
      () => undefined,
      (cause: NodeJS.ErrnoException) => cause,
    );
    if (!failure) return;
    if (!["EPERM", "EACCES", "EBUSY"].includes(failure.code ?? "")) throw failure;
    await pause(waitMs);
  }
  await attempt();
}
