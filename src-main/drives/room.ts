// How much room there is in a folder, what kind of file system it lies on, and whether it can be written to.
import { constants } from "node:fs";
import { access, statfs } from "node:fs/promises";
import { resolve } from "node:path";
import si from "systeminformation";
import type { Room } from "../domain/room.ts";

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

/** The kind of the mount that holds the folder, as Windows and macOS name it. */
async function mountedKind(folder: string): Promise<string | null> {
  const mounts = await si.fsSize().catch(() => []); // without the system's tools nothing is known
  return holding(
    resolve(folder),
    mounts.map(({ mount, type }) => ({ mount, type })),
  );
}

/** The kind of the longest mount that a path begins with; letters of drives in either case. */
export function holding(path: string, mounts: readonly Readonly<{ mount: string; type: string }>[]): string | null {
  const below = mounts.filter(({ mount }) => path.toLowerCase().startsWith(mount.toLowerCase()));
  return below.sort((a, b) => b.mount.length - a.mount.length)[0]?.type ?? null;
}
