// Whether a bundle fits is said before it is written: the decision over what each system reports, and a real small drive.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { assertRoom, sizeText, type Room } from "../../../src-main/domain/bundle/room.ts";
import { letterIn, roomAt } from "../../../src-main/drives/places/room.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { codeOf } from "../../support/codes.ts";
import { enrolledPair, record } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const GIB = 2 ** 30;
const room = (more: Partial<Room>): Room => ({ freeBytes: 8 * GIB, fileSystem: "vfat", writable: true, ...more });

describe("the decision", () => {
  test.each([
    ["enough room", room({}), GIB, undefined],
    ["FAT32 takes no file of 4 GiB", room({}), 4 * GIB, "drive-file-too-large"],
    ["FAT32 takes one byte less", room({}), 4 * GIB - 1, undefined],
    ["FAT32 as Windows names it", room({ fileSystem: "FAT32" }), 5 * GIB, "drive-file-too-large"],
    ["exFAT takes it", room({ fileSystem: "exFAT" }), 5 * GIB, undefined],
    ["NTFS takes it", room({ fileSystem: "NTFS" }), 5 * GIB, undefined],
    ["too little room", room({ freeBytes: GIB }), GIB, "drive-too-small"],
    ["nothing known", room({ freeBytes: null, fileSystem: null }), 100 * GIB, undefined],
    ["write protection", room({ writable: false }), 1, "disk-read-only"],
  ])("%s", async (_, where, needed, code) => {
    expect(await codeOf(async () => assertRoom("E:\\", where, needed))).toBe(code ?? "done");
  });

  test("sizes are said as people say them", () => {
    expect([0, 1023, 1536, 1_288_490_189, 3.4 * GIB, 200 * GIB].map(sizeText)).toEqual([
      "0 B",
      "1023 B",
      "2 KB",
      "1.2 GB",
      "3.4 GB",
      "200 GB",
    ]);
  });

  test("the letter of a path of Windows is found in every spelling, and a share has none", () => {
    expect(["e:\\报送", "E:", "E:\\", "\\\\?\\e:\\报送"].map(letterIn)).toEqual(["E:", "E:", "E:", "E:"]);
    expect(["\\\\server\\e$", "\\\\?\\UNC\\server\\e", "/Volumes/U盘", "ee:\\"].map(letterIn)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

test("a real drive of one megabyte: the sentence says how much is there and how much is needed, and nothing is written", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "活动", {}, [await picture(folder, "IMG_0001.png", 1)]);
  const drive = join(folder, "U盘");
  mkdirSync(drive);
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", drive]);
  onTestFinished(() => void execFileSync("umount", ["-l", drive]));
  execFileSync("dd", ["if=/dev/zero", `of=${join(drive, "别的文件")}`, "bs=1024", "count=900"], { stdio: "ignore" });
  expect(await roomAt(drive)).toMatchObject({ writable: true });
  const request = { folder: drive, purpose: "hand-in", recipient: { kind: "county" }, plain: true, papers: [] } as const;
  await expect(exportBundle(town.ws, request, UNWATCHED)).rejects.toMatchObject({
    code: "drive-too-small",
    details: { path: drive, free: expect.stringMatching(/KB$/), needed: expect.stringMatching(/KB$/) },
  });
  expect(readdirSync(drive)).toEqual(["别的文件"]);
});
