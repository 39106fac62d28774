// A program that the system refuses to start, as a virus scanner does, which Node tells by throwing: its file is still open for writing.
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** Lies there, refused, until the test has finished. @returns its path */
export function refusedProgram(folder: string, name: string): string {
  const path = join(folder, name);
  const file = openSync(path, "w", 0o755);
  onTestFinished(() => closeSync(file));
  return path;
}
