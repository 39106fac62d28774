// Finds Electron's program without loading the package (which would start a download), and fetches it when it is absent.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;
const RELEASES = "https://github.com/electron/electron/releases/download/";
const REACH_LIMIT_MS = 8_000;
/** Longest time that a download may take, in milliseconds. */
export const FETCH_LIMIT_MS = 15 * 60_000;

/**
 * Electron's program, where it lies ready.
 *
 * @param packageFolder the folder of the npm package `electron`.
 * @param env `ELECTRON_OVERRIDE_DIST_PATH` names a folder with an unpacked distribution.
 * @param fallbackName the program's name in that folder where the package was never unpacked.
 */
export function findElectron(packageFolder: string, env: Environment, fallbackName: string): string | undefined {
  const unpackedName = readIfThere(join(packageFolder, "path.txt"));
  const override = env["ELECTRON_OVERRIDE_DIST_PATH"];
  const program = override
    ? join(override, unpackedName ?? fallbackName)
    : unpackedName && join(packageFolder, "dist", unpackedName);
  return program !== undefined && existsSync(program) ? program : undefined;
}

/** Name of Electron's program inside a distribution. */
export function electronProgramName(platform: string): string {
  if (platform === "win32") return "electron.exe";
  return platform === "darwin" ? "Electron.app/Contents/MacOS/Electron" : "electron";
}

/** Where the distribution is fetched from. @see toolchain.md electron */
export function electronSource(env: Environment): string {
  return env["ELECTRON_MIRROR"] ?? env["npm_config_electron_mirror"] ?? RELEASES;
}

/**
 * Lets the package fetch its distribution, in a process of its own.
 *
 * @returns why it failed, in a few words; undefined if it is there now.
 */
export async function fetchElectron(packageFolder: string, env: Environment): Promise<string | undefined> {
  const source = electronSource(env);
  const unreachable = await whyUnreachable(source);
  return unreachable ?? runInstaller(packageFolder, env, FETCH_LIMIT_MS);
}

async function whyUnreachable(address: string): Promise<string | undefined> {
  try {
    await fetch(address, { method: "HEAD", signal: AbortSignal.timeout(REACH_LIMIT_MS) });
    return undefined;
  } catch {
    return `连接不上 ${hostOf(address)}`;
  }
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function runInstaller(packageFolder: string, env: Environment, limitMs: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const installer = spawn(process.execPath, [join(packageFolder, "install.js")], { env, stdio: "ignore", timeout: limitMs });
    installer.on("error", (error) => resolve(error.message));
    installer.on("exit", (code) => resolve(code === 0 ? undefined : "下载没有完成"));
  });
}

function readIfThere(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8").trim() : undefined;
}
