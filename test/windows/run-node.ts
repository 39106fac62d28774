// Runs Node for Windows with its output in a file: under Wine, programs that are given pipes say that their input is no file.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Windows } from "./prepare.ts";

/** A path of this machine as Wine calls it. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

/** Runs a script of the copied checkout. @param output where what it prints is kept. @returns its exit code; null: it took too long. */
export async function runNode(
  { wine, node, checkout, env }: Windows,
  args: readonly string[],
  output: string,
  more: Readonly<{ env?: Readonly<Record<string, string>>; mostMs: number }>,
): Promise<number | null> {
  const file = openSync(output, "w");
  const child = spawn(wine, [node, ...args], {
    cwd: checkout,
    env: { ...env, ...more.env },
    stdio: ["ignore", file, file],
    detached: true,
  });
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), more.mostMs);
  return new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  }).finally(() => (clearTimeout(timer), closeSync(file)));
}
