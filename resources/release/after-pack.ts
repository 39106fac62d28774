// electron-builder calls this when a program's folder is laid out and before it is wrapped up: writes the notices and the list of what is
// packed, and ends the build with sentences where the package may not leave.
import { listPackage, statFile } from "@electron/asar";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { binaryFacts } from "./binary-facts.ts";
import { judgePackage, type PackedFile } from "./judge-package.ts";
import { writeNotices } from "./write-notices.ts";
import { targetOf, type Target } from "./targets.ts";

/** What electron-builder hands over, as far as it is read here. `arch`: 1 is x64, 3 is arm64. */
export type AfterPack = Readonly<{
  appOutDir: string;
  outDir: string;
  arch: number;
  electronPlatformName: string;
  packager: Readonly<{ projectDir: string; appInfo: Readonly<{ sanitizedProductName: string }> }>;
}>;

const ARCHS: Readonly<Record<number, string>> = { 1: "x64", 3: "arm64" };
const LATIN = /^[A-Za-z0-9._-]+$/;

/** The hook. @throws {Error} with a sentence for each thing that is wrong. */
export function afterPack({ appOutDir, outDir, arch, electronPlatformName, packager }: AfterPack): void {
  const target = targetOf(electronPlatformName, ARCHS[arch] ?? String(arch));
  const resources = resourcesIn(appOutDir, target);
  writeNotices({ root: packager.projectDir, resources, archived: listArchive(resources) });
  const files = packedFiles(appOutDir, resources);
  writeFileSync(join(outDir, `${target.name}.files.txt`), fileList(target, files));
  const wrong = [...judgePackage(target, files), ...judgeName(target, packager.appInfo.sanitizedProductName)];
  if (wrong.length > 0) throw new Error(`${target.name} may not leave:\n${wrong.join("\n")}`);
}

/** The deb lies in `/opt/<product name>`, which some systems and scripts cannot take in Chinese. */
function judgeName({ platform }: Target, product: string): readonly string[] {
  if (platform !== "linux" || LATIN.test(product)) return [];
  return [`/opt/${product} is no path of Latin letters. Pack by: npm run dist`];
}

function resourcesIn(appOutDir: string, { platform }: Target): string {
  if (platform !== "darwin") return join(appOutDir, "resources");
  const app = readdirSync(appOutDir).find((name) => name.endsWith(".app")) ?? "";
  return join(appOutDir, app, "Contents", "Resources");
}

/** Every packed file; what lies unpacked beside the archive is listed there only. */
export function packedFiles(appOutDir: string, resources: string): readonly PackedFile[] {
  const beside = readdirSync(appOutDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "app.asar")
    .map((entry) => join(entry.parentPath, entry.name));
  return [...beside.map((path) => factsOf(path, placeOf(path, appOutDir, resources))), ...archivedFiles(resources)];
}

function placeOf(path: string, appOutDir: string, resources: string): string {
  const inside = relative(resources, path);
  const place = inside.startsWith("..") ? relative(appOutDir, path) : join("resources", inside);
  return place.split(sep).join("/");
}

function factsOf(path: string, place: string): PackedFile {
  return { path: place, sizeBytes: statSync(path).size, binary: binaryFacts(readFileSync(path)) };
}

/** Names in the archive, with `/` and without the leading one. */
function listArchive(resources: string): readonly string[] {
  const archive = join(resources, "app.asar");
  return existsSync(archive) ? listPackage(archive, { isPack: false }).map((path) => path.replaceAll("\\", "/").slice(1)) : [];
}

function archivedFiles(resources: string): readonly PackedFile[] {
  const archive = join(resources, "app.asar");
  const unpackedToo = listArchive(resources).map((path) => ({ path, entry: statFile(archive, path.split("/").join(sep), false) }));
  return unpackedToo.flatMap(({ path, entry }) =>
    "size" in entry && entry.unpacked !== true
      ? [{ path: `resources/app.asar/${path}`, sizeBytes: entry.size, binary: undefined }]
      : [],
  );
}

function fileList(target: Target, files: readonly PackedFile[]): string {
  const total = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const lines = files.map(({ path, sizeBytes }) => `${String(sizeBytes).padStart(10)}  ${path}`).sort((a, b) => (a.slice(12) < b.slice(12) ? -1 : 1));
  return `${target.name}: ${files.length} files, ${(total / 1024 / 1024).toFixed(1)} MiB\n${lines.join("\n")}\n`;
}
