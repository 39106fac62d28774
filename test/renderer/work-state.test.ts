// Long work on a screen, from the press to its end: it runs without a gap, tells why it failed, and leaves the result that was asked for.
import { expect, test } from "vitest";
import type { Task } from "../../src-main/api/tasks/contract.ts";
import { workState, type Call } from "../../src-renderer/widgets/tasks/work-state.ts";

const IDLE: Call = { id: undefined, isPending: false, problem: undefined };
const ANSWERED: Call = { ...IDLE, id: "t1" };

const task = (more: Partial<Task> = {}): Task => ({
  task: "t1",
  kind: "check",
  subject: null,
  state: "running",
  step: "reading",
  done: 0,
  total: 0,
  files: null,
  measure: "bytes",
  perSecond: null,
  leftMs: null,
  startedAtMs: 1,
  endedAtMs: null,
  result: null,
  problem: null,
  ...more,
});
const done = task({ state: "done", result: { kind: "check", found: 2 } });
const failed = task({ state: "failed", problem: { code: "disk-full", details: { path: "/x" } } });

test("it runs from the press to the end, without a gap between the call's answer and the first news of the task", () => {
  const steps: readonly (readonly [Call, Task | undefined, string | undefined])[] = [
    [IDLE, undefined, undefined],
    [{ ...IDLE, isPending: true }, undefined, undefined],
    [ANSWERED, undefined, undefined],
    [ANSWERED, task(), undefined],
    [ANSWERED, task(), "t1"],
    [ANSWERED, done, "t1"],
    [ANSWERED, undefined, "t1"],
  ];
  expect(steps.map((step) => workState("check", ...step).running)).toEqual([false, true, true, true, true, false, false]);
});

test("a task that ended before anything was heard of it is over as soon as the page has noted that it heard", () => {
  expect(workState("check", ANSWERED, done, undefined).running).toBe(true);
  expect(workState("check", ANSWERED, done, "t1")).toMatchObject({ running: false, result: { kind: "check", found: 2 } });
});

test("a second run is awaited though the first was heard of, and shows nothing of the first", () => {
  expect(workState("check", { ...ANSWERED, id: "t2" }, undefined, "t1")).toEqual({
    task: undefined,
    running: true,
    problem: undefined,
    result: undefined,
  });
});

test("a call that decided to start nothing leaves nothing running", () => {
  expect(workState("check", IDLE, undefined, undefined)).toMatchObject({ running: false, problem: undefined });
});

test("why it could not be started, or why it failed; a cancelled one is no problem", () => {
  const refused = { code: "folder-missing", details: {} };
  expect(workState("check", { ...IDLE, problem: refused }, undefined, undefined)).toMatchObject({
    running: false,
    problem: refused,
  });
  expect(workState("check", ANSWERED, failed, "t1")).toMatchObject({ running: false, problem: { code: "disk-full" } });
  expect(workState("check", ANSWERED, task({ state: "cancelled" }), "t1")).toMatchObject({ running: false, problem: undefined });
});

test("a result of another kind than was asked for is none", () => {
  expect(workState("mend", ANSWERED, done, "t1").result).toBeUndefined();
});
