// The cheap look: a text that changes when a drive comes or goes. The mount table on Linux, /Volumes on macOS, the letters on Windows.
// Nothing is started and no drive is read, so that it may be asked every two seconds.
import { readFile, readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { linuxDrives, type Drive } from "./known-drives.ts";
import { deviceOf, type Letters } from "../system/letters.ts";
import { parseMountInfo } from "../system/mount-table.ts";

export type DriveSign = () => Promise<string>;

const MOUNT_TABLE = "/proc/self/mountinfo";

/** The sign of Windows. */
export function letterSign(letters: Letters): DriveSign {
  return async () => [...(await letters())].map(([letter, serial]) => `${letter} ${serial}`).join("\n");
}

/** The sign of Linux. @param further as `linuxDrives`. */
export function mountSign(further: readonly string[]): DriveSign {
  return async () => (await Promise.all((await mountedDrives(further)).map(lineOf))).join("\n");
}

/** Linux gives a mount's number again: a stick that was away for a moment is known by what was changed on it meanwhile. */
async function lineOf({ path, mark, readOnly, kind }: Drive): Promise<string> {
  const found = kind === "removable" ? await stat(path).catch(() => undefined) : undefined; // pulled out while it was asked
  return `${path} ${mark} ${readOnly} ${found?.mtimeMs ?? ""}`;
}

/** Drives as Linux has them mounted now. @param further as `linuxDrives`. */
export async function mountedDrives(further: readonly string[]): Promise<readonly Drive[]> {
  const text = await readFile(MOUNT_TABLE, "utf8").catch(() => ""); // without /proc only the person's own folders are offered
  return linuxDrives(parseMountInfo(text), further);
}

/** The sign of macOS. */
export async function volumeSign(): Promise<string> {
  const names = await readdir("/Volumes").catch(() => []); // a Mac without anything mounted has it all the same
  const marks = await Promise.all(names.sort().map(async (name) => `${name} ${(await deviceOf(join("/Volumes", name))) ?? ""}`));
  return marks.join("\n");
}
