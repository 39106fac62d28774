// Which workspace is open now: the last one, or why it cannot be opened. It changes at first start, unlock, restore and lock.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { OpenWorkspace, OtherWorkspace, Stage, TaskDesk, Trouble, WaysOut } from "../api/host.ts";
import { untilQuiet } from "../api/tasks.ts";
import { DEMO_PIN, DEMO_SEAT_MS } from "../demo/run-demo.ts";
import { Problem } from "../domain/problem.ts";
import { openShelf } from "../store/backup-shelf.ts";
import { builtinCampaigns } from "./builtin-campaigns.ts";
import type { ProgramHome } from "./home.ts";
import { namedWorkspace } from "./workspace-names.ts";
import { holdsWorkspace, openWorkspace, STORE_FILE, type Surroundings, type Workspace } from "./workspaces.ts";

/** `trouble`: why the workspace of `folder` is not open; the screen shows it with what can be done. */
export type Seat = {
  workspace: Workspace | undefined;
  folder: string;
  demo: boolean;
  unlocked: boolean;
  trouble: Trouble | undefined;
};

/** What opening needs. `asked`: a folder instead of the last one; `tasks`: the work of this run; `report` logs what nobody foresaw and returns its id. */
export type Seating = Readonly<{
  home: ProgramHome;
  asked: string | undefined;
  surroundings: Surroundings;
  tasks: TaskDesk;
  report(error: unknown): string;
}>;

/** Opens the workspace that was open last; one that cannot be opened is a seat with its trouble, never a failure of the program. */
export async function takeSeat(seating: Seating): Promise<Seat> {
  const { home, asked, surroundings } = seating;
  const known = asked === undefined ? home.read().workspace : { folder: asked, demo: false };
  if (known === null) return { workspace: undefined, folder: "", demo: false, unlocked: false, trouble: undefined };
  const { folder, demo } = known;
  try {
    const around = demo ? demoSurroundings(folder, surroundings) : surroundings;
    const workspace = await openWorkspace(folder, demo ? DEMO_PIN : undefined, around);
    return { workspace, folder, demo, unlocked: demo, trouble: undefined };
  } catch (error) {
    const trouble: Trouble = error instanceof Problem ? error : new Problem("internal", { id: seating.report(error) });
    return { workspace: undefined, folder, demo, unlocked: false, trouble };
  }
}

/** Tries once more to open what could not be opened: another program may have let it go, or the drive be there again. */
export async function retrySeat(seat: Seat, seating: Seating): Promise<void> {
  if (seat.trouble !== undefined) Object.assign(seat, await takeSeat(seating));
}

/** The stage of the program that a seat means. */
export function stageOf(seat: Seat): Stage {
  if (seat.trouble !== undefined) return { stage: "troubled", problem: seat.trouble };
  if (seat.workspace === undefined) return { stage: "first-start" };
  const workspace: OpenWorkspace = { ...seat.workspace, folder: seat.folder, demo: seat.demo };
  return { stage: seat.unlocked ? "ready" : "locked", workspace };
}

/** Tasks that end by sitting down: they wait for the others, not for one another. */
const SITTING: ReadonlySet<string> = new Set(["restore", "rebuild", "demo"]);

/**
 * Sits down at another workspace: the one before is closed, and this one is opened at the next start. An export or import that still
 * runs over the one before is finished first.
 */
export async function sitDown(
  { home, tasks }: Pick<Seating, "home" | "tasks">,
  seat: Seat,
  workspace: Workspace,
  folder: string,
  demo: boolean,
): Promise<void> {
  if (seat.workspace !== undefined) await untilQuiet(tasks, SITTING);
  await seat.workspace?.close();
  Object.assign(seat, { workspace, folder, demo, unlocked: true, trouble: undefined } satisfies Seat);
  home.change({ workspace: { folder, demo } });
}

/** In the demo the clock goes on from the last day of its month; the folder's name says when that was. */
export function demoSurroundings(folder: string, surroundings: Surroundings): Surroundings {
  const { world } = surroundings;
  const madeAtMs = Number(/demo-(\d+)/.exec(folder)?.[1] ?? world.nowMs());
  return { ...surroundings, world: { ...world, nowMs: () => DEMO_SEAT_MS + (world.nowMs() - madeAtMs) } };
}

/** Copies of its database that the troubled workspace kept before imports, newest first, and other workspaces of this program. */
export async function waysOut(home: ProgramHome, seat: Seat): Promise<WaysOut> {
  const copies = seat.trouble === undefined ? [] : await openShelf(shelfOf(seat)).list();
  return { copies, others: otherNames(home, seat).map((name) => otherWorkspace(home, name)) };
}

/** Where a copy lies. @throws {Problem} `file-not-found` for a name that is none of the copies */
export async function keptCopy(home: ProgramHome, seat: Seat, name: string): Promise<string> {
  const { copies } = await waysOut(home, seat);
  if (!copies.some((copy) => copy.name === name)) throw new Problem("file-not-found", { name });
  return join(shelfOf(seat), name);
}

/**
 * Opens another workspace of this program; it is locked then.
 *
 * @throws {Problem} `workspace-not-found` for a name that is none of them, and as `openWorkspace`
 */
export async function openOther(seating: Seating, seat: Seat, name: string): Promise<void> {
  const { home, surroundings } = seating;
  if (!otherNames(home, seat).includes(name)) throw new Problem("workspace-not-found", { path: name });
  const folder = join(home.folder, name);
  await sitDown(seating, seat, await openWorkspace(folder, undefined, surroundings), folder, false);
  seat.unlocked = false;
}

function otherWorkspace({ folder }: ProgramHome, name: string): OtherWorkspace {
  const { kind, unit } = namedWorkspace(name);
  const units = builtinCampaigns().flatMap(({ campaign }) => campaign.units);
  const usedAtMs = Math.round(statSync(join(folder, name, STORE_FILE)).mtimeMs);
  return { name, kind, unit: unit === null ? null : (units.find(({ code }) => code === unit)?.name ?? unit), usedAtMs };
}

function shelfOf(seat: Seat): string {
  return join(seat.folder, "backups");
}

function otherNames({ folder }: ProgramHome, seat: Seat): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && join(folder, entry.name) !== seat.folder)
    .map((entry) => entry.name)
    .filter((name) => holdsWorkspace(join(folder, name)));
}
