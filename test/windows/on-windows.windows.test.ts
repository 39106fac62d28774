// What can only be seen on Windows: its letters and registry, its limits and names, its way past the cache. Run by `npm run test:windows`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmdirSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { createWorkspace } from "../../src-main/compose/door.ts";
import { listFolder, makeFolder, writeNewFile } from "../../src-main/drives/places/folders.ts";
import { drivesOf } from "../../src-main/drives/find/look-at-drives.ts";
import { personFolders } from "../../src-main/drives/places/person-folders.ts";
import { compareWithDrive } from "../../src-main/drives/places/read-from-drive.ts";
import { readRegistry } from "../../src-main/drives/system/registry.ts";
import { roomAt } from "../../src-main/drives/places/room.ts";
import { windowsProgram } from "../../src-main/drives/system/system-program.ts";
import { watchDrives } from "../../src-main/drives/find/watch-drives.ts";
import { checkWorkspace } from "../../src-main/usecases/keeping/check-workspace.ts";
import { importBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { codeOf } from "../support/codes.ts";
import { filesBelow } from "../support/offices/disk-state.ts";
import {
  CAMPAIGN,
  enrolledPair,
  handOver,
  openOffice,
  PIN,
  record,
  seasonClock,
  surroundingsOf,
  TOWN,
} from "../support/offices/office.ts";
import { picture } from "../support/made/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

describe("drives", () => {
  test("letters are found without PowerShell; the one that Windows lies on cannot be taken out", async () => {
    const drives = await drivesOf("win32", []).look();
    expect(drives.find(({ device }) => device === "C:")).toMatchObject({ path: "C:\\", kind: "drive" });
    expect(drives.every(({ path }) => /^[C-Z]:\\$/.test(path))).toBe(true);
  });

  test("a folder's drive and its room are told, in either case and in the long form of the path", async () => {
    const watch = watchDrives(() => undefined, []);
    onTestFinished(watch.close);
    for (const folder of ["c:\\windows", "C:\\", "\\\\?\\C:\\windows"]) {
      expect((await watch.driveOf(folder))?.device).toBe("C:");
      expect((await roomAt(folder)).freeBytes).toBeGreaterThan(0);
    }
  });

  test("what was written is compared past the system's memory", async () => {
    const path = join(await tempFolder(), "报送包.anbao");
    writeFileSync(path, Buffer.alloc(1_048_577, 7));
    expect(await compareWithDrive(path, UNWATCHED)).toBe("drive");
  });
});

describe("the registry", () => {
  const KEY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders";
  const set = (value: string) =>
    execFileSync(windowsProgram("reg.exe"), ["add", KEY, "/v", "Desktop", "/t", "REG_EXPAND_SZ", "/d", value, "/f"], {
      stdio: "ignore",
    });

  test("a desktop that was moved is found there", async () => {
    const before = (await readRegistry(KEY))?.get("Desktop") ?? "";
    onTestFinished(() => void set(before));
    // Wine's consoles write no Chinese; how a Chinese Windows writes it is in test/drives.
    const moved = mkdtempSync(join(tmpdir(), "OneDrive - office "));
    onTestFinished(() => rmdirSync(moved));
    set(moved);
    const own = await personFolders();
    expect(own.filter(({ kind }) => kind === "desktop").map(({ path }) => path)).toEqual([moved]);
    expect(own[0]).toMatchObject({ kind: "home", path: homedir() });
  });

  test("a key that is not there is none", async () => {
    expect(await readRegistry("HKCU\\Software\\没有")).toBeUndefined();
  });
});

describe("names and paths", () => {
  test.each(["CON", "nul.txt", "报送.", "报送 ", "a:b", "a?", "..", ""])("no folder is made by the name %j", async (name) => {
    const folder = await tempFolder();
    expect(await codeOf(() => makeFolder(folder, name))).toBe("name-not-portable");
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a paper does not replace one whose name differs in its case alone", async () => {
    const folder = await tempFolder();
    const [first, second] = [
      await writeNewFile(folder, "A.pdf", Buffer.from("1")),
      await writeNewFile(folder, "a.PDF", Buffer.from("2")),
    ];
    expect([basename(first), basename(second)]).toEqual(["A.pdf", "a（1）.PDF"]);
  });

  test("a workspace deeper than SQLite can open is refused, and nothing is left", async () => {
    const top = await tempFolder();
    const request = { role: "unit", unit: TOWN, campaign: CAMPAIGN, device: "一号", person: "甲", pin: PIN } as const;
    const folder = join(top, "深".repeat(120), "深".repeat(120));
    expect(await codeOf(() => createWorkspace({ ...request, folder }, surroundingsOf(seasonClock())))).toBe("path-too-deep");
    expect(filesBelow(top)).toEqual([]);
  });

  test("one that just fits takes photos, whose own paths are longer than other programs open", async () => {
    const top = await tempFolder();
    const folder = join(top, "深".repeat(250 - "\\anbao.db".length - top.length - 2));
    const office = await openOffice(folder, TOWN);
    await record(office.ws, "深处", {}, [await picture(top, "照片🎤.png", 3)]);
    expect((await checkWorkspace(office.ws, true, UNWATCHED)).problems).toEqual([]);
    const originals = filesBelow(join(folder, "media")).map((name) => join(folder, "media", name));
    expect(Math.max(...originals.map((path) => path.length))).toBeGreaterThan(259);
  });

  test("a bundle is written to and read from a folder in the long form of its path", async () => {
    const folder = await tempFolder();
    const { town, county } = await enrolledPair(folder);
    await record(town.ws, "长路径", {}, [await picture(folder, "a.png", 1)]);
    const path = await handOver(`\\\\?\\${folder}`, town.ws);
    expect(path.startsWith("\\\\?\\")).toBe(true);
    expect(await importBundle(county.ws, path, { means: "usb" }, UNWATCHED)).toMatchObject({ bundleId: expect.any(String) });
    expect((await listFolder(`\\\\?\\${folder}`)).entries.map(({ name }) => name)).toContain("a.png");
  });
});
