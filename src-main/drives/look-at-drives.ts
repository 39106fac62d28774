// The full look: which drives there are, by what the system says of them. Slow on Windows and macOS, where programs are started for it.
import { statfs } from "node:fs/promises";
import si from "systeminformation";
import { mountedDrives } from "./drive-sign.ts";
import { macDrives, windowsDrives, type Drive } from "./known-drives.ts";

/** The drives of this system. @param further as `linuxDrives`. */
export async function lookAtDrives(platform: NodeJS.Platform, further: readonly string[]): Promise<readonly Drive[]> {
  if (platform !== "win32" && platform !== "darwin") return mountedDrives(further);
  const [sizes, blocks] = await Promise.all([si.fsSize().catch(() => []), si.blockDevices().catch(() => [])]); // without the system's tools only the own folders are offered
  return platform === "win32" ? windowsDrives(sizes, blocks) : macDrives(sizes, blocks);
}

/** Free and whole space below a folder in bytes; null where the system does not say. */
export async function spaceOf(path: string): Promise<Readonly<{ freeBytes: number | null; totalBytes: number | null }>> {
  const space = await statfs(path).catch(() => undefined); // gone since it was listed
  return {
    freeBytes: space === undefined ? null : space.bavail * space.bsize,
    totalBytes: space === undefined ? null : space.blocks * space.bsize,
  };
}
