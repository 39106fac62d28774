// When a refused rename is tried again, which file systems are flushed whole, and what a failed flush means.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { realDisk } from "../../src-main/bundle/disk.ts";
import { flushDrive, flushOutcome, wantsFlush } from "../../src-main/disk/flush-drive.ts";
import { canSyncFolders, saysNoFolderSync } from "../../src-main/disk/folder-sync.ts";
import { waitForHeldMs, whenNotHeld, whenNotHeldBlocking } from "../../src-main/disk/held-file.ts";
import { createDurably, writeDurably } from "../../src-main/disk/small-file.ts";
import { placeFolder } from "../../src-main/disk/lasting.ts";
import { createOnDrive, writeOnDrive } from "../../src-main/disk/new-file.ts";
import { tempFolder } from "../support/temp-folder.ts";

const failure = (code: string) => Object.assign(new Error(code), { code });

/** Fails so many times, then works. */
function refusing(times: number, code: string): () => number {
  const state = { tries: 0 };
  return () => {
    state.tries += 1;
    if (state.tries <= times) throw failure(code);
    return state.tries;
  };
}

test("on Windows a file that is held is asked for again, five times at most; elsewhere a refusal is final", () => {
  for (const code of ["EPERM", "EACCES", "EBUSY"]) {
    expect([1, 2, 3, 4, 5, 6].map((tries) => waitForHeldMs("win32", code, tries))).toEqual([10, 50, 200, 500, 1000, undefined]);
    for (const platform of ["linux", "darwin"] as const) expect(waitForHeldMs(platform, code, 1)).toBeUndefined();
  }
  for (const code of ["ENOENT", "ENOSPC", undefined]) expect(waitForHeldMs("win32", code, 1)).toBeUndefined();
});

test("both ways of waiting come to the same", async () => {
  const asking = refusing(2, "EBUSY");
  expect(await whenNotHeld(async () => asking(), "win32")).toBe(3);
  expect(whenNotHeldBlocking(refusing(2, "EBUSY"), "win32")).toBe(3);
  expect(() => whenNotHeldBlocking(refusing(1, "EBUSY"), "linux")).toThrow("EBUSY");
  await expect(whenNotHeld(async () => refusing(1, "ENOENT")(), "win32")).rejects.toThrow("ENOENT");
});

test("folders are not synced where they cannot be; other failures of it stay failures", () => {
  expect(["win32", "linux", "darwin"].map((platform) => canSyncFolders(platform as NodeJS.Platform))).toEqual([
    false,
    true,
    true,
  ]);
  expect(["EINVAL", "ENOTSUP", "ENOSYS", "EIO", "ENOSPC"].map((code) => saysNoFolderSync(failure(code)))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});

test("FAT, exFAT, NTFS and what is not known are flushed whole on Linux; what keeps a journal is not", () => {
  const kinds = { vfat: 0x4d44, exfat: 0x2011bab0, ntfs3: 0x7366746e, fuse: 0x65735546, unknown: undefined };
  for (const type of Object.values(kinds)) expect(wantsFlush("linux", type)).toBe(true);
  // Node tells types above 2^31 as they are or as negative numbers, by its version.
  for (const type of [0xef53, 0x58465342, 0x9123683e, 0x9123683e | 0, 0x01021994]) expect(wantsFlush("linux", type)).toBe(false);
  for (const platform of ["win32", "darwin"] as const) expect(wantsFlush(platform, 0x4d44)).toBe(false);
});

test("a flush fails where the drive fails, not where the PC lacks the program or the option", () => {
  expect(flushOutcome(null, "")).toBe("done");
  for (const code of ["ENOENT", "EACCES"]) expect(flushOutcome({ code }, "")).toBe("no-way");
  for (const code of ["EAGAIN", "EMFILE", "ENOMEM"]) expect(flushOutcome({ code }, "")).toBe("not-started");
  expect(flushOutcome({ code: 1 }, "sync: invalid option -- 'f'\nTry 'sync --help' for more information.")).toBe("no-way");
  expect(flushOutcome({ code: 1 }, "sync: unrecognized option: f\nBusyBox v1.36.1 multi-call binary.\n\nUsage: sync")).toBe(
    "no-way",
  );
  expect(flushOutcome({ code: 1 }, "sync: error syncing '/media/U盘': Input/output error")).toBe("failed");
  expect(flushOutcome({ code: 1 }, "sync: error syncing '/media/usage option': Input/output error")).toBe("failed");
});

test("a folder that is gone cannot be flushed, and the code says that the drive failed", async () => {
  const folder = await tempFolder();
  await flushDrive(folder);
  await expect(flushDrive(join(folder, "gone"))).rejects.toMatchObject({ code: "EIO" });
});

test("where the drive fails after the name is given, a new file goes, and one that replaced another stays", async () => {
  const path = join(await tempFolder(), "附件1.pdf");
  const calls = { ...realDisk, flushDrive: () => Promise.reject(failure("EIO")) };
  await expect(writeOnDrive(path, Buffer.from("new"), calls)).rejects.toMatchObject({ code: "EIO" });
  expect(await realDisk.kindOf(path)).toBe("none");
  await writeOnDrive(path, Buffer.from("old"));
  await expect(writeOnDrive(path, Buffer.from("new"), calls)).rejects.toMatchObject({ code: "EIO" });
  expect(readFileSync(path, "utf8")).toBe("new");
  expect(readdirSync(dirname(path))).toEqual(["附件1.pdf"]);
});

test("a folder whose drive fails after it took its name goes as well", async () => {
  const folder = await tempFolder();
  const [part, whole] = [join(folder, "part"), join(folder, "whole")];
  mkdirSync(part);
  writeFileSync(join(part, "anbao.db"), "x");
  await expect(placeFolder({ ...realDisk, flushDrive: () => Promise.reject(failure("EIO")) }, part, whole)).rejects.toMatchObject(
    {
      code: "EIO",
    },
  );
  expect(readdirSync(folder)).toEqual([]);
});

test("of several that make one new file at once, one does; what is there or half written is left as it is", async () => {
  const folder = await tempFolder();
  const path = join(folder, "附件1.pdf");
  const made = await Promise.allSettled(["一", "二", "三"].map((text) => createOnDrive(path, Buffer.from(text))));
  expect(made.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
  const kept = readFileSync(path, "utf8");
  await expect(createOnDrive(path, Buffer.from("四"))).rejects.toMatchObject({ code: "EEXIST" });
  writeFileSync(join(folder, "附件2.pdf.part"), "half");
  await expect(createOnDrive(join(folder, "附件2.pdf"), Buffer.from("x"))).rejects.toMatchObject({ code: "EEXIST" });
  expect(readFileSync(path, "utf8")).toBe(kept);
  expect(readdirSync(folder).sort()).toEqual(["附件1.pdf", "附件2.pdf.part"]);
});

test("what is no file is written to as it is, and a new small file never replaces one", async () => {
  const folder = await tempFolder();
  await writeOnDrive("/dev/null", Buffer.from("x"));
  writeDurably(join(folder, "a"), "1");
  expect(() => createDurably(join(folder, "a"), "2")).toThrow("EEXIST");
});
