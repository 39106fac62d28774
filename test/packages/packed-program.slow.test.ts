// What gets packed, without a network: electron-builder over placeholder distributions for each system that can be packed here; the list of
// the archive against the expected one, the fuses in the program, the native parts, the notices.
import { listPackage } from "@electron/asar";
import { FuseV1Options, getCurrentFuseWire } from "@electron/fuses";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { packedFiles } from "../../resources/release/after-pack.ts";
import { judgePackage, type PackedFile } from "../../resources/release/judge-package.ts";
import { namedTargets } from "../../resources/release/targets.ts";
import { FUSES } from "../../src-main/shell-electron/start/fuses.ts";
import { PACKED_HERE, packOnce, type Packed } from "./pack-once.ts";
import { ROOT } from "../support/tree.ts";

const SET = "1".charCodeAt(0);
const PACK_LIMIT_MS = 1_200_000;

/** Files of the archive, with `/` and without the leading one. */
const archived = ({ archive }: Packed): readonly string[] =>
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

/** No sources, no maps, no tests, no binaries of other systems, no weights that no form uses. */
const UNWANTED: readonly RegExp[] = [
  /(?<!\/typst)\.(map|tsx?|d\.[mc]?ts|h|gypi?)$/,
  /^(test|src-main|src-renderer|node_modules\/(electron|vite|typescript|antd|react|node-addon-api|node-(linux|win|darwin|bin)-\w+)(\/|$))/,
  /^node_modules\/better-sqlite3\/(deps|src)\//,
  /noto-(serif|sans)-sc\/(?!400Regular|700Bold)[^/]+\/.*\.ttf$/,
  /licenses\.json$/,
];
const WANTED = [
  "resources/campaigns/2021-gaotai.json",
  "resources/forms/attachment2.typ",
  "resources/demo/clip.mp4",
  "dist/preload/preload.cjs",
  "dist/renderer/index.html",
  "node_modules/@expo-google-fonts/noto-serif-sc/LICENSE_FONT",
];

async function burntFuses(program: string): Promise<Readonly<Record<string, boolean>>> {
  const wire = (await getCurrentFuseWire(program)) as unknown as Readonly<Record<number, number>>;
  const names = { ...FuseV1Options } as unknown as Readonly<Record<string, number>>;
  const index = (fuse: string): number => names[`${fuse[0]!.toUpperCase()}${fuse.slice(1)}`] ?? -1;
  return Object.fromEntries(Object.keys(FUSES).map((fuse) => [fuse, wire[index(fuse)] === SET]));
}

describe.each(PACKED_HERE)("%s", (name) => {
  const held: { packed?: Packed; files?: readonly PackedFile[] } = {};
  const packed = (): Packed => held.packed!;
  const files = (): readonly PackedFile[] => held.files!;
  beforeAll(() => {
    held.packed = packOnce(name);
    held.files = packedFiles(held.packed.folder, held.packed.resources);
  }, PACK_LIMIT_MS);

  test("the archive holds what is expected and nothing else, the same for every system", async () => {
    const shape = [...new Set(archived(packed()).map(shapeOf))].sort();
    await expect(`${shape.join("\n")}\n`).toMatchFileSnapshot("packed.txt");
  });

  test("nothing unwanted is in, everything wanted is", () => {
    const inside = archived(packed());
    expect(inside.filter((path) => UNWANTED.some((pattern) => pattern.test(path)))).toEqual([]);
    expect(WANTED.filter((path) => !inside.includes(path))).toEqual([]);
    expect(inside.filter((path) => path.endsWith(".ttf"))).toHaveLength(4);
  });

  test("the package may leave, and for another system it might not", () => {
    const { target } = packed();
    expect(judgePackage(target, files())).toEqual([]);
    const others = namedTargets(["win-x64", "win-arm64", "linux-x64", "linux-arm64"]).filter((each) => each.name !== name);
    for (const other of others) expect(judgePackage(other, files()).length).toBeGreaterThan(3);
  });

  test("native code lies beside the archive, where the system can load it, and there is one of each kind", () => {
    const natives = archived(packed()).filter((path) => /\.node$|\.so(\.|$)|\.dll$/.test(path));
    expect(natives).toHaveLength(1);
    expect(natives.filter((path) => !existsSync(join(packed().resources, "app.asar.unpacked", path)))).toEqual([]);
    expect(files().filter(({ binary }) => binary !== undefined).length).toBeGreaterThan(4);
  });

  test("the fuses of the program are those of the table", async () => {
    const { folder, target } = packed();
    expect(await burntFuses(join(folder, target.platform === "win32" ? "anbao.exe" : "anbao"))).toEqual(FUSES);
  });

  test("the licences of what is shipped are there, each with its text", () => {
    const notices = readFileSync(join(packed().resources, "THIRD-PARTY-NOTICES.txt"), "utf8");
    for (const part of [
      "better-sqlite3",
      "sharp",
      "Node.js",
      "react",
      "antd",
      "libheif-js",
      "@expo-google-fonts/noto-serif-sc",
      "zod",
    ])
      expect(notices).toMatch(new RegExp(`^=+\n${part}( [\\d.]+)?\n`, "m"));
    expect(notices).toContain("GNU LESSER GENERAL PUBLIC LICENSE");
    expect(notices).toContain("SIL OPEN FONT LICENSE");
    expect(existsSync(join(packed().folder, "LICENSES.chromium.html"))).toBe(true);
    expect(existsSync(join(packed().folder, "LICENSE.electron.txt"))).toBe(true);
  });

  test("only the languages of the program are kept", () => {
    expect(
      files()
        .filter(({ path }) => path.endsWith(".pak"))
        .map(({ path }) => path)
        .sort(),
    ).toEqual(["locales/en-US.pak", "locales/zh-CN.pak"]);
  });

  test("the list of what is packed tells every file, its size and the sum", () => {
    const [head, ...lines] = readFileSync(join(packed().output, `${name}.files.txt`), "utf8")
      .trimEnd()
      .split("\n");
    expect(head).toMatch(new RegExp(`^${name}: ${lines.length} files, \\d+\\.\\d MiB$`));
    // The profile is laid in by what makes the deb, afterwards.
    const packedThen = files().filter(({ path }) => path !== "resources/apparmor-profile");
    expect(lines.map((line) => line.slice(12))).toEqual(packedThen.map(({ path }) => path).sort());
  });
});

test("the portable folder for Windows is one zip with a Latin name, and its program is in it", () => {
  const { output } = packOnce("win-x64");
  const names = execFileSync("unzip", ["-Z1", join(output, "anbao-0.1.0-win-x64.zip")], { encoding: "utf8", maxBuffer: 1 << 26 });
  expect(names.split("\n")).toEqual(expect.arrayContaining(["anbao.exe", "resources/app.asar", "resources/decoder/node.exe"]));
});

test("the packed decoder's Node loads its sharp from its own folder alone", () => {
  const { resources } = packOnce("linux-x64");
  const decoder = join(resources, "decoder");
  const elsewhere = mkdtempSync(join(tmpdir(), "anbao-decoder-"));
  const trial = join(decoder, "trial.mjs");
  writeFileSync(
    trial,
    'import sharp from "sharp"; console.log((await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } }).png().toBuffer()).length > 0)',
  );
  const said = execFileSync(join(decoder, "node"), ["--permission", `--allow-fs-read=${decoder}`, "--allow-addons", trial], {
    cwd: elsewhere,
    encoding: "utf8",
    env: {},
  });
  rmSync(trial);
  rmSync(elsewhere, { recursive: true });
  expect(said.trim()).toBe("true");
});

test("electron-builder.yml states the table of fuses", () => {
  const section = /^electronFuses:\n((?: {2}.*\n)+)/m.exec(readFileSync(join(ROOT, "electron-builder.yml"), "utf8"))?.[1] ?? "";
  const stated = [...section.matchAll(/^ {2}(\w+): (true|false)$/gm)].map(([, name, value]) => [name, value === "true"]);
  expect(Object.fromEntries(stated)).toEqual(FUSES);
});
