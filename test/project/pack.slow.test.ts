// What gets packed, without a network: electron-builder over a placeholder distribution; the list of the archive against the
// expected one, the fuses in the program, and the packed data side run under Node through the whole demo.
import { extractAll, listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FUSES } from "../../src-main/shell-electron/fuses.ts";
import { ROOT } from "../support/tree.ts";

/** Mark by which the fuses are found in Electron's program, their version and their number; all start as shipped. */
const FUSE_MARK = "dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX";
const FUSES_AS_SHIPPED = "101001001";
const SET = "1".charCodeAt(0);

const folder = mkdtempSync(join(tmpdir(), "anbao-pack-"));
const resources = join(folder, "release/linux-unpacked/resources");
const archive = join(resources, "app.asar");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(program: string, args: readonly string[]): void {
  const env = { ...process.env, PATH: `${join(ROOT, "node_modules/.bin")}${delimiter}${process.env["PATH"] ?? ""}` };
  const done = spawnSync(program, args, { cwd: ROOT, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${program} ended with ${done.status}\n${done.stdout}\n${done.stderr}`);
}

function writePlaceholder(at: string): void {
  mkdirSync(join(at, "locales"), { recursive: true });
  mkdirSync(join(at, "resources"), { recursive: true });
  const fuses = Buffer.concat([Buffer.from(FUSE_MARK), Buffer.from([1, FUSES_AS_SHIPPED.length]), Buffer.from(FUSES_AS_SHIPPED)]);
  writeFileSync(join(at, "electron"), Buffer.concat([Buffer.alloc(64), fuses, Buffer.alloc(64)]), { mode: 0o755 });
  for (const name of ["locales/zh-CN.pak", "locales/en-US.pak", "LICENSE", "version"]) writeFileSync(join(at, name), "");
}

beforeAll(() => {
  const placeholder = join(folder, "electron");
  writePlaceholder(placeholder);
  run("npm", ["run", "--silent", "build:all"]);
  const config = [`-c.electronDist=${placeholder}`, `-c.directories.output=${join(folder, "release")}`];
  run("electron-builder", ["--linux", "dir", "--x64", "--publish", "never", ...config]);
}, 600_000);

/** Files of the archive, with `/` and without the leading one. */
const packedFiles = (): readonly string[] =>
  listPackage(archive, { isPack: false }).map((path) => path.replaceAll("\\", "/").slice(1));
/** The archive's shape: folders of ours to the second level, packages by name. */
const shapeOf = (path: string): string =>
  path.startsWith("node_modules/")
    ? (/^node_modules\/(@[^/]+\/[^/]+|[^@/][^/]*)/.exec(path)?.[0] ?? "node_modules")
    : path
        .split("/")
        .slice(0, path.startsWith("dist/main/") ? 3 : 2)
        .join("/")
        .replace(/^(dist\/renderer)\/.*/, "$1");

test("the archive holds what is expected and nothing else", async () => {
  const shape = [...new Set(packedFiles().map(shapeOf))].sort();
  await expect(`${shape.join("\n")}\n`).toMatchFileSnapshot("packed.txt");
});

test("no sources, no maps, no tests, no binaries of other systems, no unused weights are packed", () => {
  const files = packedFiles();
  const unwanted = [
    /(?<!\/typst)\.(map|tsx?|d\.[mc]?ts|h|gypi?)$/,
    /^(test|src-main|src-renderer|node_modules\/(electron|vite|typescript|antd|react|node-addon-api|node-(linux|win|darwin)-\w+)(\/|$))/,
    /^node_modules\/better-sqlite3\/(deps|src)\//,
    /prebuilds\/(?!linux-x64\.node$)/,
    /(sharp|libvips)-(darwin|win32|linuxmusl|linux-arm)/,
    /noto-(serif|sans)-sc\/(?!400Regular|700Bold)[^/]+\/.*\.ttf$/,
  ];
  expect(files.filter((path) => unwanted.some((pattern) => pattern.test(path)))).toEqual([]);
});

test("the forms' four font files, the campaign and the forms are there", () => {
  const files = packedFiles();
  expect(files.filter((path) => path.endsWith(".ttf"))).toHaveLength(4);
  for (const path of [
    "resources/campaigns/2021-gaotai.json",
    "resources/forms/attachment2.typ",
    "dist/preload/preload.cjs",
    "dist/renderer/index.html",
  ]) {
    expect(files).toContain(path);
  }
});

test("native code lies beside the archive, where the system can load it", () => {
  const natives = packedFiles().filter((path) => /\.node$|\.so(\.|$)/.test(path));
  expect(natives.length).toBeGreaterThan(0);
  expect(natives.filter((path) => !existsSync(join(resources, "app.asar.unpacked", path)))).toEqual([]);
});

test("the fuses of the program are those of the table", async () => {
  const wire = await getCurrentFuseWire(join(folder, "release/linux-unpacked/anbao"));
  const names = { ...FuseV1Options } as unknown as Readonly<Record<string, number>>;
  const index = (fuse: string): number => names[`${fuse[0]!.toUpperCase()}${fuse.slice(1)}`] ?? -1;
  const burnt = Object.keys(FUSES).map((fuse) => [
    fuse,
    (wire as unknown as Readonly<Record<number, number>>)[index(fuse)] === SET,
  ]);
  expect(Object.fromEntries(burnt)).toEqual(FUSES);
});

test("the packed data side runs the whole demo under Node", () => {
  const program = join(folder, "program");
  extractAll(archive, program);
  execFileSync(process.execPath, [join(program, "dist/main/cli/anbao.js"), "demo", "-o", join(folder, "demo")], {
    cwd: folder,
    stdio: ["ignore", "ignore", "inherit"],
  });
  expect(existsSync(join(folder, "demo"))).toBe(true);
}, 600_000);

test("electron-builder.yml states the table of fuses", () => {
  const section = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync(join(ROOT, "electron-builder.yml"), "utf8"))?.[1] ?? "";
  const stated = [...section.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === "true"]);
  expect(Object.fromEntries(stated)).toEqual(FUSES);
});
