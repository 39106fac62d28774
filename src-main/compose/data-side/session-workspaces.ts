// How the session of a running program opens workspaces, the demo's with a clock of its own.
import { DEMO_PIN, DEMO_SHOWN_MS } from "../../demo/run-demo.ts";
import type { Workspaces } from "../../session/current/open-workspaces.ts";
import { openShelf } from "../../store/copies/backup-shelf.ts";
import { builtinCampaigns } from "../workspace/builtin-campaigns.ts";
import { holdsWorkspace, openWorkspace, type Surroundings } from "../workspace/workspaces.ts";

/** What the session asks for, in the surroundings of this program. */
export function sessionWorkspaces(surroundings: Surroundings): Workspaces {
  return {
    open: (folder, demo) =>
      openWorkspace(folder, demo ? DEMO_PIN : undefined, demo ? demoSurroundings(folder, surroundings) : surroundings),
    liesIn: holdsWorkspace,
    copiesIn: (folder) => openShelf(folder).list(),
    unitName: (code) =>
      builtinCampaigns()
        .flatMap(({ campaign }) => campaign.units)
        .find((unit) => unit.code === code)?.name,
  };
}

/** In the demo the clock goes on from the last day of its month; the folder's name says when that was. */
export function demoSurroundings(folder: string, surroundings: Surroundings): Surroundings {
  const { world } = surroundings;
  const madeAtMs = Number(/demo-(\d+)/.exec(folder)?.[1] ?? world.nowMs());
  return { ...surroundings, world: { ...world, nowMs: () => DEMO_SHOWN_MS + (world.nowMs() - madeAtMs) } };
}
