// The n-th call to the disk fails, for n = 1, 2, 3 … until none does: afterwards the whole bundle is there, or nothing of it.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { realDisk, type Disk, type ReadableFile } from "../../src-main/bundle/disk.ts";
import { verifyBundle } from "../../src-main/bundle/read/verify-bundle.ts";
import { writeBundle } from "../../src-main/bundle/write/write-bundle.ts";
import type { WritableFile } from "../../src-main/disk/new-file.ts";
import { codeOf } from "../support/codes.ts";
import { append, makeBundle, makeMedium, makeSource, openFeed, quiet } from "../support/made/make-bundle.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** A disk whose n-th call fails with this code; `calls` counts. Closing and clearing up always work. */
function failingDisk(nth: number, code: string): Disk & { readonly calls: () => number } {
  const state = { calls: 0 };
  const step =
    <A extends unknown[], R>(call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      state.calls += 1;
      if (state.calls === nth) throw Object.assign(new Error(code), { code });
      return call(...args);
    };
  const readable = (file: ReadableFile): ReadableFile => ({ ...file, readAt: step(file.readAt) });
  const writable = (file: WritableFile): WritableFile => ({ ...file, write: step(file.write), sync: step(file.sync) });
  return {
    calls: () => state.calls,
    kindOf: step(realDisk.kindOf),
    openToRead: step(async (path: string) => readable(await realDisk.openToRead(path))),
    create: step(async (path: string) => writable(await realDisk.create(path))),
    rename: step(realDisk.rename),
    remove: realDisk.remove,
    makeStaging: step(realDisk.makeStaging),
    syncFile: step(realDisk.syncFile),
    syncFolder: step(realDisk.syncFolder),
    flushDrive: step(realDisk.flushDrive),
  };
}

/** Runs a step against disks that fail at the 1st, 2nd, 3rd … call until a run sees no fault. */
async function untilNoFault(
  code: string,
  step: (disk: Disk) => Promise<unknown>,
  check: (outcome: string) => Promise<void>,
): Promise<number> {
  for (let nth = 1; ; nth++) {
    const disk = failingDisk(nth, code);
    const outcome = await codeOf(() => step(disk));
    await check(outcome);
    if (disk.calls() < nth) return nth - 1;
  }
}

describe.each(["ENOSPC", "EIO", "EROFS"])("%s", (code) => {
  test("export: all or nothing, with a sentence", async () => {
    const folder = await tempFolder();
    const [out, staging] = [join(folder, "U盘"), join(folder, "staging")];
    const medium = await makeMedium(join(folder, "originals"), Buffer.alloc(2_500_000, "照片"));
    await makeMedium(out, Buffer.from("别的文件"), "txt");
    const before = await readdir(out);
    const source = makeSource([append(openFeed("pc"), [{ title: "活动" }])], { media: [medium] });
    const write = (disk: Disk) => writeBundle(source, { folder: out, baseName: "GT-01-001", stagingDir: staging }, quiet(), disk);
    const faults = await untilNoFault(code, write, async (outcome) => {
      expect(await readdir(staging).catch(() => [])).toEqual([]);
      if (outcome === "done") return;
      expect(["disk-full", "disk-failing", "disk-read-only", "media-missing"]).toContain(outcome);
      expect(await readdir(out)).toEqual(before);
    });
    expect(faults).toBeGreaterThan(20);
    expect(await codeOf(() => verifyBundle(join(out, "GT-01-001.anbao"), { stagingDir: staging, progress: quiet() }))).toBe(
      "done",
    );
  });

  test("import: refused with a sentence, and nothing stays in staging", async () => {
    const folder = await tempFolder();
    const staging = join(folder, "staging");
    const { path } = await makeBundle(folder);
    const faults = await untilNoFault(
      code,
      (disk) => verifyBundle(path, { stagingDir: staging, progress: quiet() }, disk),
      async (outcome) => {
        expect(["done", "bundle-unreadable", "disk-full", "disk-failing", "disk-read-only"]).toContain(outcome);
        expect(await readdir(staging)).toEqual([]);
      },
    );
    expect(faults).toBeGreaterThan(20);
  });
});
