// Whether a folder is still on the drive on which it was: a stick that was pulled out, or changed for another one, is told as such.
import { access, stat } from "node:fs/promises";

/**
 * Stays the same while the drive does, and is another one for the disk below; undefined where there is no such folder, or its drive
 * is no longer there. Systems give a number again once it is free: a stick that takes the place of another within one piece of work
 * may have the same mark, and that work then fails by itself, for the file in the making is not there.
 */
export async function markOf(folder: string): Promise<string | undefined> {
  const found = await stat(folder, { bigint: true }).catch(() => undefined); // not there, or torn out while it was asked
  if (found === undefined || !found.isDirectory()) return undefined;
  const { major, minor } = deviceNumbers(found.dev);
  if (process.platform === "linux" && major !== 0n && !(await isThere(`/sys/dev/block/${major}:${minor}`))) return undefined;
  return String(found.dev);
}

/** Linux packs two numbers into one. Major 0 is no device: a file system in memory or on a network. @see makedev(3) */
export function deviceNumbers(dev: bigint): Readonly<{ major: bigint; minor: bigint }> {
  return { major: (dev >> 8n) & 0xfffn, minor: (dev & 0xffn) | ((dev >> 12n) & 0xfff00n) };
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
