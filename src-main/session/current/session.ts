// Which workspace is open now: the last one, or why it cannot be opened. It changes at first start, unlock, restore and lock.
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import type { OpenWorkspace, OtherWorkspace, Stage, Tasks, Trouble, WaysOut } from "../../api/host.ts";
import { untilQuiet } from "../../api/tasks.ts";
import { Problem } from "../../domain/problem.ts";
import type { ProgramHome } from "./home.ts";
import type { WorkspaceHandle, Workspaces } from "./open-workspaces.ts";
import { namedWorkspace, STORE_FILE } from "./workspace-names.ts";

/** `trouble`: why the workspace of `folder` is not open; the screen shows it with what can be done. */
export type Session = {
  workspace: WorkspaceHandle | undefined;
  folder: string;
  demo: boolean;
  unlocked: boolean;
  trouble: Trouble | undefined;
};

/** What opening needs. `asked`: a folder instead of the last one; `tasks`: the work of this run; `report` logs what nobody foresaw and returns its id. */
export type SessionSetup = Readonly<{
  home: ProgramHome;
  asked: string | undefined;
  workspaces: Workspaces;
  tasks: Tasks;
  report(error: unknown): string;
}>;

/** Opens the workspace that was open last; one that cannot be opened is a session with its trouble, never a failure of the program. */
export async function openSession(setup: SessionSetup): Promise<Session> {
  const { home, asked, workspaces } = setup;
  const known = asked === undefined ? home.read().workspace : { folder: asked, demo: false };
  if (known === null) return { workspace: undefined, folder: "", demo: false, unlocked: false, trouble: undefined };
  const { folder, demo } = known;
  try {
    const workspace = await workspaces.open(folder, demo);
    return { workspace, folder, demo, unlocked: demo, trouble: undefined };
  } catch (error) {
    const trouble: Trouble = error instanceof Problem ? error : new Problem("internal", { id: setup.report(error) });
    return { workspace: undefined, folder, demo, unlocked: false, trouble };
  }
}

/** Tries once more to open what could not be opened: another program may have let it go, or the drive be there again. */
export async function retrySession(session: Session, setup: SessionSetup): Promise<void> {
  if (session.trouble !== undefined) Object.assign(session, await openSession(setup));
}

/** The stage of the program that a session means. */
export function stageOf(session: Session): Stage {
  if (session.trouble !== undefined) return { stage: "troubled", problem: session.trouble };
  if (session.workspace === undefined) return { stage: "first-start" };
  const workspace: OpenWorkspace = { ...session.workspace, folder: session.folder, demo: session.demo };
  return { stage: session.unlocked ? "ready" : "locked", workspace };
}

/** Tasks that end by adopting a workspace: they wait for the others, not for one another. */
const ADOPTING: ReadonlySet<string> = new Set(["restore", "rebuild", "demo"]);

/**
 * Takes another workspace for the one that is open: the one before is closed, and this one is opened at the next start. An export or
 * import that still runs over the one before is finished first.
 */
export async function adoptWorkspace(
  { home, tasks }: Pick<SessionSetup, "home" | "tasks">,
  session: Session,
  workspace: WorkspaceHandle,
  folder: string,
  demo: boolean,
): Promise<void> {
  if (session.workspace !== undefined) await untilQuiet(tasks, ADOPTING);
  await session.workspace?.close();
  Object.assign(session, { workspace, folder, demo, unlocked: true, trouble: undefined } satisfies Session);
  home.change({ workspace: { folder, demo } });
}

/** Copies of its database that the troubled workspace kept before imports, newest first, and other workspaces of this program. */
export async function waysOut(setup: SessionSetup, session: Session): Promise<WaysOut> {
  const copies = session.trouble === undefined ? [] : await setup.workspaces.copiesIn(shelfOf(session));
  return { copies, others: otherNames(setup, session).map((name) => otherWorkspace(setup, name)) };
}

/** Where a copy lies. @throws {Problem} `file-not-found` for a name that is none of the copies */
export async function keptCopy(setup: SessionSetup, session: Session, name: string): Promise<string> {
  const { copies } = await waysOut(setup, session);
  if (!copies.some((copy) => copy.name === name)) throw new Problem("file-not-found", { name });
  return join(shelfOf(session), name);
}

/**
 * Opens another workspace of this program; it is locked then.
 *
 * @throws {Problem} `workspace-not-found` for a name that is none of them, and as `openWorkspace`
 */
export async function openOther(setup: SessionSetup, session: Session, name: string): Promise<void> {
  const { home, workspaces } = setup;
  if (!otherNames(setup, session).includes(name)) throw new Problem("workspace-not-found", { path: name });
  const folder = join(home.folder, name);
  await adoptWorkspace(setup, session, await workspaces.open(folder, false), folder, false);
  session.unlocked = false;
}

function otherWorkspace({ home, workspaces }: SessionSetup, name: string): OtherWorkspace {
  const { kind, unit } = namedWorkspace(name);
  const usedAtMs = Math.round(statSync(join(home.folder, name, STORE_FILE)).mtimeMs);
  return { name, kind, unit: unit === null ? null : (workspaces.unitName(unit) ?? unit), usedAtMs };
}

function shelfOf(session: Session): string {
  return join(session.folder, "backups");
}

function otherNames({ home: { folder }, workspaces }: SessionSetup, session: Session): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && join(folder, entry.name) !== session.folder)
    .map((entry) => entry.name)
    .filter((name) => workspaces.liesIn(join(folder, name)));
}
