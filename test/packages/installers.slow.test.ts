// The installers that cannot be made here: what electron-builder tells makensis and mksquashfs, as recording tools in their place kept it.
// Neither an installer nor an AppImage nor a dmg is seen; these are the words and scripts that make them.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { packOnce } from "./pack-once.ts";
import { ROOT } from "../support/tree.ts";

const PACK_LIMIT_MS = 1_200_000;

/** What makensis was told for the installer; the run before it makes the uninstaller. */
const toldNsis = (name: "win-x64" | "win-arm64", run: 0 | 1 = 1): string =>
  readFileSync(join(packOnce(name).said, `makensis-${run}.txt`), "utf8");

type ToldAppImage = Readonly<{ files: readonly string[]; starter: string; entry: string }>;
const toldAppImage = (name: "linux-x64" | "linux-arm64"): ToldAppImage =>
  JSON.parse(readFileSync(join(packOnce(name).said, "mksquashfs.json"), "utf8")) as ToldAppImage;

test.each([
  ["win-x64", "-DAPP_64="],
  ["win-arm64", "-DAPP_ARM64="],
] as const)(
  "the installer of %s is for its processor alone, for one person, without rights",
  (name, part) => {
    const told = toldNsis(name);
    expect(told.match(/^-DAPP_(64|ARM64|32)=/gm)).toEqual([part]);
    expect(told).not.toMatch(/^-DMULTIUSER_INSTALLMODE_ALLOW_ELEVATION/m);
    expect(told).not.toMatch(/^-DINSTALL_MODE_PER_ALL_USERS$/m);
    expect(told).toContain("installer.nsh");
    expect(readFileSync(join(ROOT, "resources/release/windows/installer.nsh"), "utf8")).toContain(
      'StrCpy $isForceCurrentInstall "1"',
    );
    expect(existsSync(join(packOnce(name).output, `anbao-0.1.0-${name}.exe`))).toBe(true);
  },
  PACK_LIMIT_MS,
);

test("its folder is Latin, its names are Chinese, it speaks both languages and names no address", () => {
  const told = toldNsis("win-x64");
  for (const word of [
    "-DAPP_FILENAME=anbao",
    "-DPRODUCT_NAME=安报",
    "-DSHORTCUT_NAME=安报",
    "-DUNINSTALL_DISPLAY_NAME=安报 0.1.0",
  ])
    expect(told.split("\n")).toContain(word);
  expect(told.match(/MUI_LANGUAGE "\w+"/g)).toEqual(['MUI_LANGUAGE "SimpChinese"', 'MUI_LANGUAGE "English"']);
  expect(told).not.toMatch(/https?:/);
  expect(told).not.toMatch(/Copyright ©|Apache/);
});

test("the three kinds of files open in it with their own icon, and no longer after removal", () => {
  const types = ["anbao", "anbao-backup", "age"];
  const laid = [
    ...toldNsis("win-x64").matchAll(/APP_ASSOCIATE "([\w-]+)" "Anbao\.\w+" "安报\S+" "\$INSTDIR\\resources\\document\.ico"/g),
  ];
  expect(laid.map(([, type]) => type)).toEqual(types);
  const taken = [...toldNsis("win-x64", 0).matchAll(/APP_UNASSOCIATE "([\w-]+)"/g)];
  expect(taken.map(([, type]) => type)).toEqual(types);
});

test("data are never removed with the program, and no updater's files are made", () => {
  expect(toldNsis("win-x64", 0)).not.toMatch(/^-DDELETE_APP_DATA_ON_UNINSTALL/m);
  const { output, resources } = packOnce("win-x64");
  for (const name of ["latest.yml", "anbao-0.1.0-win-x64.exe.blockmap"]) expect(existsSync(join(output, name))).toBe(false);
  expect(existsSync(join(resources, "app-update.yml"))).toBe(false);
});

test.each(["linux-x64", "linux-arm64"] as const)(
  "the AppImage of %s holds the whole program, its icons and its entry",
  (name) => {
    const { files, entry, starter } = toldAppImage(name);
    for (const path of [
      "anbao",
      "resources/app.asar",
      "resources/decoder/node",
      "usr/share/icons/hicolor/256x256/apps/anbao.png",
    ])
      expect(files).toContain(path);
    expect(entry).toContain("\nName=安报\n");
    expect(entry).toContain("\nStartupWMClass=anbao\n");
    expect(starter).toContain('BIN="$APPDIR/anbao"');
  },
  PACK_LIMIT_MS,
);

test("the dmg is configured for both processors with its icon; it is made on macOS only", () => {
  const stated = readFileSync(join(ROOT, "electron-builder.yml"), "utf8");
  expect(stated).toMatch(/^mac:\n(?: {2}.*\n)* {2}target: \[dmg\]$/m);
  expect(stated).toMatch(/^mac:\n(?: {2}.*\n)* {2}icon: resources\/icons\/icon\.icns$/m);
});
