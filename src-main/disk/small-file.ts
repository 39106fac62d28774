// Small files of the program that must be whole after a power cut, the old one or the new one: keys, settings. They are written while
// nothing else may happen, so these calls block.
import { closeSync, constants, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { canSyncFolders, saysNoFolderSync } from "./folder-sync.ts";
import { whenNotHeldBlocking } from "./held-file.ts";

/** The calls; each may throw a Node error that carries `code`. */
export type BlockingCalls = Readonly<{
  /** Writes a file and forces its bytes to the disk, readable by its owner only. @param isNew it must not be there yet. */
  write(path: string, text: string, isNew: boolean): void;
  rename(from: string, to: string): void;
  syncFile(path: string): void;
  syncFolder(path: string): void;
}>;

/** The calls on the real file system. */
export const blockingCalls: BlockingCalls = {
  write: (path, text, isNew) => writeFileSync(path, text, { flag: isNew ? "wx" : "w", mode: 0o600, flush: true }),
  rename: (from, to) => whenNotHeldBlocking(() => renameSync(from, to)),
  syncFile: (path) => whenNotHeldBlocking(() => syncOpened(path, constants.O_RDWR)),
  syncFolder: (path) => {
    if (!canSyncFolders(process.platform)) return;
    try {
      syncOpened(path, constants.O_RDONLY);
    } catch (cause) {
      if (!saysNoFolderSync(cause)) throw cause;
    }
  },
};

/** Replaces a file at once. Only the person whose PC it is may read it. */
export function writeDurably(path: string, text: string, calls: BlockingCalls = blockingCalls): void {
  calls.write(`${path}.new`, text, false);
  placeBlocking(`${path}.new`, path, calls);
}

/** Makes a file that is not there yet. @throws a Node error `EEXIST` if it is */
export function createDurably(path: string, text: string, calls: BlockingCalls = blockingCalls): void {
  calls.write(path, text, true);
  calls.syncFolder(dirname(path));
}

/** Gives a file that is written and synced its name for good. @see placeFile */
export function placeBlocking(from: string, to: string, calls: BlockingCalls = blockingCalls): void {
  calls.rename(from, to);
  calls.syncFile(to);
  calls.syncFolder(dirname(to));
}

function syncOpened(path: string, flags: number): void {
  const file = openSync(path, flags);
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
