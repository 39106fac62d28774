// Runs Node for Windows with its output in a file: under Wine, programs that are given pipes say that their input is no file.
import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import type { Windows } from "./prepare.ts";

/** How a program ended; null: it took too long and was ended. */
export type Ended = Readonly<{ exitCode: number | null; seconds: number }>;

/** A path of this machine as Wine calls it. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}

/** Runs a script of the copied checkout. @param output where what it prints is kept. */
export async function runNode(
  { wine, node, checkout, env }: Windows,
  args: readonly string[],
  output: string,
  more: Readonly<{ env?: Readonly<Record<string, string>>; mostMs: number }>,
): Promise<Ended> {
  const file = openSync(output, "w");
  const startedMs = Date.now();
  const child = spawn(wine, [node, ...args], {
    cwd: checkout,
    env: { ...env, ...more.env },
    stdio: ["ignore", file, file],
    detached: true,
  });
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"), more.mostMs);
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", resolve);
  }).finally(() => (clearTimeout(timer), closeSync(file)));
  return { exitCode, seconds: Math.round((Date.now() - startedMs) / 1000) };
}
