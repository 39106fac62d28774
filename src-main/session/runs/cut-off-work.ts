// Work that the end of a run cut off, whether by log-off, a crash or a power cut: noted while it runs, told at the next start until
// somebody has read it. What was half written is rolled back elsewhere; nobody would know of it otherwise.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { CutOff, Tasks } from "../../api/host.ts";
import { placeBlocking, writeDurably } from "../../disk/small-file.ts";
import { isDeadRun, type ProcessStart } from "./dead-runs.ts";

export type CutOffWork = Readonly<{
  /** What earlier runs left, until it is forgotten. */
  earlier(): readonly CutOff[];
  forget(id: string): void;
  /** The program ends: what it stops from now on was cut off. */
  ending(): void;
}>;

const KEPT = /^cut-\d+-\d+$/;

/** Watches the tasks of this run, and finds what dead ones left. @param folder of all runs; it takes part in nothing where it cannot be made */
export function openCutOffWork(folder: string, beginning: ProcessStart, tasks: Tasks): CutOffWork {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  setAsideDead(folder, beginning);
  const own = join(folder, String(beginning.pid));
  const stopped = new Set<string>();
  const state = { noted: "" };
  const note = (): void => {
    const open = tasks.list().filter(({ task, state: now }) => now === "running" || (stopped.has(task) && now !== "done"));
    const kinds = JSON.stringify(open.map(({ kind }) => kind));
    if (kinds === state.noted || (open.length === 0 && state.noted === "")) return;
    state.noted = kinds;
    quietly(() => (open.length === 0 ? rmSync(own, { force: true }) : writeDurably(own, kinds)));
  };
  void noteChanges(tasks, note);
  return {
    earlier: () => readdirSync(folder).flatMap((name) => readKept(folder, name)),
    forget: (id) => {
      if (KEPT.test(id)) quietly(() => rmSync(join(folder, id), { force: true }));
    },
    ending: () => {
      for (const { task, state: now } of tasks.list()) if (now === "running") stopped.add(task);
    },
  };
}

async function noteChanges(tasks: Tasks, note: () => void): Promise<never> {
  for (;;) {
    const changed = tasks.changed(undefined);
    note();
    await changed;
  }
}

/** A run's number is used again: what a dead one left gets a name of its own. */
function setAsideDead(folder: string, beginning: ProcessStart): void {
  for (const name of readdirSync(folder)) {
    const { birthtimeMs, mtimeMs } = statSync(join(folder, name));
    if (!isDeadRun(name, birthtimeMs, beginning)) continue;
    quietly(() => placeBlocking(join(folder, name), join(folder, `cut-${Math.round(mtimeMs)}-${name}`)));
  }
}

function readKept(folder: string, name: string): readonly CutOff[] {
  if (!KEPT.test(name)) return [];
  try {
    const kinds = JSON.parse(readFileSync(join(folder, name), "utf8")) as readonly string[];
    return [{ id: name, atMs: Number(name.split("-")[1]), kinds }];
  } catch {
    return []; // a disk that failed: there is nothing to tell
  }
}

/** No work is stopped because it cannot be noted. */
function quietly(step: () => void): void {
  try {
    step();
  } catch {
    // a full or locked disk
  }
}
