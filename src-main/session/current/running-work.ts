// The long work of this moment, for the shell that wants to end: what runs, stopping it, being told when that changes.
import { setTimeout as wait } from "node:timers/promises";
import type { RunningWork } from "../../api/data-side.ts";
import type { Tasks } from "../../api/host.ts";
import { untilQuiet } from "../../api/tasks.ts";
import type { Uploads } from "../files/uploads.ts";

/** Work that does not answer within this is left to its rollback at the next start. */
const STOP_LIMIT_MS = 15_000;

/** The work of a register of tasks, and files that are being added. */
export function runningWork(tasks: Tasks, uploads: Pick<Uploads, "inUse" | "watchUse">): RunningWork {
  const running = () => tasks.list().filter((task) => task.state === "running");
  const kinds = (): readonly string[] => [
    ...running().map((task) => task.kind),
    ...Array.from({ length: uploads.inUse() }, () => "attach"),
  ];
  return {
    kinds,
    stop: async () => {
      for (const { task } of running()) tasks.cancel(task);
      await Promise.race([untilQuiet(tasks), wait(STOP_LIMIT_MS, undefined, { ref: false })]);
    },
    watch: (told) => {
      const state = { before: 0 };
      const tell = (): void => {
        const now = kinds().length;
        if (now !== state.before) told((state.before = now));
      };
      uploads.watchUse(tell);
      void tellChanges(tasks, tell);
    },
  };
}

async function tellChanges(tasks: Tasks, tell: () => void): Promise<never> {
  for (;;) {
    const changed = tasks.changed(undefined);
    tell();
    await changed;
  }
}
