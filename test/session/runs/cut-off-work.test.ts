// Work that an end of the program cut off is told at the next start, until somebody has read it; what was finished is not.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { NewTask } from "../../../src-main/api/host.ts";
import { makeTasks } from "../../../src-main/api/tasks.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { openCutOffWork } from "../../../src-main/session/runs/cut-off-work.ts";
import { runningWork } from "../../../src-main/session/current/running-work.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const untilStopped: NewTask["work"] = ({ signal }) =>
  new Promise((_, refuse) => signal.addEventListener("abort", () => refuse(new Problem("cancelled", {})), { once: true }));
const finishesAnyway: NewTask["work"] = ({ signal }) =>
  new Promise((resolve) => signal.addEventListener("abort", () => resolve({ kind: "restore" }), { once: true }));
const NO_FILES = { inUse: () => 0, watchUse: () => undefined };
const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

/** A run of the program; `alive`: processes that live when it begins. */
function run(folder: string, pid: number, alive: readonly number[] = []) {
  let ids = 0;
  const tasks = makeTasks(
    () => 0,
    () => `${pid}-${(ids += 1)}`,
    () => "id",
  );
  const cutOff = openCutOffWork(folder, { pid, bootedAtMs: 0, isAlive: (one) => alive.includes(one) }, tasks);
  const start = (kind: NewTask["kind"], work: NewTask["work"]): string =>
    tasks.start({ kind, subject: null, measure: "bytes", work });
  return { tasks, cutOff, start };
}

test("log-off: what it stopped is told at the next start, and what finished all the same is not", async () => {
  const folder = join(await tempFolder(), "running");
  const first = run(folder, 10);
  first.start("export", untilStopped);
  first.start("backup", finishesAnyway);
  first.cutOff.ending();
  await runningWork(first.tasks, NO_FILES).stop();
  await settled();
  const second = run(folder, 11);
  expect(second.cutOff.earlier()).toMatchObject([{ kinds: ["export"] }]);
  const third = run(folder, 12);
  const [told] = third.cutOff.earlier();
  third.cutOff.forget(told?.id ?? "");
  expect([third.cutOff.earlier(), readdirSync(folder)]).toEqual([[], []]);
});

test("a run that is killed is told of, also by one that has its number; one that lives is left alone", async () => {
  const folder = join(await tempFolder(), "running");
  run(folder, 10).start("merge", untilStopped);
  await settled();
  expect(run(folder, 11, [10]).cutOff.earlier()).toEqual([]);
  expect(run(folder, 10).cutOff.earlier()).toMatchObject([{ kinds: ["merge"] }]);
});

test("what was finished or cancelled by its person leaves nothing", async () => {
  const folder = join(await tempFolder(), "running");
  const { tasks, start } = run(folder, 10);
  const task = start("export", untilStopped);
  start("look", () => Promise.resolve({ kind: "restore" }));
  await settled();
  expect(readdirSync(folder)).toEqual(["10"]);
  tasks.cancel(task);
  await settled();
  await settled();
  expect(readdirSync(folder)).toEqual([]);
  expect(run(folder, 11).cutOff.earlier()).toEqual([]);
});

test("nothing is forgotten by a name that is none of its own", async () => {
  const folder = join(await tempFolder(), "running");
  const { start, cutOff } = run(folder, 10);
  start("export", untilStopped);
  await settled();
  for (const id of ["10", "../running/10", "", "cut-1-1/../10"]) cutOff.forget(id);
  expect(readdirSync(folder)).toEqual(["10"]);
});
