// Forces one file or folder to the disk, through a descriptor of its own.
import { constants } from "node:fs";
import { open } from "node:fs/promises";
import { canSyncFolders, saysNoFolderSync } from "./folder-sync.ts";

/** Forces a folder's names to the disk, where the system has a call for it. */
export async function syncFolder(path: string): Promise<void> {
  if (!canSyncFolders(process.platform)) return;
  await syncOpened(path, constants.O_RDONLY).catch((cause: unknown) => {
    if (!saysNoFolderSync(cause)) throw cause;
  });
}

/** Opens, forces to the disk, closes. */
export async function syncOpened(path: string, flags: number): Promise<void> {
  const handle = await open(path, flags);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
