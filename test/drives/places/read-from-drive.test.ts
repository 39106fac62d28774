// Reading back what the drive has kept, not what the system remembers of it: a good drive agrees, a counterfeit one is found out.
import { constants } from "node:fs";
import { open, readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { compareWithDrive, directFlag } from "../../../src-main/drives/places/read-from-drive.ts";
import { deviceNumbers, markOf } from "../../../src-main/drives/find/drive-mark.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { codeOf } from "../../support/codes.ts";
import { plugIn, plugInCounterfeit } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MIB = 2 ** 20;
const bytes = (length: number) => Buffer.alloc(length, "安全生产月报送包");

describe("a file that lies on the drive as it was written", () => {
  test.each([0, 1, 511, 4096, MIB - 1, MIB, MIB + 1, 3 * MIB + 12_345])("%i bytes", async (length) => {
    const stick = plugInCounterfeit(await tempFolder(), 16 * 1024);
    const path = join(stick.path, "包");
    await writeFile(path, bytes(length), { flush: true });
    const seen: number[] = [];
    const progress = { ...UNWATCHED, report: (done: number) => void seen.push(done) };
    expect(await compareWithDrive(path, progress)).toBe("drive");
    expect(seen.at(-1) ?? 0).toBe(length);
  });
});

test("a drive that has lost what it took: the system still remembers every byte, the comparison does not believe it", async () => {
  const stick = plugInCounterfeit(await tempFolder(), 16 * 1024);
  const path = join(stick.path, "包");
  await writeFile(path, bytes(2 * MIB), { flush: true });
  stick.tearOut();
  expect((await readFile(path)).equals(bytes(2 * MIB))).toBe(true);
  await expect(compareWithDrive(path, UNWATCHED)).rejects.toMatchObject({ code: "EIO" });
});

test("a drive that holds other bytes than were written", async () => {
  const folder = await tempFolder();
  const stick = plugInCounterfeit(folder, 16 * 1024);
  const path = join(stick.path, "包");
  await writeFile(path, bytes(MIB), { flush: true });
  const image = join(folder, "后备", "image");
  const there = await readFile(image);
  const at = there.indexOf(bytes(4096));
  const raw = await open(image, "r+");
  await raw.write(Buffer.from("坏"), 0, 3, at + 512);
  await raw.close();
  expect(await codeOf(() => compareWithDrive(path, UNWATCHED))).toBe("read-back-differs");
});

test("it can be cancelled", async () => {
  const path = join(await tempFolder(), "包");
  await writeFile(path, bytes(MIB));
  expect(await codeOf(() => compareWithDrive(path, { report: () => undefined, signal: AbortSignal.abort() }))).toBe("cancelled");
});

test("the way past the system's memory is the one of each system, or none", () => {
  expect([directFlag("linux"), directFlag("win32"), directFlag("darwin")]).toEqual([constants.O_DIRECT, 0x02000000, undefined]);
});

describe("the mark of a drive", () => {
  test("stays while the drive does, is another one elsewhere, and none where nothing is", async () => {
    const folder = await tempFolder();
    const path = join(folder, "U盘");
    const first = plugIn(path);
    const before = await markOf(path);
    expect(await markOf(path)).toBe(before);
    first.pull();
    expect(await markOf(path)).not.toBe(before);
    expect(await markOf(join(folder, "没有"))).toBeUndefined();
    await writeFile(join(folder, "文件"), "");
    await truncate(join(folder, "文件"), 0);
    expect(await markOf(join(folder, "文件"))).toBeUndefined();
  });

  test("a stick's device numbers are read as Linux packs them", () => {
    expect(deviceNumbers(0x811n)).toEqual({ major: 8n, minor: 17n });
    expect(deviceNumbers(0x10300n | (1n << 20n))).toEqual({ major: 259n, minor: 256n });
  });
});
