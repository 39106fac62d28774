// Where the parts of a package come from: the lock file has every native package with its hash, the old-system binaries are recorded,
// the icons hold their sizes, and fpm's words become a control file.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { controlText, readFpmWords } from "../../resources/release/fpm-words.ts";
import { isAsLocked, lockedPackages, type Lock } from "../../resources/release/lock-packages.ts";
import { buildCommands, oldSymbols, recordedDigests, sqliteDefines } from "../../resources/release/sqlite-recipe.ts";
import { builderArguments, namedTargets, nativesOf, ownTargets, TARGETS, targetOf } from "../../resources/release/targets.ts";
import { ROOT } from "../support/tree.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const lock = JSON.parse(read("package-lock.json")) as Lock;

test.each(TARGETS)("the lock file has every native package of $name with its hash", (target) => {
  const { sharp, node } = nativesOf(target);
  expect(lockedPackages(lock, [...sharp, node])).toHaveLength(sharp.length + 1);
});

test("a package that is not locked is named with the command that locks it", () => {
  expect(() => lockedPackages(lock, ["node-linux-sparc"])).toThrow(
    /no version with a SHA-512 for node-linux-sparc\. Type: npm install/,
  );
});

test("only the archive that was locked is taken", () => {
  const archive = Buffer.from("archive");
  const integrity = `sha512-${createHash("sha512").update(archive).digest("base64")}`;
  expect(isAsLocked(archive, { name: "a", version: "1", integrity })).toBe(true);
  expect(isAsLocked(Buffer.from("archivf"), { name: "a", version: "1", integrity })).toBe(false);
});

test("each system makes what it can; names are checked; Linux has a path of Latin letters", () => {
  expect(ownTargets("linux").map(({ name }) => name)).toEqual(["win-x64", "win-arm64", "linux-x64", "linux-arm64"]);
  expect(ownTargets("win32").map(({ name }) => name)).toEqual(["win-x64", "win-arm64"]);
  expect(ownTargets("darwin")).toEqual(TARGETS);
  expect(() => namedTargets(["linux-mips"])).toThrow(/No target is called linux-mips\. Known: win-x64/);
  expect(() => targetOf("linux", "ia32")).toThrow("No package is made for linux ia32.");
  const [linux, windows] = namedTargets(["linux-arm64", "win-x64"]);
  expect(builderArguments(linux!, ["deb"]).join(" ")).toMatch(/^--linux deb --arm64 --publish never -c\.productName=anbao /);
  expect(builderArguments(windows!, [])).toEqual(["--win", "--x64", "--publish", "never"]);
});

test("better-sqlite3 is built with its own options, without link-time optimisation, and both results are recorded", () => {
  const defines = sqliteDefines(read("node_modules/better-sqlite3/deps/defines.gypi"));
  expect(defines).toEqual(
    expect.arrayContaining(["-DSQLITE_ENABLE_FTS5", "-DSQLITE_THREADSAFE=2", "-DSQLITE_DEFAULT_CACHE_SIZE=-16000"]),
  );
  for (const machine of ["x64", "arm64"] as const) {
    const words = buildCommands(machine, defines).flat();
    expect(words).toContain("-fno-lto");
    expect(words).not.toContain("-flto");
    expect(words.at(-1)).toBe(`linux-${machine}.node`);
  }
  expect(oldSymbols("arm64")).toContain(".symver pow,pow@GLIBC_2.17");
  expect([...recordedDigests(read("resources/release/sqlite-digests.txt")).keys()]).toEqual([
    "linux-x64.node",
    "linux-arm64.node",
  ]);
});

test("the record names the version that is locked", () => {
  const { version } = lock.packages["node_modules/better-sqlite3"]!;
  expect(read("resources/release/sqlite-digests.txt")).toContain(`better-sqlite3 ${version} `);
});

/** Pixels of each PNG in a Windows icon file, by what the PNG itself says. */
function icoPixels(path: string): readonly number[] {
  const bytes = readFileSync(join(ROOT, path));
  return Array.from({ length: bytes.readUInt16LE(4) }, (_, index) =>
    bytes.readUInt32BE(bytes.readUInt32LE(6 + 16 * index + 12) + 16),
  );
}

test.each(["resources/icons/icon.ico", "resources/icons/document.ico"])(
  "%s holds a drawing for every size that Windows shows",
  (path) => {
    expect(icoPixels(path)).toEqual([16, 20, 24, 32, 40, 48, 64, 128, 256]);
  },
);

test.each(["resources/icons/icon.icns", "resources/icons/document.icns"])("%s is whole", (path) => {
  const bytes = readFileSync(join(ROOT, path));
  expect(bytes.toString("latin1", 0, 4)).toBe("icns");
  expect(bytes.readUInt32BE(4)).toBe(bytes.byteLength);
});

test.each([16, 24, 32, 48, 64, 128, 256, 512])("Linux has an icon of %i pixels", (pixels) => {
  const png = readFileSync(join(ROOT, `resources/icons/png/${pixels}x${pixels}.png`));
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([pixels, pixels]);
});

const WORDS =
  "-s dir --force -t deb -d libnss3 -d a|b --deb-recommends fonts --deb-compression gz --architecture arm64 --after-install i --after-remove r " +
  "--version 1.0 --package o.deb --name anbao --maintainer M --url https://x.invalid/ a=b/=/opt/anbao";

test("fpm's words become a control file; an address that is none is not told", () => {
  const request = readFpmWords([...WORDS.split(" "), "--description", "短\n 第一行\n\n第二行"]);
  expect(request.places).toEqual([{ from: "a=b/", to: "/opt/anbao" }]);
  expect(controlText(request, 7)).toBe(
    "Package: anbao\nVersion: 1.0\nArchitecture: arm64\nMaintainer: M\nInstalled-Size: 7\nDepends: libnss3, a|b\n" +
      "Recommends: fonts\nSection: misc\nPriority: optional\nDescription: 短\n 第一行\n .\n 第二行\n",
  );
  expect(() => readFpmWords([])).toThrow("A deb cannot be made without --package.");
});
