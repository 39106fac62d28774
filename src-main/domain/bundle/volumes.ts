// Volumes of a bundle: what they may be called, how many there may be, which sizes are offered. Pure.
import { Problem } from "../problem.ts";

/** Parts carry three digits in their names, and a receipt has room for as many numbers. */
export const MOST_VOLUMES = 999;

/** A volume has to hold at least a list of all files. */
export const LEAST_VOLUME_BYTES = 1024 * 1024;

/**
 * Sizes that are offered, as the file is written. FAT32 ends at 4 GiB less a byte; some programs stop at 4 GB. Chats differ by
 * version and have taken 100 MB everywhere since files can be sent at all.
 */
export const VOLUME_PRESETS = { fat32: Math.floor(3.9 * 1024 ** 3), wechat: 95 * 1024 * 1024 } as const;
export type VolumePreset = keyof typeof VOLUME_PRESETS;

const SIZE = /^(\d{1,15})\s*(b|k|kb|m|mb|g|gb)?$/i;
const SCALES: Readonly<Record<string, number>> = { "": 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Reads a size: a preset's name, bytes, or a number with KB, MB or GB (of 1024). @throws {Problem} `volume-size-wrong` */
export function volumeBytes(text: string): number {
  if (Object.hasOwn(VOLUME_PRESETS, text)) return VOLUME_PRESETS[text as VolumePreset];
  const [, digits = "", unit = ""] = SIZE.exec(text.trim()) ?? [];
  return checkedVolumeBytes(Number(digits) * (SCALES[unit.toLowerCase().replace(/(.)b$/, "$1")] ?? 1));
}

/** @throws {Problem} `volume-size-wrong` */
export function checkedVolumeBytes(bytes: number): number {
  if (!Number.isSafeInteger(bytes) || bytes < LEAST_VOLUME_BYTES) throw new Problem("volume-size-wrong", { least: "1 MB" });
  return bytes;
}

/** Numbers from 1 that are not among those given. */
export function absentVolumes(volumes: number, arrived: readonly number[]): readonly number[] {
  const here = new Set(arrived);
  return Array.from({ length: volumes }, (_, index) => index + 1).filter((number) => !here.has(number));
}

/** Numbers as people say them: `2、4–6`. */
export function sayNumbers(numbers: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const number of numbers) {
    const last = runs.at(-1);
    if (last !== undefined && number === last[1] + 1) last[1] = number;
    else runs.push([number, number]);
  }
  return runs.map(([from, to]) => (from === to ? String(from) : to === from + 1 ? `${from}、${to}` : `${from}–${to}`)).join("、");
}
