// Kills a working process at moments spread over its run, then opens the workspace as the next start would and looks for harm.
import { spawn } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { openWorkspace } from "../../src-main/compose.ts";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { filesBelow, leftovers } from "./disk-state.ts";
import { enrolledPair, handOver, PIN, record, seasonClock, surroundingsOf } from "./office.ts";
import { picture } from "./sample-files.ts";
import { tempFolder } from "./temp-folder.ts";
import { ROOT } from "./tree.ts";

export type KilledWork = "put" | "export" | "import";

/** A workspace `home` in a folder of its own, and what the process is told to do. */
export type Stage = Readonly<{ folder: string; home: string; args: readonly string[] }>;

/** @returns what was found wrong; empty if every round left the old or the new state. */
export async function killRounds(work: KilledWork, rounds: number): Promise<readonly string[]> {
  const stage = await setStage(work);
  const whole = await runWork(copyOf(stage, "whole"), undefined);
  const known = new Set([await digestOf(stage.home), await digestOf(join(stage.folder, "whole", "home"))]);
  const faults: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const at = copyOf(stage, `round-${round}`);
    const killed = await runWork(at, whole.startedMs + ((whole.endedMs - whole.startedMs) * (round + 0.5)) / rounds);
    faults.push(...(await faultsOf(at, known)).map((fault) => `${work} round ${round} (ended ${killed.endedMs}): ${fault}`));
  }
  return faults;
}

async function setStage(work: KilledWork): Promise<Stage> {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const photos = await Promise.all([1, 2, 3].map((shade) => picture(folder, `${shade}.png`, shade * 60)));
  if (work !== "put") await record(town.desk, "已保存", {}, photos);
  const bundle = work === "import" ? await handOver(folder, town.desk) : "";
  await Promise.all([county.close(), town.close()]);
  const args = work === "put" ? photos : work === "import" ? [bundle] : [];
  return { folder, home: join(folder, work === "import" ? "county" : "town"), args: [work, ...args] };
}

/** A fresh copy of the workspace, with an empty folder `stick` beside it. */
export function copyOf(stage: Stage, name: string): Stage {
  const folder = join(stage.folder, name);
  mkdirSync(join(folder, "stick"), { recursive: true });
  copyTree(stage.home, join(folder, "home"));
  return { ...stage, folder, home: join(folder, "home") };
}

/** Runs the work in a process; killed `killAtMs` after its start, if given. Times are counted from the spawn. */
export function runWork(stage: Stage, killAtMs: number | undefined): Promise<Readonly<{ startedMs: number; endedMs: number }>> {
  const script = join(ROOT, "test/support/work-to-kill.ts");
  const [work = "", ...args] = stage.args;
  const begun = performance.now();
  const child = spawn(process.execPath, [script, work, stage.home, join(stage.folder, "stick"), ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
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

async function digestOf(home: string): Promise<string> {
  const office = await openWorkspace(home, PIN, surroundingsOf(seasonClock()));
  const shape = shapeOf(office.desk);
  await office.close();
  return shape;
}

/** What the workspace holds, without times and ids, which differ from run to run. */
function shapeOf(desk: Desk): string {
  return JSON.stringify({ ...desk.store.digests(), entriesDigest: "", stateDigest: "" });
}

async function faultsOf(stage: Stage, known: ReadonlySet<string>): Promise<readonly string[]> {
  const office = await openWorkspace(stage.home, PIN, surroundingsOf(seasonClock()));
  try {
    const { desk } = office;
    const { problems, media } = await checkWorkspace(desk, true, UNWATCHED);
    const state = shapeOf(desk);
    const half = readdirSync(join(stage.folder, "stick")).filter(
      (name) => !name.endsWith(".part") && !/\.anbao(\.age)?$/.test(name),
    );
    const kept = filesBelow(join(stage.home, "media")).filter((name) => /^[0-9a-f]{2}\//.test(name));
    return [
      ...problems.map(({ kind, place }) => `${kind} ${place}`),
      ...(media.missing > 0 ? [`${media.missing} files missing`] : []),
      ...(known.has(state) ? [] : [`neither old nor new: ${state}`]),
      ...leftovers(stage.home).map((name) => `left: ${name}`),
      ...half.map((name) => `half: ${name}`),
      ...(kept.length > 5 ? [`kept: ${kept.join(" ")}`] : []),
    ];
  } finally {
    await office.close();
  }
}
