// A new file that is written from start to end, and a whole file that is put on a drive.
import { randomBytes } from "node:crypto";
import { lstat, open, rm, stat, writeFile, type FileHandle } from "node:fs/promises";
import { lastingCalls, placeOnDrive, type LastingCalls } from "./lasting.ts";

/** A new file that is written from start to end. */
export type WritableFile = Readonly<{
  /** Writes all bytes, however often the system takes only a part. */
  write(bytes: Uint8Array): Promise<void>;
  /** Forces the bytes to the disk. */
  sync(): Promise<void>;
  close(): Promise<void>;
}>;

/** What putting a file on a drive takes. */
export type DriveCalls = LastingCalls &
  Readonly<{
    /** Creates or empties a file. */
    create(path: string): Promise<WritableFile>;
    /** Removes a file; one that is not there is no error. */
    remove(path: string): Promise<void>;
  }>;

const driveCalls: DriveCalls = {
  ...lastingCalls,
  create: (path) => createFile(path, 0o666),
  remove: (path) => rm(path, { force: true }),
};

/** Creates or empties a file. @param mode who may read it, before the person's own mask. */
export async function createFile(path: string, mode: number): Promise<WritableFile> {
  const handle = await open(path, "w", mode);
  return { write: (bytes) => writeFully(handle, bytes), sync: () => handle.sync(), close: () => handle.close() };
}

/**
 * Puts a file on a drive, whole or not at all, in place of one of that name. The drive may be pulled out once this has returned.
 * What is no file (a pipe, a terminal) is written to as it is.
 */
export async function writeOnDrive(
  path: string,
  bytes: Uint8Array,
  calls: DriveCalls = driveCalls,
  part = partOf(path),
): Promise<void> {
  const found = await stat(path).catch(() => undefined); // a name that cannot be looked at fails below
  if (found !== undefined && !found.isFile()) return writeFile(path, bytes);
  // One that was replaced is gone with the rename: the new one, which may well be whole, is better than none.
  const placing = found === undefined ? calls : { ...calls, remove: () => Promise.resolve() };
  try {
    await fill(await calls.create(part), bytes);
    await placeOnDrive(placing, part, path);
  } catch (cause) {
    await calls.remove(part).catch(() => undefined);
    throw cause;
  }
}

/**
 * Puts a new file on a drive, whole or not at all. Of several that write one name at once, in this program or in another of its kind,
 * one does: whoever holds the name of the half-written file.
 *
 * @throws a Node error `EEXIST` if a file of that name is there or is being written
 */
export async function createOnDrive(path: string, bytes: Uint8Array, calls: DriveCalls = driveCalls): Promise<void> {
  await assertFree(path);
  const part = `${path}.part`;
  const claim = await open(part, "wx");
  try {
    await claim.close();
    await assertFree(path);
  } catch (cause) {
    await calls.remove(part).catch(() => undefined);
    throw cause;
  }
  await writeOnDrive(path, bytes, calls, part);
}

/** As the file system sees it: FAT takes both cases of a letter for one. */
async function assertFree(path: string): Promise<void> {
  const found = await lstat(path).catch(() => undefined); // a name that cannot be looked at fails when it is written
  if (found !== undefined) throw Object.assign(new Error(`${path} is there`), { code: "EEXIST" });
}

/**
 * What a file is called until it is whole: each try has a name of its own. Half a file that a torn stick kept may hang on a broken
 * chain; Linux makes the whole stick read-only as soon as such a one is emptied or removed.
 */
export function partOf(path: string): string {
  return `${path}.${randomBytes(3).toString("hex")}.part`;
}

async function fill(file: WritableFile, bytes: Uint8Array): Promise<void> {
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let written = 0; written < bytes.byteLength;) {
    written += (await handle.write(bytes, written, bytes.byteLength - written, null)).bytesWritten;
  }
}
