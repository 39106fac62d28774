// The full look: which drives there are, by what the system says of them. Programs of the system are started for it on Windows and macOS.
import { statfs } from "node:fs/promises";
import { letterSign, mountedDrives, mountSign, volumeSign, type DriveSign } from "./drive-sign.ts";
import type { Drive } from "./known-drives.ts";
import { openLetters } from "../system/letters.ts";
import { macDrives, parseExternalDisks, parseMacMounts, type MacMount } from "./mac-drives.ts";
import { readRegistry } from "../system/registry.ts";
import { askProgram, windowsProgram } from "../system/system-program.ts";
import {
  FAST_USB_DISKS,
  MOUNTED_DEVICES,
  PRESENT_DISKS,
  parseVolumeInfo,
  windowsDrives,
  type VolumeInfo,
} from "./windows-drives.ts";

/** How drives are noticed and looked at on one system. */
export type DriveSystem = Readonly<{ sign: DriveSign; look(): Promise<readonly Drive[]> }>;

/** The way of each system. @param further as `linuxDrives`. */
export function drivesOf(platform: NodeJS.Platform, further: readonly string[]): DriveSystem {
  if (platform === "darwin") return { sign: volumeSign, look: lookAtMac };
  if (platform !== "win32") return { sign: mountSign(further), look: () => mountedDrives(further) };
  const letters = openLetters();
  return { sign: letterSign(letters), look: async () => lookAtWindows(await letters()) };
}

async function lookAtWindows(letters: ReadonlyMap<string, number>): Promise<readonly Drive[]> {
  const [mounted, disks, fastUsb] = await Promise.all([MOUNTED_DEVICES, PRESENT_DISKS, FAST_USB_DISKS].map(readRegistry));
  const asked = await Promise.all([...letters.keys()].map(async (letter) => [letter, await volumeAt(letter)] as const));
  const volumes = new Map(asked.flatMap(([letter, volume]) => (volume === undefined ? [] : [[letter, volume]])));
  return windowsDrives({ letters, systemLetter: systemLetter(process.env), mounted, disks, fastUsb, volumes });
}

/** The letter that Windows lies on. */
export function systemLetter(env: Readonly<Record<string, string | undefined>>): string {
  return (env["SystemDrive"] ?? "C:").toUpperCase();
}

/** What Windows says of a volume; from Windows 10 on without rights. @param letter such as `E:` */
export async function volumeAt(letter: string): Promise<VolumeInfo | undefined> {
  return parseVolumeInfo((await askProgram(windowsProgram("fsutil.exe"), ["fsinfo", "volumeinfo", `${letter}\\`])) ?? "");
}

async function lookAtMac(): Promise<readonly Drive[]> {
  const [mounts, external] = await Promise.all([macMounts(), askProgram("/usr/sbin/diskutil", ["list", "external"])]);
  return macDrives(mounts, parseExternalDisks(external ?? ""));
}

/** What macOS has mounted now. */
export async function macMounts(): Promise<readonly MacMount[]> {
  return parseMacMounts((await askProgram("/sbin/mount", [])) ?? "");
}

/** Free and whole space below a folder in bytes; null where the system does not say. */
export async function spaceOf(path: string): Promise<Readonly<{ freeBytes: number | null; totalBytes: number | null }>> {
  const space = await statfs(path).catch(() => undefined); // gone since it was listed
  return {
    freeBytes: space === undefined ? null : space.bavail * space.bsize,
    totalBytes: space === undefined ? null : space.blocks * space.bsize,
  };
}
