// The register of long work: what runs, how far it is, how it ended. Rates are of the last seconds.
import { Problem } from "../domain/problem.ts";
import type { Progress } from "../usecases/ports/progress.ts";
import type { Task } from "./tasks/contract.ts";
import type { NewTask, Tasks, Trouble } from "./host.ts";

type Kept = { task: Task; readonly abort: AbortController };

/** Finished tasks that stay readable at most. */
const MOST_FINISHED = 50;
const RATE_SPAN_MS = 3000;

/** Opens a register. @param report logs what nobody foresaw and returns its id. */
export function makeTasks(nowMs: () => number, newId: () => string, report: (error: unknown) => string): Tasks {
  const kept = new Map<string, Kept>();
  const waiting = new Set<() => void>();
  const ring = () => {
    for (const wake of waiting) wake();
    waiting.clear();
  };
  const change = (id: string, more: Partial<Task>) => {
    const item = kept.get(id);
    if (item === undefined) return;
    item.task = { ...item.task, ...more };
    ring();
  };
  return {
    start: (request) => {
      const task = newTask(newId(), request, nowMs());
      const abort = new AbortController();
      kept.set(task.task, { task, abort });
      forgetOldest(kept);
      void run(request, abort, nowMs, (more) => change(task.task, more), report);
      ring();
      return task.task;
    },
    list: () => [...kept.values()].map((item) => item.task).reverse(),
    changed: (signal) => nextChange(waiting, signal),
    cancel: (id) => kept.get(id)?.abort.abort(),
    putAway: (id) => {
      if (kept.get(id)?.task.state !== "running") kept.delete(id);
      ring();
    },
  };
}

/** Resolves when nothing runs any more. @param but kinds that are not waited for */
export async function untilQuiet(tasks: Tasks, but: ReadonlySet<string> = new Set()): Promise<void> {
  while (tasks.list().some(({ state, kind }) => state === "running" && !but.has(kind))) await tasks.changed(undefined);
}

function newTask(id: string, request: NewTask, startedAtMs: number): Task {
  const { kind, subject, measure } = request;
  return {
    task: id,
    kind,
    subject,
    measure,
    state: "running",
    step: "preparing",
    done: 0,
    total: 0,
    files: null,
    perSecond: null,
    leftMs: null,
    startedAtMs,
    endedAtMs: null,
    result: null,
    problem: null,
  };
}

function forgetOldest(kept: Map<string, Kept>): void {
  const finished = [...kept].filter(([, item]) => item.task.state !== "running");
  for (const [id] of finished.slice(0, Math.max(0, finished.length - MOST_FINISHED))) kept.delete(id);
}

function nextChange(waiting: Set<() => void>, signal: AbortSignal | undefined): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  waiting.add(resolve);
  signal?.addEventListener("abort", () => resolve(), { once: true });
  return promise;
}

async function run(
  request: NewTask,
  abort: AbortController,
  nowMs: () => number,
  change: (more: Partial<Task>) => void,
  report: (error: unknown) => string,
): Promise<void> {
  const progress = meter(nowMs, abort.signal, change);
  try {
    const result = await request.work(progress, (step) => change({ step }));
    change({ state: "done", step: "finished", result, endedAtMs: nowMs(), perSecond: null, leftMs: 0 });
  } catch (error) {
    const cancelled = abort.signal.aborted;
    change({
      state: cancelled ? "cancelled" : "failed",
      endedAtMs: nowMs(),
      perSecond: null,
      leftMs: null,
      problem: cancelled ? null : asData(error, report),
    });
  }
}

function asData(error: unknown, report: (error: unknown) => string): NonNullable<Task["problem"]> {
  const problem: Trouble = error instanceof Problem ? error : new Problem("internal", { id: report(error) });
  return { code: problem.code, details: { ...problem.details } };
}

/** Progress that also tells the rate and the time left; at most ten times a second. */
function meter(nowMs: () => number, signal: AbortSignal, change: (more: Partial<Task>) => void): Progress {
  let seen: readonly Readonly<{ atMs: number; done: number }>[] = [];
  let toldAtMs = 0;
  return {
    signal,
    step: (step) => change({ step, done: 0, total: 0, perSecond: null, leftMs: null }),
    report: (done, total, files) => {
      const atMs = nowMs();
      if (atMs - toldAtMs < 100 && done < total) return;
      toldAtMs = atMs;
      seen = [...seen.filter((item) => atMs - item.atMs <= RATE_SPAN_MS && item.done <= done), { atMs, done }];
      const first = seen[0] ?? { atMs, done };
      const perSecond = atMs > first.atMs ? ((done - first.done) * 1000) / (atMs - first.atMs) : null;
      change({
        done,
        total,
        files: files ?? null,
        perSecond,
        leftMs: perSecond !== null && perSecond > 0 && total > 0 ? ((total - done) * 1000) / perSecond : null,
      });
    },
  };
}
