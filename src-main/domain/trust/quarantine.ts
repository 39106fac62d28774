// How much of keys that nobody has approved is kept: bounds over each key and over all of them together. Pure.
import { Problem } from "../problem.ts";

const MIB = 1024 ** 2;

/** What waits: entries with their bytes, and files that only they brought. */
export type Bounds = Readonly<{ entriesOfKey: number; entries: number; bytes: number; fileBytes: number; files: number }>;

/** Far above what honest PCs of a county send before they are approved, far below what would stop a PC. */
export const QUARANTINE: Bounds = {
  entriesOfKey: 20_000,
  entries: 60_000,
  bytes: 256 * MIB,
  fileBytes: 2048 * MIB,
  files: 100_000,
};

/** What one key left waiting. */
export type Waiting = Readonly<{ entries: number; bytes: number }>;

/** @param waiting by key. @throws {Problem} `quarantine-full` for one key's entries, `quarantine-large` for all together */
export function assertWaitingRoom(waiting: readonly Waiting[], bounds: Bounds = QUARANTINE): void {
  if (waiting.some(({ entries }) => entries > bounds.entriesOfKey))
    throw new Problem("quarantine-full", { most: bounds.entriesOfKey });
  const all = (of: (one: Waiting) => number) => waiting.reduce((sum, one) => sum + of(one), 0);
  if (all(({ entries }) => entries) > bounds.entries || all(({ bytes }) => bytes) > bounds.bytes)
    throw new Problem("quarantine-large", { most: bounds.entries, mostMiB: bounds.bytes / MIB });
}

/** @throws {Problem} `volumes-held-full` where strangers would keep too many files */
export function assertFileRoom({ bytes, files }: Readonly<{ bytes: number; files: number }>, bounds: Bounds = QUARANTINE): void {
  if (bytes > bounds.fileBytes || files > bounds.files)
    throw new Problem("volumes-held-full", { most: `${bounds.fileBytes / (1024 * MIB)} GB` });
}
