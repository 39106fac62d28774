// Brings packages of other platforms, which `npm ci` leaves out, as the lock file has them; kept in `release/cache`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { archiveName, isAsLocked, type LockedPackage } from "./lock-packages.ts";

/**
 * The folder of an unpacked package; fetched and checked against the lock where it is not there yet.
 *
 * @throws {Error} with a sentence where it cannot be had or is not the locked one.
 */
export function fetchPackage(locked: LockedPackage, cache: string): string {
  const folder = join(cache, archiveName(locked).replace(/\.tgz$/, ""));
  if (!existsSync(folder)) unpackTo(fetchArchive(locked, cache), folder);
  return folder;
}

function fetchArchive(locked: LockedPackage, cache: string): string {
  mkdirSync(cache, { recursive: true });
  const archive = join(cache, archiveName(locked));
  if (existsSync(archive) && isAsLocked(readFileSync(archive), locked)) return archive;
  // Into the folder where it runs: a path as a word would fall apart at its spaces on Windows, where npm needs a shell.
  run("npm", ["pack", "--silent", `${locked.name}@${locked.version}`], { cwd: cache });
  if (isAsLocked(readFileSync(archive), locked)) return archive;
  rmSync(archive);
  throw new Error(`${locked.name}@${locked.version} is not what package-lock.json has: its SHA-512 differs. Nothing was packed.`);
}

/** Whole or not at all: a run that was cut leaves no half package behind. */
function unpackTo(archive: string, folder: string): void {
  const half = `${folder}.half`;
  rmSync(half, { recursive: true, force: true });
  mkdirSync(half, { recursive: true });
  run("tar", ["-xzf", archive, "-C", half, "--strip-components=1"]);
  renameSync(half, folder);
}

/** Runs a program; its output is shown only where it failed. */
export function run(program: string, args: readonly string[], options: Readonly<{ cwd?: string; env?: NodeJS.ProcessEnv }> = {}): void {
  const shell = process.platform === "win32" && program === "npm";
  const done = spawnSync(program, args, { ...options, shell, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status === 0) return;
  const why = done.error?.message ?? `${done.stdout}\n${done.stderr}`.trim();
  throw new Error(`${program} ${args.join(" ")} failed (${done.status ?? done.signal ?? "not started"}).\n${why}`);
}
