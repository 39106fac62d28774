// One flood read by a county in a process of its own, then every screen that could have become slow. Started by hostile.ts.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { createRouterClient } from "@orpc/server";
import { openDataSide, PRODUCT } from "../../../src-main/compose/door.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { issueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { packCampaign } from "../../../src-main/usecases/trust/trust-root.ts";
import { APPROVED } from "../../support/floods/floods.ts";
import { PIN, reopen } from "../made/offices.ts";

/**
 * `code`: with which problem it was refused, or `accepted`. `heldMs`: how long the import held the thread at a time, at most. Times but
 * that one are of the processor: a busy machine makes nothing of them.
 */
export type FloodReport = Readonly<{
  code: string;
  seconds: number;
  heldMs: number;
  /** By the end of the import, and by the end of all screens, papers and the check. */
  importMiB: number;
  peakMiB: number;
  screens: Readonly<Record<string, number>>;
}>;

async function imported(ws: Workspace, path: string): Promise<Pick<FloodReport, "code" | "seconds" | "heldMs">> {
  const watch = watchThread();
  const cpuMs = stopwatch();
  const code = await importBundle(ws, path, { means: "usb" }, UNWATCHED).then(
    () => "accepted",
    (cause: unknown) => (cause instanceof Problem ? cause.code : `crash: ${String(cause)}`),
  );
  return { code, seconds: cpuMs() / 1000, heldMs: watch() };
}

/** The longest time in which nothing else got its turn. @param clockMs what it is measured by. */
function watchThread(clockMs = () => performance.now()): () => number {
  let [lastMs, mostMs] = [clockMs(), 0];
  const look = () => {
    const nowMs = clockMs();
    mostMs = Math.max(mostMs, nowMs - lastMs);
    lastMs = nowMs;
  };
  const timer = setInterval(look, 1);
  return () => {
    look();
    clearInterval(timer);
    return mostMs;
  };
}

/** Procedures of screens, called as a page does: the second time counts, for the first compiles. */
const SCREENS = [
  ["home", "desk", undefined],
  ["notices", "list", undefined],
  ["enrolment", "list", undefined],
  ["progress", "matrix", {}],
  ["receipts", "due", undefined],
  ["receipts", "gaps", undefined],
  ["conflicts", "list", undefined],
  ["statistics", "consolidated", { column: "cumulative" }],
] as const;

type Client = Record<string, Record<string, (input?: unknown) => Promise<unknown>>>;

async function screens(workspace: string): Promise<Record<string, number>> {
  const home = join(dirname(workspace), "home");
  await mkdir(home, { recursive: true });
  const surroundings = { ...PRODUCT, pinCost: { n: 2 ** 10, r: 8, p: 1 } };
  const data = await openDataSide({ mediaUrl: () => "", home, workspace, surroundings });
  const client = createRouterClient(data.router) as unknown as Client;
  const call = (area: string, name: string, input?: unknown) => client[area]?.[name]?.(input) ?? Promise.reject(new Error(name));
  const state = (await call("session", "state")) as { people: { id: string }[] };
  await call("session", "unlock", { person: state.people[0]?.id ?? "", pin: PIN });
  const times: Record<string, number> = {};
  for (const [area, name, input] of SCREENS) {
    await call(area, name, input);
    times[`${area}.${name}`] = await msOf(() => call(area, name, input));
  }
  await data.close();
  return times;
}

/** What this thread had of the processor; what others of the process did is none of it. */
function threadMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/**
 * Long work: how much of the processor writing took. Of the check, which looks through a copy in a thread of its own, how long it
 * kept screens waiting at a time.
 */
async function longWork(workspace: string, folder: string): Promise<Record<string, number>> {
  const { ws, close } = await reopen(workspace);
  const times = {
    receipts: await msOf(() => issueReceipts(ws, APPROVED.unit, folder, UNWATCHED).catch(unlessProblem)),
    pack: await msOf(() => packCampaign(ws, folder, undefined, UNWATCHED).catch(unlessProblem)),
    check: await heldMsOf(() => checkWorkspace(ws, false, UNWATCHED).catch(unlessProblem)),
  };
  await close();
  return times;
}

function unlessProblem(cause: unknown): void {
  if (!(cause instanceof Problem)) throw cause;
}

/** The most that the whole process has held so far. */
function peakMiB(): number {
  return process.resourceUsage().maxRSS / 1024;
}

function stopwatch(): () => number {
  const begun = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(begun);
    return (user + system) / 1000;
  };
}

async function heldMsOf(work: () => Promise<unknown>): Promise<number> {
  const mostMs = watchThread(threadMs);
  await work();
  return mostMs();
}

async function msOf(work: () => Promise<unknown>): Promise<number> {
  const cpuMs = stopwatch();
  await work();
  return cpuMs();
}

if (import.meta.main) {
  const [workspace = "", path = "", folder = ""] = process.argv.slice(2);
  const { ws, close } = await reopen(workspace);
  const done = await imported(ws, path);
  const importMiB = peakMiB();
  await close();
  const report: FloodReport = {
    ...done,
    screens: { ...(await screens(workspace)), ...(await longWork(workspace, folder)) },
    importMiB,
    peakMiB: peakMiB(),
  };
  process.stdout.write(JSON.stringify(report));
}
