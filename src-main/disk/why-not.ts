// Asks a disk why it takes no more, where a library only says that writing failed: a byte is written as far out as the file would reach.
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { writingProblem } from "./disk-problems.ts";

/** The problem that a write beside the file meets; undefined where the disk takes it. */
export function askDisk(path: string): unknown {
  const probe = `${path}.probe`;
  try {
    const file = openSync(probe, "w", 0o600);
    try {
      writeSync(file, Buffer.alloc(1), 0, 1, reachOf(path));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    return undefined;
  } catch (cause) {
    return writingProblem(cause, dirname(path));
  } finally {
    rmSync(probe, { force: true });
  }
}

function reachOf(path: string): number {
  const sizes = [path, `${path}-wal`, `${path}-journal`].map((name) => statSync(name, { throwIfNoEntry: false })?.size ?? 0);
  return Math.max(...sizes);
}
