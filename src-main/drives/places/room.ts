// How much room there is in a folder, what kind of file system it lies on, and whether it can be written to.
import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { resolve } from "node:path";
import type { Room } from "../../domain/bundle/room.ts";
import { macMounts, volumeAt } from "../find/look-at-drives.ts";
import { macKindAt } from "../find/mac-drives.ts";

/** Linux tells the kind as a number. @see statfs(2) */
const LINUX_KINDS: Readonly<Record<number, string>> = { 0x4d44: "vfat", 0x2011bab0: "exfat", 0x5346544e: "ntfs", 0xef53: "ext4" };

/** What the system says of the drive below a folder; what it does not say is null. */
export async function roomAt(folder: string): Promise<Room> {
  const space = await statfs(folder).catch(() => undefined); // no such folder: writing says so in a better sentence
  const known = space === undefined ? undefined : LINUX_KINDS[space.type];
  const writable = await access(folder, constants.W_OK).then(
    () => true,
    (cause: NodeJS.ErrnoException) => cause.code === "ENOENT",
  );
  return {
    freeBytes: space === undefined ? null : space.bavail * space.bsize,
    fileSystem: process.platform === "linux" ? (known ?? null) : await mountedKind(folder),
    writable,
  };
}

/** The kind of file system below a folder, as Windows and macOS name it; null for a share. */
async function mountedKind(folder: string): Promise<string | null> {
  const path = resolve(folder);
  if (process.platform === "darwin") return macKindAt(path, await macMounts());
  const letter = letterIn(path);
  return letter === undefined ? null : ((await volumeAt(letter))?.fileSystem ?? null);
}

/** The letter of a path of Windows, also where it is spelled `\\?\E:\…`. */
export function letterIn(path: string): string | undefined {
  return /^(?:\\\\[?.]\\)?([A-Za-z]:)(?:\\|$)/.exec(path)?.[1]?.toUpperCase();
}
