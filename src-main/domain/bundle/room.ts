// Whether a file fits where it is to go: decided before the first byte is written. Pure.
import { Problem } from "../problem.ts";

/** What is known of a drive. `freeBytes` null: the system does not say. `fileSystem`: as the system calls it, such as `vfat`, `FAT32`, `ntfs`. */
export type Room = Readonly<{ freeBytes: number | null; fileSystem: string | null; writable: boolean }>;

/** A file on FAT is shorter than 4 GiB: its length is kept in 32 bits. @see Microsoft FAT specification, DIR_FileSize */
const FAT_FILE_BYTES = 2 ** 32 - 1;
const FAT = /^(v?fat(12|16|32)?|msdos)$/i;
/** What file system tables and other programs may take meanwhile. */
const SLACK_BYTES = 256 * 1024;

/**
 * Says before the first byte that a file of that size cannot be written there, as far as anyone can tell.
 *
 * @throws {Problem} `disk-read-only`, `drive-file-too-large`, `drive-too-small`
 */
export function assertRoom(path: string, room: Room, neededBytes: number): void {
  if (!room.writable) throw new Problem("disk-read-only", { path });
  if (neededBytes > (mostFileBytes(room.fileSystem) ?? Infinity))
    throw new Problem("drive-file-too-large", { path, needed: sizeText(neededBytes) });
  if (room.freeBytes !== null && neededBytes + SLACK_BYTES > room.freeBytes)
    throw new Problem("drive-too-small", { path, free: sizeText(room.freeBytes), needed: sizeText(neededBytes) });
}

/**
 * Says the same of many plain files that go there together, in the sentences of saving: nobody asked for volumes.
 *
 * @throws {Problem} `disk-read-only`, `save-over-fat`, `disk-full`
 */
export function assertFilesFit(path: string, room: Room, files: readonly Readonly<{ name: string; sizeBytes: number }>[]): void {
  const most = mostFileBytes(room.fileSystem) ?? Infinity;
  const large = files.find(({ sizeBytes }) => sizeBytes > most);
  if (!room.writable) throw new Problem("disk-read-only", { path });
  if (large !== undefined) throw new Problem("save-over-fat", { name: large.name, needed: sizeText(large.sizeBytes) });
  const neededBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, SLACK_BYTES);
  if (room.freeBytes !== null && neededBytes > room.freeBytes) throw new Problem("disk-full", { path });
}

/** The largest single file that a file system takes; null where there is no limit that matters. */
export function mostFileBytes(fileSystem: string | null): number | null {
  return fileSystem !== null && FAT.test(fileSystem) ? FAT_FILE_BYTES : null;
}

const UNITS = ["B", "KB", "MB", "GB", "TB"] as const;

/** A size as people say it: `1.2 GB`, `830 KB`. */
export function sizeText(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  for (; amount >= 1024 && unit < UNITS.length - 1; unit += 1) amount /= 1024;
  return `${unit < 2 || amount >= 100 ? Math.round(amount) : Math.round(amount * 10) / 10} ${UNITS[unit] ?? ""}`;
}
