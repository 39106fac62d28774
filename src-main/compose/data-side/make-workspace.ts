// Workspaces that a running program makes: at first start, from a backup, from bundles, the demo's. The person sits down at each.
import { join } from "node:path";
import type { Beginning, Host, RebuiltPc, Rebuilding } from "../../api/host.ts";
import { DEMO_PIN, runDemo } from "../../demo/run-demo.ts";
import { adoptWorkspace, type Session, type SessionSetup } from "../../session/current/session.ts";
import { WORKSPACE_NAMES } from "../../session/current/workspace-names.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { createWorkspace } from "../workspace/create-workspace.ts";
import { builtinCampaignOf, rebuildWorkspace } from "../workspace/rebuild.ts";
import { restoreWorkspace } from "../workspace/restore.ts";
import { openWorkspace, type Surroundings } from "../workspace/workspaces.ts";
import { demoSurroundings } from "./session-workspaces.ts";

/** What making one needs beside the session: the clock and the cost of a PIN. */
export type Making = SessionSetup & Readonly<{ surroundings: Surroundings }>;

/** The host's ways to a workspace that was not there. */
export function makingParts(making: Making, session: Session): Pick<Host, "begin" | "restore" | "rebuild" | "beginDemo"> {
  return {
    begin: (request) => begin(making, session, request),
    restore: (file, progress) => restore(making, session, file, progress),
    rebuild: (request, progress) => rebuild(making, session, request, progress),
    beginDemo: (role, watch) => beginDemo(making, session, role, watch),
  };
}

async function begin(making: Making, session: Session, request: Beginning): Promise<string | undefined> {
  const { home, surroundings } = making;
  const folder = join(
    home.folder,
    request.role === "county" ? WORKSPACE_NAMES.county() : WORKSPACE_NAMES.unit(request.unit ?? ""),
  );
  const created = await createWorkspace({ ...request, folder, campaign: builtinCampaignOf(request.campaign) }, surroundings);
  await adoptWorkspace(making, session, created, folder, false);
  return created.recoveryIdentity;
}

/** The restored workspace is locked: its PINs are those of the backup. */
async function restore(making: Making, session: Session, file: string, progress: Progress): Promise<void> {
  const { home, surroundings } = making;
  const folder = join(home.folder, WORKSPACE_NAMES.restored(surroundings.world.nowMs()));
  await restoreWorkspace(file, folder, surroundings.world, progress);
  await adoptWorkspace(making, session, await openWorkspace(folder, undefined, surroundings), folder, false);
  session.unlocked = false;
}

async function rebuild(making: Making, session: Session, request: Rebuilding, progress: Progress): Promise<RebuiltPc> {
  const { home, surroundings } = making;
  const folder = join(home.folder, WORKSPACE_NAMES.rebuilt(surroundings.world.nowMs()));
  const made = await rebuildWorkspace({ ...request, folder, campaignOf: builtinCampaignOf }, progress, surroundings);
  await adoptWorkspace(making, session, made, folder, false);
  return { identity: made.recoveryIdentity ?? "", taken: made.rebuilt.taken.length, refused: made.rebuilt.refused };
}

/** Steps that the demo tells of, for its progress. */
const DEMO_STEPS = 8;

async function beginDemo(
  making: Making,
  session: Session,
  role: "unit" | "county",
  watch: (done: number, total: number) => void,
): Promise<void> {
  const { home, surroundings } = making;
  const folder = join(home.folder, `demo-${surroundings.world.nowMs()}`);
  let told = 0;
  const result = await runDemo(folder, () => watch(Math.min((told += 1), DEMO_STEPS), DEMO_STEPS));
  const place = join(folder, role === "county" ? result.county : (result.units[0] ?? ""));
  await adoptWorkspace(making, session, await openWorkspace(place, DEMO_PIN, demoSurroundings(place, surroundings)), place, true);
}
