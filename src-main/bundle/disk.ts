// The few file-system calls that bundles make, as a port, so that a test can fail the n-th of them.
import { mkdir, mkdtemp, open, rm, stat, type FileHandle } from "node:fs/promises";
import { join } from "node:path";
import { lastingCalls } from "../disk/lasting.ts";
import { createFile, type DriveCalls } from "../disk/new-file.ts";

/** A file that is read at any place. */
export type ReadableFile = Readonly<{
  sizeBytes: number;
  /** Fills the buffer from `position` as far as bytes come; fewer than asked means the end. */
  readAt(into: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}>;

/** The calls; every one may reject with a Node error that carries `code`. `create`: readable by its owner only. */
export type Disk = DriveCalls &
  Readonly<{
    kindOf(path: string): Promise<"file" | "folder" | "other" | "none">;
    openToRead(path: string): Promise<ReadableFile>;
    /** Removes a file or a folder with everything in it; one that is not there is no error. */
    remove(path: string): Promise<void>;
    /** Makes a new folder with a name of its own under `parent`, readable by its owner only. */
    makeStaging(parent: string): Promise<string>;
  }>;

/** The calls on the real file system. */
export const realDisk: Disk = {
  ...lastingCalls,
  kindOf,
  openToRead: async (path) => toReadable(await open(path, "r")),
  create: (path) => createFile(path, 0o600),
  remove: (path) => rm(path, { recursive: true, force: true, maxRetries: process.platform === "win32" ? 5 : 0 }),
  makeStaging: async (parent) => {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    return mkdtemp(join(parent, "bundle-"));
  },
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
