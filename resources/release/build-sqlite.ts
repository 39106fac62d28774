// `npm run build:sqlite`: makes `release/sqlite/linux-{x64,arm64}.node` in a Debian 11 of its own, so that the Linux packages run on
// UOS V20 and Kylin V10; judges them, loads them there, and compares them with the recorded digests. Needs Linux on x64 and root.
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { binaryFacts, type Machine } from "./binary-facts.ts";
import { copyTree } from "./copy-tree.ts";
import { fetchPackage, run } from "./fetch-package.ts";
import { isTooNew } from "./judge-package.ts";
import { lockedPackages, type Lock } from "./lock-packages.ts";
import { buildCommands, CROSS_PACKAGES, oldSymbols, recordedDigests, sqliteDefines, SUITE } from "./sqlite-recipe.ts";
import { placesIn, type Places } from "./stage.ts";

const MACHINES: readonly Machine[] = ["x64", "arm64"];
const NEEDS = "Type: sudo apt-get install -y debootstrap qemu-user-static && sudo npm run build:sqlite";
const RECORD = join(import.meta.dirname, "sqlite-digests.txt");
/** Opens a database, uses what the product uses of SQLite, and says its version. */
const TRIAL = `
const load = (path) => { const m = { exports: {} }; process.dlopen(m, path); return m.exports; };
const Database = require("/build/lib/index.js");
const db = new Database(":memory:", { nativeBinding: load(process.argv[2]) });
db.exec("create virtual table t using fts5(a); insert into t values ('安全生产 report')");
const [row] = db.prepare("select sqlite_version() v, pow(2, 10) p, log2(8) l, exp(0) e, (select count(*) from t('report')) n").all();
if (row.p !== 1024 || row.l !== 3 || row.e !== 1 || row.n !== 1) throw new Error(JSON.stringify(row));
console.log(row.v);
`;

/** Makes, judges and tries both binaries; answers their digests. @throws {Error} with a sentence. */
export function buildSqlite(root: string): ReadonlyMap<string, string> {
  if (process.platform !== "linux" || process.arch !== "x64" || process.getuid?.() !== 0)
    throw new Error(`better-sqlite3 for old systems is built on Linux (x64) as root. ${NEEDS}`);
  const places = placesIn(root);
  const system = openOldSystem(places);
  laySources(root, join(system, "build"));
  const defines = sqliteDefines(readFileSync(join(root, "node_modules/better-sqlite3/deps/defines.gypi"), "utf8"));
  return new Map(MACHINES.map((machine) => [`linux-${machine}.node`, buildOne(machine, defines, system, places)]));
}

/** The old system is kept for the next time. The mirror is debootstrap's own choice. */
function openOldSystem({ root }: Places): string {
  const system = join(root, "release", SUITE);
  if (existsSync(system)) return system;
  const half = `${system}.half`;
  rmSync(half, { recursive: true, force: true });
  try {
    run("debootstrap", ["--variant=minbase", `--include=${CROSS_PACKAGES.join(",")}`, SUITE, half]);
  } catch (error) {
    throw new Error(`Debian ${SUITE} could not be laid out. ${NEEDS}`, { cause: error });
  }
  renameSync(half, system);
  return system;
}

function laySources(root: string, build: string): void {
  rmSync(build, { recursive: true, force: true });
  mkdirSync(build);
  const from = (...names: readonly string[]): string => join(root, "node_modules", ...names);
  copyTree(from("better-sqlite3", "src"), join(build, "src"));
  copyTree(from("better-sqlite3", "lib"), join(build, "lib"));
  copyTree(from("better-sqlite3", "deps", "sqlite3"), join(build, "sqlite3"));
  copyTree(from("node-addon-api"), join(build, "node-addon-api"));
  copyTree(join(nodeOf("x64", root), "include", "node"), join(build, "node"));
  for (const machine of MACHINES) {
    writeFileSync(join(build, `${machine}.h`), oldSymbols(machine));
    copyFileSync(join(nodeOf(machine, root), "bin", "node"), join(build, `node-${machine}`));
  }
  writeFileSync(join(build, "trial.cjs"), TRIAL);
}

function nodeOf(machine: Machine, root: string): string {
  const lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  const [node] = lockedPackages(lock, [`node-linux-${machine}`]);
  if (node === undefined) throw new Error(`node-linux-${machine} is not locked.`);
  return fetchPackage(node, placesIn(root).cache);
}

function buildOne(machine: Machine, defines: readonly string[], system: string, { sqlite }: Places): string {
  const name = `linux-${machine}.node`;
  const inside = (command: readonly string[]): void => run("chroot", [system, "sh", "-ec", 'cd /build; exec "$@"', "sh", ...command]);
  for (const command of buildCommands(machine, defines)) inside(command);
  const built = join(system, "build", name);
  judge(machine, built);
  inside(trialCommand(machine, system));
  mkdirSync(sqlite, { recursive: true });
  copyFileSync(built, join(sqlite, name));
  return createHash("sha256").update(readFileSync(built)).digest("hex");
}

function judge(machine: Machine, built: string): void {
  const facts = binaryFacts(readFileSync(built));
  const tooNew = facts?.versions.filter(isTooNew) ?? [];
  if (facts?.machine !== machine) throw new Error(`${built} is not for ${machine}.`);
  if (tooNew.length > 0) throw new Error(`${built} needs ${tooNew.join(", ")}.`);
}

/** The other processor is emulated, with the cross compiler's own libraries. */
function trialCommand(machine: Machine, system: string): readonly string[] {
  const trial = [`./node-${machine}`, "trial.cjs", `/build/linux-${machine}.node`];
  if (machine === "x64") return trial;
  const emulator = "/usr/bin/qemu-aarch64-static";
  if (!existsSync(emulator)) throw new Error(`qemu-aarch64-static is not there. ${NEEDS}`);
  copyFileSync(emulator, join(system, "build", "qemu"));
  return ["./qemu", "-L", "/usr/aarch64-linux-gnu", ...trial];
}

function main(): void {
  const recorded = recordedDigests(existsSync(RECORD) ? readFileSync(RECORD, "utf8") : "");
  const built = buildSqlite(resolve(import.meta.dirname, "../.."));
  for (const [name, digest] of built) console.log(`${digest}  ${name}${recorded.get(name) === digest ? "" : "  (not as recorded)"}`);
  if ([...built].some(([name, digest]) => recorded.get(name) !== digest)) {
    console.error("The binaries differ from resources/release/sqlite-digests.txt: after a change of version, record them there.");
    process.exitCode = 1;
  }
}

if (import.meta.main) main();
