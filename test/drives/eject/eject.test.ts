// Letting go of a drive: which programs are asked on each system, that no name can slip into a command, and a real drive that goes.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, openSync, closeSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { ejectDrive } from "../../../src-main/drives/eject/eject.ts";
import { ejectAttempts } from "../../../src-main/drives/eject/eject-commands.ts";
import { watchDrives } from "../../../src-main/drives/find/watch-drives.ts";
import { drivesOf } from "../../../src-main/compose/data-side/drives.ts";
import { codeOf } from "../../support/codes.ts";
import { refusedProgram } from "../../support/faults/refused-program.ts";
import { plugIn } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const said = (platform: NodeJS.Platform, path: string, device: string | null) =>
  ejectAttempts(platform, { path, device }).map(({ program, args }) => [program, ...args]);

describe("the commands", () => {
  test("Linux: the desktop's own first, by device; then by path", () => {
    expect(said("linux", "/media/a/U盘", "/dev/sdb1")).toEqual([
      ["udisksctl", "unmount", "--no-user-interaction", "-b", "/dev/sdb1"],
      ["gio", "mount", "--unmount", "/media/a/U盘"],
      ["umount", "--", "/media/a/U盘"],
    ]);
    expect(said("linux", "/media/a/share", "//server/share").map(([program]) => program)).toEqual(["gio", "umount"]);
  });

  test("macOS: diskutil", () => {
    expect(said("darwin", "/Volumes/U盘", "/dev/disk5s1")).toEqual([["diskutil", "eject", "/Volumes/U盘"]]);
  });

  test("Windows: the system's own window, by its full path, without a script and without the drive's name or letter", () => {
    const [attempt, ...more] = ejectAttempts("win32", { path: "E:\\", device: "E:" });
    expect(more).toEqual([]);
    expect(attempt).toMatchObject({ args: ["shell32.dll,Control_RunDLL", "hotplug.dll"], person: true });
    expect(attempt?.program).toMatch(/^[A-Z]:\\.*\\System32\\rundll32\.exe$/i);
  });

  test.each(['E:"; calc; "', "E", "e:", "EE:", "", "$(calc):", "\\\\server\\share"])("Windows: %j is no letter", (device) => {
    expect(ejectAttempts("win32", { path: "E:\\", device })).toEqual([]);
  });

  test.each(["-rf", "--help", "", "relative"])("elsewhere: %j is no path", (path) => {
    expect(ejectAttempts("linux", { path, device: "-x" })).toEqual([]);
    expect(ejectAttempts("darwin", { path, device: null })).toEqual([]);
  });
});

describe("a real drive", () => {
  const HOSTILE = "$(touch 坏) `touch 坏`; touch 坏 & 'U\"盘";

  test("of a hostile name is ejected, and nothing in its name is run", async () => {
    const places = await tempFolder();
    const watch = watchDrives(() => undefined, [places]);
    onTestFinished(watch.close);
    const { path } = plugIn(join(places, HOSTILE));
    writeFileSync(join(path, "包"), "内容");
    const drives = drivesOf(watch);
    expect(await drives.of(join(path, "报送"))).toEqual({ name: HOSTILE, path, removable: true, byHand: false });
    expect(await drives.eject(path)).toEqual({ name: HOSTILE });
    expect(existsSync(join(path, "包"))).toBe(false);
    expect([existsSync("坏"), existsSync(join(places, "坏"))]).toEqual([false, false]);
    expect(await drives.of(path)).toBeNull();
  });

  test("that is in use stays, and the person is told what to do", async () => {
    const places = await tempFolder();
    const { path } = plugIn(join(places, "U盘"));
    const file = openSync(join(path, "打开的文件"), "w");
    await expect(ejectDrive({ path, name: "U盘", device: "tmpfs" }, "linux", 0)).rejects.toMatchObject({
      code: "drive-not-ejected",
      details: { name: "U盘" },
    });
    closeSync(file);
    await ejectDrive({ path, name: "U盘", device: "tmpfs" });
  });

  test("that another program reads for a moment is let go as soon as it can be", async () => {
    const places = await tempFolder();
    const { path } = plugIn(join(places, "U盘"));
    writeFileSync(join(path, "刚写完的包"), "内容");
    const reading = 'require("node:fs").openSync(process.argv[1]); process.stdout.write("open"); process.stdin.resume();';
    const scanner = spawn(process.execPath, ["-e", reading, join(path, "刚写完的包")], { stdio: ["pipe", "pipe", "inherit"] });
    onTestFinished(() => void scanner.kill());
    await once(scanner.stdout, "data");
    // Asked before `umount` in every round: from the second round on, the reader is done.
    const programs = await tempFolder();
    const gio = ["#!/bin/sh", `[ -e "$0.rounds" ] && kill ${scanner.pid}`, 'touch "$0.rounds"', "exit 1", ""].join("\n");
    writeFileSync(join(programs, "gio"), gio, { mode: 0o755 });
    vi.stubEnv("PATH", `${programs}:${process.env["PATH"]}`);
    onTestFinished(() => void vi.unstubAllEnvs());
    await ejectDrive({ path, name: "U盘", device: "tmpfs" }, "linux");
    expect(existsSync(join(path, "刚写完的包"))).toBe(false);
  });

  test("is not what an ordinary folder lies on", async () => {
    const folder = await tempFolder();
    const watch = watchDrives(() => undefined, []);
    onTestFinished(watch.close);
    mkdirSync(join(folder, "桌面"));
    expect(await codeOf(() => drivesOf(watch).eject(join(folder, "桌面")))).toBe("drive-not-removable");
  });

  test("a system without any of the programs says so in the same words, and so does one without the drive", async () => {
    expect(await codeOf(() => ejectDrive({ path: "/Volumes/U盘", name: "U盘", device: null }, "darwin", 0))).toBe(
      "drive-not-ejected",
    );
    expect(await codeOf(() => ejectDrive({ path: "E:\\", name: "E:", device: "E:" }, "win32"))).toBe("drive-not-ejected");
  });
});

test("where the system starts none of the programs, the drive is told as not ejected", async () => {
  const folder = await tempFolder();
  for (const name of ["udisksctl", "gio", "umount"]) refusedProgram(folder, name);
  vi.stubEnv("PATH", folder);
  onTestFinished(() => void vi.unstubAllEnvs());
  const drive = { path: "/media/a/U盘", name: "U盘", device: "/dev/sdz1" };
  expect(await codeOf(() => ejectDrive(drive, "linux", 0))).toBe("drive-not-ejected");
});
