// The few file-system calls that the media store makes, as a port, so that a test can fail the n-th of them.
import { constants, type Stats } from "node:fs";
import { mkdir, open, readdir, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import type { SourceState } from "../usecases/ports.ts";

/** What the store asks of a file. */
export type FileState = SourceState;

/** An open file that is written from start to end, and read from start to end or at a place. */
export type OpenFile = Readonly<{
  /** Reads up to the whole buffer, from `at` or from where the last such call ended; 0 means the end. */
  read(into: Uint8Array, at?: number): Promise<number>;
  /** Writes all bytes, however often the system takes only a part. */
  write(bytes: Uint8Array): Promise<void>;
  state(): Promise<FileState>;
  close(): Promise<void>;
}>;

/** The calls; every one may reject with a Node error that carries `code`. */
export type MediaFs = Readonly<{
  stateOf(path: string): Promise<FileState>;
  /** Opens whatever lies there; a pipe that nobody writes to does not hold the caller up. */
  openToRead(path: string): Promise<OpenFile>;
  /** Creates a file that must not exist yet, readable by its owner only. */
  create(path: string): Promise<OpenFile>;
  makeFolder(path: string): Promise<void>;
  names(folder: string): Promise<readonly string[]>;
  rename(from: string, to: string): Promise<void>;
  unlink(path: string): Promise<void>;
  /** Forces a file's bytes to the disk. */
  syncFile(path: string): Promise<void>;
  /** Forces a folder's names to the disk. */
  syncFolder(path: string): Promise<void>;
}>;

/** The calls on the real file system. */
export const realFs: MediaFs = {
  stateOf: async (path) => toState(await stat(path)),
  openToRead: async (path) => toOpenFile(await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))),
  create: async (path) => toOpenFile(await open(path, "wx", 0o600)),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
  names: (folder) => readdir(folder),
  rename: (from, to) => withRetries(() => rename(from, to)),
  unlink: (path) => withRetries(() => unlink(path)),
  syncFile: (path) => syncOpened(path, constants.O_RDWR),
  syncFolder,
};

function toState(found: Stats): FileState {
  return { isFile: found.isFile(), isFolder: found.isDirectory(), sizeBytes: found.size, changedAtMs: found.mtimeMs };
}

function toOpenFile(handle: FileHandle): OpenFile {
  return {
    read: async (into, at) => (await handle.read(into, 0, into.byteLength, at ?? null)).bytesRead,
    write: (bytes) => writeAll(handle, bytes),
    state: async () => toState(await handle.stat()),
    close: () => handle.close(),
  };
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await handle.write(bytes, written, bytes.byteLength - written, null)).bytesWritten;
  }
}

async function syncOpened(path: string, flags: number): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

// Windows cannot open a folder to flush it: NTFS writes names through its own journal.
async function syncFolder(path: string): Promise<void> {
  if (process.platform !== "win32") await syncOpened(path, constants.O_RDONLY);
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
