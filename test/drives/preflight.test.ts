// What is known of a folder before anything is written there, on real drives: room, lock switch, speed, and that nothing is left behind.
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { assertPathFits } from "../../src-main/domain/bundle/path-limits.ts";
import { mostFileBytes } from "../../src-main/domain/bundle/room.ts";
import { makeFolder } from "../../src-main/drives/places/folders.ts";
import { probeSpeed } from "../../src-main/drives/places/probe-speed.ts";
import { watchDrives } from "../../src-main/drives/find/watch-drives.ts";
import { drivesOf } from "../../src-main/compose/data-side/drives.ts";
import { codeOf } from "../support/codes.ts";
import { fillUp, plugIn } from "../support/faults/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";

const MIB = 2 ** 20;

async function drivesWithOne(kib?: number) {
  const places = await tempFolder();
  const watch = watchDrives(() => undefined, [places]);
  onTestFinished(watch.close);
  return { places, stick: plugIn(join(places, "U盘"), kib), drives: drivesOf(watch) };
}

test("a good drive: its room and speed are told, and nothing is left on it", async () => {
  const { stick, drives } = await drivesWithOne();
  const found = await drives.preflight(stick.path, 4 * MIB);
  expect(found).toMatchObject({ problem: null, freeBytes: 16 * MIB, fileSystem: "tmpfs", mostFileBytes: null });
  expect(found.bytesPerSecond).toBeGreaterThan(MIB);
  expect(readdirSync(stick.path)).toEqual([]);
});

test("a drive is probed once while it is plugged in", async () => {
  const { stick, drives } = await drivesWithOne();
  const first = await drives.preflight(stick.path, 0);
  expect((await drives.preflight(stick.path, 0)).bytesPerSecond).toBe(first.bytesPerSecond);
});

test.each([
  ["too little room", (path: string) => fillUp(path, 600), MIB, "drive-too-small"],
  [
    "hardly any room, and the size not known yet: no speed can be told, and nothing is wrong",
    (path: string) => fillUp(path, 300),
    0,
    null,
  ],
])("%s", async (_, prepare, needed, code) => {
  const { stick, drives } = await drivesWithOne();
  prepare(stick.path);
  const found = await drives.preflight(stick.path, needed);
  expect(found).toMatchObject({ bytesPerSecond: null });
  expect(found.problem?.code ?? null).toBe(code);
  expect(readdirSync(stick.path)).toEqual(["别的文件"]);
});

test("a lock switch", async () => {
  const { stick, drives } = await drivesWithOne();
  stick.lock();
  expect((await drives.preflight(stick.path, MIB)).problem?.code).toBe("disk-read-only");
  expect(await probeSpeed(stick.path)).toMatchObject({ kind: "failed", cause: { code: "EROFS" } });
});

test("a folder of the PC is not written to", async () => {
  const { drives } = await drivesWithOne();
  const folder = await tempFolder();
  expect(await drives.preflight(folder, MIB)).toMatchObject({ bytesPerSecond: null, problem: null });
});

test("what a probe had to leave when its drive was pulled out goes with the next one; a clerk's own files never do", async () => {
  const { stick } = await drivesWithOne();
  writeFileSync(join(stick.path, "anbao-probe-0b9ac3a1-44a8-4b1f-9f33-0b8d2f4a5c6d.tmp"), "旧");
  writeFileSync(join(stick.path, "anbao-probe.tmp"), "别人的");
  await probeSpeed(stick.path);
  expect(readdirSync(stick.path)).toEqual(["anbao-probe.tmp"]);
});

describe("names and paths", () => {
  const deep = (length: number) => `C:\\${"一二三四五六七八九\\".repeat(40)}`.slice(0, length).replace(/\\$/, "深");

  test.each([
    ["Windows opens 259 characters", "win32", deep(190), "\\", "done"],
    ["and no more", "win32", deep(200), "\\", "path-too-deep"],
    ["Linux takes what Windows does not", "linux", `/${"一二三四五六七八九/".repeat(40)}`.slice(0, -1), "/", "done"],
    ["255 bytes are 85 Chinese characters", "linux", `/mnt/${"安".repeat(85)}`, "/", "done"],
    ["and no more", "linux", `/mnt/${"安".repeat(86)}`, "/", "name-too-long"],
    ["63 emoji", "linux", `/mnt/${"🚒".repeat(63)}`, "/", "done"],
    ["and no more", "linux", `/mnt/${"🚒".repeat(64)}`, "/", "name-too-long"],
    ["Windows counts units", "win32", `C:\\${"🚒".repeat(128)}`, "\\", "name-too-long"],
    ["4095 bytes", "linux", `/${"深/".repeat(1100)}`, "/", "path-too-deep"],
    ["a Mac's 1023", "darwin", `/${"深/".repeat(300)}`, "/", "path-too-deep"],
  ] as const)("%s", async (_, platform, folder, separator, code) => {
    expect(await codeOf(() => assertPathFits(platform, folder, separator))).toBe(code);
  });

  test("a new folder of a long name is refused with how long it may be; Chinese, emoji and spaces are names like any other", async () => {
    const parent = await tempFolder();
    await expect(makeFolder(parent, "安".repeat(100))).rejects.toMatchObject({ code: "name-too-long", details: { most: 85 } });
    expect(readdirSync(parent)).toEqual([]);
    expect(await makeFolder(parent, "第2期 🚩👨‍👩‍👧 报送")).toBe(join(parent, "第2期 🚩👨‍👩‍👧 报送"));
    mkdirSync(join(parent, "满"));
    plugIn(join(parent, "锁"), 64).lock();
    expect(await codeOf(() => makeFolder(join(parent, "锁"), "新"))).toBe("disk-read-only");
  });
});

test("FAT32 is known under the names that systems give it, and nothing else has its limit", () => {
  const most = ["vfat", "FAT32", "fat32", "msdos", "FAT", "exfat", "exFAT", "NTFS", "ext4", null].map(mostFileBytes);
  expect(most).toEqual([...Array.from({ length: 5 }, () => 2 ** 32 - 1), ...Array.from({ length: 5 }, () => null)]);
});
