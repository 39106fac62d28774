// The order that makes a file last: its bytes, its name, its entry, its folder, the folder that it left, and on a drive all that leads
// there. Only then may anything say that it is saved. vfat writes a renamed entry with size 0 until the file itself is synced once more.
import { constants } from "node:fs";
import { readdir, rename } from "node:fs/promises";
import { dirname, join } from "node:path";
import { flushDrive } from "./flush-drive.ts";
import { whenNotHeld } from "./held-file.ts";
import { syncFolder, syncOpened } from "./sync-path.ts";

/** The calls; each may reject with a Node error that carries `code`. */
export type LastingCalls = Readonly<{
  rename(from: string, to: string): Promise<void>;
  /** Forces a file's bytes and its entry to the disk, through a descriptor of its own. */
  syncFile(path: string): Promise<void>;
  /** Forces a folder's names to the disk. */
  syncFolder(path: string): Promise<void>;
  /** Forces the whole file system of a folder to its drive. */
  flushDrive(folder: string): Promise<void>;
}>;

/** The calls on the real file system. */
export const lastingCalls: LastingCalls = {
  rename: (from, to) => whenNotHeld(() => rename(from, to)),
  // Windows flushes only what is open for writing.
  syncFile: (path) => whenNotHeld(() => syncOpened(path, constants.O_RDWR)),
  syncFolder,
  flushDrive,
};

/** Gives a file that is written and synced its name for good. What it is renamed over is replaced whole. */
export async function placeFile(calls: Omit<LastingCalls, "flushDrive">, from: string, to: string): Promise<void> {
  await calls.rename(from, to);
  await calls.syncFile(to);
  await calls.syncFolder(dirname(to));
  if (dirname(from) !== dirname(to)) await calls.syncFolder(dirname(from));
}

/** What placing something for good on a drive takes. `remove`: a file, or a folder with all in it. */
type Placing = LastingCalls & Readonly<{ remove(path: string): Promise<void> }>;

/**
 * The same on a drive that may be pulled out once this has returned. A file whose entry may not last is no file: where a step after
 * the rename fails, it is removed again.
 *
 * @param named is called when the file has its name: from then on it may turn up whole, whatever fails.
 */
export async function placeOnDrive(
  calls: Placing,
  from: string,
  to: string,
  named: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  await calls.rename(from, to);
  await named();
  await lastOrRemove(calls, to, () => calls.syncFile(to));
}

/** Gives a folder its name for good, with all that was written into it; where a step after the rename fails, it is removed again. */
export async function placeFolder(calls: Placing, from: string, to: string): Promise<void> {
  await syncTree(calls, from);
  await calls.rename(from, to);
  await lastOrRemove(calls, to, () => Promise.resolve());
}

async function lastOrRemove(calls: Placing, path: string, syncItself: () => Promise<void>): Promise<void> {
  try {
    await syncItself();
    await calls.syncFolder(dirname(path));
    await calls.flushDrive(dirname(path));
  } catch (cause) {
    await calls.remove(path).catch(() => undefined); // the drive may be gone
    throw cause;
  }
}

async function syncTree(calls: LastingCalls, folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    await (entry.isDirectory() ? syncTree(calls, path) : calls.syncFile(path));
  }
  await calls.syncFolder(folder);
}
