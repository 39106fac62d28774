// A file is written where the person said whole or not at all, however large, and what was there before is replaced only whole.
import { createHash } from "node:crypto";
import {
  closeSync,
  existsSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { OpenedMedia } from "../../../src-main/api/data-side.ts";
import { lastingCalls } from "../../../src-main/disk/lasting.ts";
import { makeTasks } from "../../../src-main/api/tasks.ts";
import { GIVEN_FILES } from "../../../src-main/compose/data-side/given-files.ts";
import { openSaves } from "../../../src-main/session/files/saves.ts";
import { saveFile } from "../../../src-main/session/files/save-file.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import type { Progress } from "../../../src-main/usecases/ports/progress.ts";
import { codeOf } from "../../support/codes.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const MiB = 1024 * 1024;
const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function mediumOf(folder: string, bytes: Uint8Array): OpenedMedia & { path: string } {
  const path = join(folder, "original");
  writeFileSync(path, bytes);
  return { path, sizeBytes: bytes.byteLength, mime: "video/mp4", inline: true, saveAs: "视频.mp4" };
}

/** Stops once so many bytes are written. */
function stoppingAt(bytes: number): Progress {
  const stop = new AbortController();
  return { signal: stop.signal, report: (done) => void (done >= bytes && stop.abort()) };
}

test("a file and a text arrive byte for byte, and nothing else lies beside them", async () => {
  const folder = await tempFolder();
  const bytes = Buffer.alloc(2 * MiB + 77, "安全");
  const medium = mediumOf(folder, bytes);
  const place = join(folder, "U盘");
  mkdirSync(place);
  const reported: number[] = [];
  const progress = { ...UNWATCHED, report: (done: number) => void reported.push(done) };
  await saveFile({ media: medium, sha256: sha256Of(bytes) }, join(place, "视频.mp4"), progress, GIVEN_FILES);
  const text = { mime: "text/plain", inline: false, saveAs: "卡.txt", bytes: Buffer.from("\uFEFF恢复卡") };
  await saveFile({ media: text }, join(place, "卡.txt"), UNWATCHED, GIVEN_FILES);
  expect(readFileSync(join(place, "视频.mp4")).equals(bytes)).toBe(true);
  expect(readFileSync(join(place, "卡.txt"), "utf8")).toBe("\uFEFF恢复卡");
  expect(readdirSync(place).toSorted()).toEqual(["卡.txt", "视频.mp4"].toSorted());
  expect(reported.at(-1)).toBe(bytes.length);
});

test.each(["EPERM", "EBUSY", "EACCES"])(
  "a table that another program has open (%s) is told as that, and stays as it was",
  async (code) => {
    const place = await tempFolder();
    const target = join(place, "汇总表.xlsx");
    writeFileSync(target, "the old one");
    const held = { ...lastingCalls, rename: () => Promise.reject(Object.assign(new Error("held"), { code })) };
    const media = { mime: "text/plain", inline: false, saveAs: "汇总表.xlsx", bytes: Buffer.from("new") };
    await expect(saveFile({ media }, target, UNWATCHED, GIVEN_FILES, held)).rejects.toMatchObject({
      code: "save-held",
      details: { name: "汇总表.xlsx" },
    });
    expect([readdirSync(place), readFileSync(target, "utf8")]).toEqual([["汇总表.xlsx"], "the old one"]);
    const elsewhere = join(place, "新表.xlsx");
    await expect(saveFile({ media }, elsewhere, UNWATCHED, GIVEN_FILES, held)).rejects.not.toMatchObject({ code: "save-held" });
  },
);

test.each(["stopped in the middle", "damaged on this PC", "gone from this PC"] as const)(
  "%s: the file that was there stays as it was, and nothing is left beside it",
  async (how) => {
    const folder = await tempFolder();
    const medium = mediumOf(folder, Buffer.alloc(4 * MiB, 1));
    const place = join(folder, "桌面");
    mkdirSync(place);
    const target = join(place, "视频.mp4");
    writeFileSync(target, "the old one");
    const media = how === "gone from this PC" ? { ...medium, path: `${medium.path}x` } : medium;
    const progress = how === "stopped in the middle" ? stoppingAt(2 * MiB) : UNWATCHED;
    const code = await codeOf(() =>
      saveFile({ media, sha256: sha256Of(Buffer.alloc(4 * MiB, 2)) }, target, progress, GIVEN_FILES),
    );
    expect(code).toBe(
      { "stopped in the middle": "cancelled", "damaged on this PC": "media-changed", "gone from this PC": "file-not-found" }[how],
    );
    expect(readFileSync(target, "utf8")).toBe("the old one");
    expect(readdirSync(place)).toEqual(["视频.mp4"]);
  },
);

test.each(["syncFile", "syncFolder", "flushDrive"] as const)(
  "a drive that fails at %s after the name: what was not there before is not there, what was replaced is the new one whole",
  async (step) => {
    const place = await tempFolder();
    writeFileSync(join(place, "旧.txt"), "the old one");
    const failing = { ...lastingCalls, [step]: () => Promise.reject(Object.assign(new Error("gone"), { code: "EIO" })) };
    const media = { mime: "text/plain", inline: false, saveAs: "卡.txt", bytes: Buffer.from("new") };
    for (const name of ["旧.txt", "新.txt"])
      await expect(saveFile({ media }, join(place, name), UNWATCHED, GIVEN_FILES, failing)).rejects.toMatchObject({
        code: "disk-failing",
      });
    expect([readdirSync(place), readFileSync(join(place, "旧.txt"), "utf8")]).toEqual([["旧.txt"], "new"]);
  },
);

test("a large original is never in memory", async () => {
  const folder = await tempFolder();
  const path = join(folder, "large");
  const file = openSync(path, "w");
  ftruncateSync(file, 256 * MiB);
  closeSync(file);
  const media = { path, sizeBytes: 256 * MiB, mime: "video/mp4", inline: true, saveAs: "视频.mp4" };
  const before = process.memoryUsage().rss;
  const peak = { bytes: 0 };
  const report = () => void (peak.bytes = Math.max(peak.bytes, process.memoryUsage().rss));
  await saveFile({ media }, join(folder, "视频.mp4"), { ...UNWATCHED, report }, GIVEN_FILES);
  expect(statSync(join(folder, "视频.mp4")).size).toBe(256 * MiB);
  expect((peak.bytes - before) / MiB).toBeLessThan(48);
});

test("a long one is a task that shows how far it is; stopping it leaves nothing and is told as that", async () => {
  const folder = await tempFolder();
  const medium = mediumOf(folder, Buffer.alloc(40 * MiB, 7));
  const tasks = makeTasks(
    () => Date.now(),
    () => "t1",
    () => "id",
  );
  const desk = openSaves({
    ...GIVEN_FILES,
    openMedia: () => Promise.resolve(medium),
    tasks,
    own: () => [],
    markOf: () => Promise.resolve(undefined),
  });
  const request = { what: "media", sha256: sha256Of(Buffer.alloc(40 * MiB, 7)) } as const;
  expect(await desk.nameOf(request)).toBe("视频.mp4");
  await desk.save(request, join(folder, "一.mp4"));
  expect(tasks.list()).toMatchObject([
    { kind: "save", state: "done", total: 40 * MiB, result: { kind: "save", path: join(folder, "一.mp4") } },
  ]);
  const saving = codeOf(() => desk.save(request, join(folder, "二.mp4")));
  while (tasks.list()[0]?.state !== "running") await tasks.changed(undefined);
  tasks.cancel("t1");
  expect(await saving).toBe("cancelled");
  expect(existsSync(join(folder, "二.mp4"))).toBe(false);
});

test("what is not here is told before anybody is asked where; a drive that was pulled out is told as that", async () => {
  const folder = await tempFolder();
  const tasks = makeTasks(
    () => 0,
    () => "t1",
    () => "id",
  );
  const marks = ["stick", undefined];
  const desk = openSaves({
    ...GIVEN_FILES,
    openMedia: () => Promise.resolve(undefined),
    tasks,
    own: () => [],
    markOf: () => Promise.resolve(marks.shift()),
  });
  expect(await codeOf(() => desk.nameOf({ what: "media", sha256: "ab".repeat(32) }))).toBe("save-gone");
  const card = { what: "text", name: "CON", text: "x" } as const;
  expect(await desk.nameOf(card)).toBe("CON_");
  expect(await codeOf(() => desk.save(card, join(folder, "没有", "卡.txt")))).toBe("drive-gone");
});

test("a person's file takes the place of none of the program's own: it is refused, and what was there is as it was", async () => {
  const folder = await tempFolder();
  const home = join(folder, "Anbao");
  mkdirSync(join(home, "unit-1"), { recursive: true });
  writeFileSync(join(home, "unit-1", "keys.json"), "keys");
  const tasks = makeTasks(
    () => 0,
    () => "t1",
    () => "id",
  );
  const unused = { openMedia: () => Promise.resolve(undefined), markOf: () => Promise.resolve(undefined) };
  const desk = openSaves({ ...GIVEN_FILES, ...unused, tasks, own: () => [home, ""] });
  const card = { what: "text", name: "恢复卡.txt", text: "card" } as const;
  for (const path of [join(home, "unit-1", "keys.json"), join(home, "program.json")])
    expect(await codeOf(() => desk.save(card, path))).toBe("folder-own");
  expect(readdirSync(home, { recursive: true }).sort()).toEqual(["unit-1", join("unit-1", "keys.json")]);
  expect(readFileSync(join(home, "unit-1", "keys.json"), "utf8")).toBe("keys");
  await desk.save(card, join(folder, "恢复卡.txt"));
  expect(readFileSync(join(folder, "恢复卡.txt"), "utf8")).toBe("card");
});
