// The few file-system calls that the media store makes, as a port, so that a test can fail the n-th of them.
import { constants, type Stats } from "node:fs";
import { mkdir, open, readdir, stat, unlink, type FileHandle } from "node:fs/promises";
import { whenNotHeld } from "../../disk/held-file.ts";
import { lastingCalls, type LastingCalls } from "../../disk/lasting.ts";
import type { SourceState } from "../../usecases/ports/files.ts";

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

/** The calls; every one may reject with a Node error that carries `code`. A workspace is flushed file by file, never its whole drive. */
export type MediaFs = Omit<LastingCalls, "flushDrive"> &
  Readonly<{
    stateOf(path: string): Promise<FileState>;
    /** Opens whatever lies there; a pipe that nobody writes to does not hold the caller up. */
    openToRead(path: string): Promise<OpenFile>;
    /** Creates a file that must not exist yet, readable by its owner only. */
    create(path: string): Promise<OpenFile>;
    makeFolder(path: string): Promise<void>;
    names(folder: string): Promise<readonly string[]>;
    unlink(path: string): Promise<void>;
  }>;

/** The calls on the real file system. */
export const realFs: MediaFs = {
  rename: lastingCalls.rename,
  syncFile: lastingCalls.syncFile,
  syncFolder: lastingCalls.syncFolder,
  stateOf: async (path) => toState(await stat(path)),
  openToRead: async (path) => toOpenFile(await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))),
  create: async (path) => toOpenFile(await open(path, "wx", 0o600)),
  makeFolder: async (path) => void (await mkdir(path, { recursive: true, mode: 0o700 })),
  names: (folder) => readdir(folder),
  unlink: (path) => whenNotHeld(() => unlink(path)),
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
