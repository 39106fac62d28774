// Kills a working process with SIGKILL as it enters the n-th system call of one kind, for n = 1, 2, 3 … until it comes to its end, and
// goes on as a person would. Other rounds kill at moments that are spread over a run.
import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import { spread } from "./fault-rounds.ts";
import { knownOf, wrongAfter } from "./look-after.ts";
import { watchCalls, type SystemCall, type Tampering } from "./tampering.ts";
import { ROOT } from "../tree.ts";
import { placeFor, type Place, type Stage as WorkStage, type WorkName } from "./works.ts";

/** What changes a disk: by Node, in whichever thread, and by SQLite. */
const KILLED_AT = ["write", "pwrite64", "fsync", "rename", "unlink"] as const satisfies readonly SystemCall[];

export type KillCounts = {
  readonly calls: Readonly<Record<string, number>>;
  kills: number;
  ended: number;
  readonly wrong: string[];
};

/** @param most kills at calls of each kind; where a run makes more they are spread over them. */
export async function manyKills(stage: WorkStage, name: WorkName, most: number): Promise<KillCounts> {
  const counted = await runWatched(name, placeFor(stage, name, "kill-count"), KILLED_AT);
  return killEach(
    stage,
    name,
    counted.calls,
    KILLED_AT.flatMap((kind) => spread(counted.calls[kind] ?? 0, most).map((nth) => [kind, nth] as const)),
  );
}

export function oneKill(stage: WorkStage, name: WorkName): Promise<KillCounts> {
  return killEach(stage, name, {}, [["fsync", 2]]);
}

async function killEach(
  stage: WorkStage,
  name: WorkName,
  calls: KillCounts["calls"],
  rounds: readonly (readonly [SystemCall, number])[],
): Promise<KillCounts> {
  const known = await knownOf(stage, name);
  const counts: KillCounts = { calls, kills: 0, ended: 0, wrong: [] };
  for (const [kind, nth] of rounds) {
    const place = placeFor(stage, name, `kill-${kind}-${nth}`);
    const { killed } = await runWatched(name, place, [kind], { effect: "signal=KILL", from: String(nth) });
    counts[killed ? "kills" : "ended"] += 1;
    const found = await wrongAfter(name, place, known);
    counts.wrong.push(...found.map((one) => `${name}: killed at ${kind} ${nth}: ${one}`));
    rmSync(dirname(place.home), { recursive: true, force: true });
  }
  return counts;
}

/** One line for the log of a run. */
export function sayKills(name: WorkName, { calls, kills, ended, wrong }: KillCounts): string {
  const list = Object.entries(calls).map(([call, count]) => `${call} ${count}`);
  return `kills: ${name}: calls ${list.join(", ")}; killed ${kills} times; came to its end before ${ended} times; wrong ${wrong.length}\n`;
}

/** Does a work in a process of its own, which is watched from when it is ready. */
async function runWatched(
  name: WorkName,
  place: Place,
  calls: readonly SystemCall[],
  tampering?: Tampering,
): Promise<Readonly<{ killed: boolean; calls: Readonly<Record<string, number>> }>> {
  const child = start(["work", name, JSON.stringify(place)]);
  const ended = new Promise<Readonly<{ code: number | null; signal: NodeJS.Signals | null }>>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const watched = await watchCalls(child.pid ?? 0, calls, join(dirname(place.home), "strace"), "all", tampering);
  child.stdin.end("go\n");
  const { code, signal } = await ended;
  const seen = await watched.stop();
  if (code !== 0 && signal !== "SIGKILL") throw new Error(`${name} itself ended with ${code ?? signal}`);
  return { killed: signal === "SIGKILL", calls: seen };
}

/** A workspace `home` in a folder of its own, and what the process is told to do. */
export type Stage = Readonly<{ folder: string; home: string; args: readonly string[] }>;

/** A fresh copy of the workspace, with an empty folder `stick` beside it. */
export function copyOf(stage: Stage, name: string): Stage {
  const folder = join(stage.folder, name);
  mkdirSync(join(folder, "stick"), { recursive: true });
  copyTree(stage.home, join(folder, "home"));
  return { ...stage, folder, home: join(folder, "home") };
}

/** Runs the work in a process; killed `killAtMs` after its start, if given. Times are counted from the spawn. */
export function runWork(stage: Stage, killAtMs: number | undefined): Promise<Readonly<{ startedMs: number; endedMs: number }>> {
  const [work = "", ...args] = stage.args;
  const begun = performance.now();
  const child = start([work, stage.home, join(stage.folder, "stick"), ...args]);
  const times = { startedMs: 0, endedMs: 0 };
  if (killAtMs !== undefined) setTimeout(() => child.kill("SIGKILL"), killAtMs);
  child.stdout.once("data", () => (times.startedMs = performance.now() - begun));
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      times.endedMs = performance.now() - begun;
      if (killAtMs === undefined && code !== 0) reject(new Error(`the work itself failed with ${code}`));
      else resolve(times);
    });
  });
}

/** Calls to the disk come from one thread and the main one, so that they have an order. */
const ENV = { ...process.env, UV_THREADPOOL_SIZE: "1" };

function start(args: readonly string[]) {
  return spawn(process.execPath, [join(ROOT, "test/support/faults/work-to-kill.ts"), ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: ENV,
  });
}
