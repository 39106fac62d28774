// Makes the workspace of a lost PC again: a new key on a new PC, with everything that the unit's own bundles hold.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bundlePort } from "../../bundle/bundle-port.ts";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import { readCard, rebuildFrom, whoseBundles, type Rebuilt, type Whose } from "../../usecases/keeping/rebuild-unit.ts";
import { builtinCampaigns } from "./builtin-campaigns.ts";
import { createWorkspace, type Created, type NewWorkspace } from "./create-workspace.ts";
import { PRODUCT, type Surroundings } from "./workspaces.ts";

/** Where the bundles and the card are, and who sits at the new PC. `campaign`: what to begin with, by the bundles' campaign id. */
export type RebuildRequest = Omit<NewWorkspace, "role" | "unit" | "campaign" | "prepare"> &
  Readonly<{ from: string; card: string; campaignOf: (id: string) => string }>;

/** The new workspace, and what it took in before it wrote anything. */
export type RebuiltWorkspace = Created & Readonly<{ rebuilt: Rebuilt; unit: string }>;

/**
 * Rebuilds a unit's workspace in a new folder. Its key is new: it asks for enrolment again, and what the lost PC wrote counts
 * as soon as the county's pack has been taken in.
 *
 * @throws {Problem} `card-invalid`, `rebuild-nothing`, `rebuild-units`, `workspace-exists`, `pin-weak`, `disk-*`, `cancelled`;
 *   then the folder is as before
 * @see quality.md Reliability 8
 */
export async function rebuildWorkspace(
  request: RebuildRequest,
  progress: Progress,
  surroundings: Surroundings = PRODUCT,
): Promise<RebuiltWorkspace> {
  const { from, card, campaignOf, ...rest } = request;
  const identity = readCard(card);
  const { unit, campaign } = await whose(from, identity, progress);
  const result: { rebuilt?: Rebuilt } = {};
  const created = await createWorkspace(
    {
      ...rest,
      role: "unit",
      unit,
      campaign: campaignOf(campaign),
      prepare: async (ws) => {
        result.rebuilt = await rebuildFrom(ws, from, identity, progress);
        if (result.rebuilt.taken.length === 0) throw new Problem("rebuild-nothing", { path: from });
      },
    },
    surroundings,
  );
  const { rebuilt } = result;
  if (rebuilt === undefined) throw new Problem("rebuild-nothing", { path: from });
  return { ...created, rebuilt, unit };
}

/** Looked at outside any workspace: only the statements of the bundles are read. */
async function whose(from: string, identity: string, progress: Progress): Promise<Whose> {
  const staging = await mkdtemp(join(tmpdir(), "anbao-rebuild-"));
  try {
    return await whoseBundles(bundlePort(), from, identity, staging, progress);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** What a campaign that ships with the program is called when a workspace begins with it. @throws {Problem} `file-not-found` */
export function builtinCampaignOf(id: string): string {
  const found = builtinCampaigns().find((one) => one.id === id);
  if (found === undefined) throw new Problem("file-not-found", { name: id });
  return found.source;
}
