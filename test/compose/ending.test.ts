// What the shell needs when it ends: the work that runs is stopped and waited for; what an earlier run left goes; opened files wait.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { NewTask } from "../../src-main/api/host.ts";
import { makeTasks } from "../../src-main/api/tasks.ts";
import { sweepOld } from "../../src-main/disk/sweep-old.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { openedFiles } from "../../src-main/session/current/opened-file.ts";
import { runningWork } from "../../src-main/session/current/running-work.ts";

const place: { folder: string } = { folder: "" };
beforeAll(() => void (place.folder = mkdtempSync(join(tmpdir(), "anbao-ending-"))));
afterAll(() => rmSync(place.folder, { recursive: true, force: true }));

const untilStopped: NewTask = {
  kind: "export",
  subject: null,
  measure: "bytes",
  work: (progress) =>
    new Promise((_, refuse) =>
      progress.signal.addEventListener("abort", () => refuse(new Problem("cancelled", {})), { once: true }),
    ),
};

const NO_FILES = { inUse: () => 0, watchUse: () => undefined };

test("work that runs is named, stopped and waited for; whoever watches hears how much there is", async () => {
  let ids = 0;
  const tasks = makeTasks(
    () => 0,
    () => `task-${(ids += 1)}`,
    () => "id",
  );
  const work = runningWork(tasks, NO_FILES);
  const heard: number[] = [];
  work.watch((running) => void heard.push(running));
  tasks.start(untilStopped);
  tasks.start({ ...untilStopped, kind: "backup" });
  expect([...work.kinds()].sort()).toEqual(["backup", "export"]);
  await work.stop();
  expect(work.kinds()).toEqual([]);
  expect(tasks.list().map(({ state }) => state)).toEqual(["cancelled", "cancelled"]);
  await new Promise(setImmediate);
  expect([heard[0] !== 0, heard.at(-1)]).toEqual([true, 0]);
});

test("files that are being taken in are work as well", () => {
  const tasks = makeTasks(
    () => 0,
    () => "x",
    () => "id",
  );
  const state = { inUse: 0, told: () => undefined as void };
  const work = runningWork(tasks, { inUse: () => state.inUse, watchUse: (told) => void (state.told = told) });
  const heard: number[] = [];
  work.watch((running) => void heard.push(running));
  for (const inUse of [1, 2, 2, 0]) {
    Object.assign(state, { inUse });
    state.told();
  }
  expect(heard, "the PC is kept awake, and the window asks").toEqual([1, 2, 0]);
  Object.assign(state, { inUse: 1 });
  expect(work.kinds()).toEqual(["attach"]);
});

test("nothing runs: there is nothing to wait for", async () => {
  const work = runningWork(
    makeTasks(
      () => 0,
      () => "x",
      () => "id",
    ),
    NO_FILES,
  );
  await work.stop();
  expect(work.kinds()).toEqual([]);
});

test("old folders of ours go, young ones and other people's stay", () => {
  const folder = join(place.folder, "sweep");
  const names = ["restored-1.part-0123abcd", "restored-2.part-0123abcd", "restored-3", "unit-620724100"];
  for (const name of names) mkdirSync(join(folder, name, "media"), { recursive: true });
  for (const name of names.filter((one) => one !== "restored-2.part-0123abcd")) utimesSync(join(folder, name), 0, 0);
  sweepOld(folder, /^restored-\d+\.part-[0-9a-f]{8}$/, Date.now());
  sweepOld(join(folder, "not-there"), /./, Date.now());
  expect(readdirSync(folder).sort()).toEqual(["restored-2.part-0123abcd", "restored-3", "unit-620724100"]);
});

test("a file that the system hands over waits until it is taken; the last one counts; what is none of ours is left alone", () => {
  let ids = 0;
  const opened = openedFiles(() => `opened-${(ids += 1)}`);
  const bundle = join(place.folder, "城关镇-第2包.anbao.AGE");
  const backup = join(place.folder, "县办.anbao-backup");
  for (const path of [bundle, backup, join(place.folder, "名单.xlsx"), join(place.folder, "x.age")]) writeFileSync(path, "x");
  expect([opened.put(bundle), opened.put(join(place.folder, "名单.xlsx")), opened.put(join(place.folder, "x.age"))]).toEqual([
    true,
    false,
    false,
  ]);
  expect(opened.put(join(place.folder, "没有.anbao"))).toBe(false);
  expect(opened.put(join(place.folder, `${"长".repeat(300)}.anbao`))).toBe(false);
  expect(opened.peek()).toEqual({ id: "opened-1", path: bundle, name: "城关镇-第2包.anbao.AGE", kind: "bundle" });
  opened.put(backup);
  opened.done("opened-1");
  expect(opened.peek()?.kind).toBe("backup");
  opened.done("opened-2");
  expect(opened.peek()).toBeUndefined();
});
