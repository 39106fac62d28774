// Builds the screens (and for Electron the programs) when their sources are newer than what was built last.
import { existsSync, readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** One build: its vite config, the folders and files that it is made of, and the file whose time tells when it was made. */
export type Build = Readonly<{ config: string; sources: readonly string[]; result: string }>;

const COMMON = ["package-lock.json", "src-main/api", "src-main/domain", "src-main/paper/models"];
export const SCREENS: Build = {
  config: "vite.renderer.config.ts",
  sources: ["vite.renderer.config.ts", "src-renderer", "resources/words", ...COMMON],
  result: "dist/renderer/index.html",
};
export const PROGRAMS: readonly Build[] = [
  {
    config: "vite.data.config.ts",
    sources: ["vite.data.config.ts", "package-lock.json", "src-main", "resources"],
    result: "dist/main/shell-electron/main.js",
  },
  {
    config: "vite.preload.config.ts",
    sources: ["vite.preload.config.ts", "package-lock.json", "src-main/shell-electron"],
    result: "dist/preload/preload.cjs",
  },
  {
    config: "vite.decoder.config.ts",
    sources: ["vite.decoder.config.ts", "package-lock.json", "src-main/media", "src-main/domain"],
    result: "dist/decoder/decode-worker.js",
  },
];

/** Whether a result is older than the newest of its sources, or not there. Times in milliseconds. */
export function isStale(sourceTimesMs: readonly number[], resultTimeMs: number | undefined): boolean {
  return resultTimeMs === undefined || sourceTimesMs.some((time) => time > resultTimeMs);
}

/** Builds what is stale, one after the other; does nothing where all is fresh. */
export async function buildWhenStale(root: string, builds: readonly Build[], startedAtMs: number): Promise<void> {
  const stale = builds.filter(({ sources, result }) =>
    isStale(
      sources.flatMap((path) => timesIn(join(root, path))),
      timeOf(join(root, result)),
    ),
  );
  if (stale.length === 0) return;
  const vite = await import("vite");
  for (const { config, result } of stale) {
    await vite.build({ configFile: join(root, config), logLevel: "warn" });
    utimesSync(join(root, result), startedAtMs / 1000, startedAtMs / 1000);
  }
}

function timesIn(path: string): readonly number[] {
  const own = timeOf(path);
  if (own === undefined) return [];
  if (!statSync(path).isDirectory()) return [own];
  return [own, ...readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => timeOf(join(path, name)) ?? 0)];
}

function timeOf(path: string): number | undefined {
  return existsSync(path) ? statSync(path).mtimeMs : undefined;
}
