// The long work of this moment, for the shell that wants to end: what runs, stopping it, being told when that changes.
import { setTimeout as wait } from "node:timers/promises";
import type { RunningWork } from "../api/data-side.ts";
import type { TaskDesk } from "../api/host.ts";
import { untilQuiet } from "../api/tasks.ts";

/** Work that does not answer within this is left to its rollback at the next start. */
const STOP_LIMIT_MS = 15_000;

/** The work of a register of tasks. @param besides kinds of work that is no task */
export function runningWork(tasks: TaskDesk, besides: () => readonly string[] = () => []): RunningWork {
  const running = () => tasks.list().filter((task) => task.state === "running");
  return {
    kinds: () => [...running().map((task) => task.kind), ...besides()],
    stop: async () => {
      for (const { task } of running()) tasks.cancel(task);
      await Promise.race([untilQuiet(tasks), wait(STOP_LIMIT_MS, undefined, { ref: false })]);
    },
    watch: (told) => void tellChanges(tasks, () => running().length, told),
  };
}

async function tellChanges(tasks: TaskDesk, count: () => number, told: (running: number) => void): Promise<never> {
  for (let before = 0; ;) {
    const changed = tasks.changed(undefined);
    const now = count();
    if (now !== before) told((before = now));
    await changed;
  }
}
