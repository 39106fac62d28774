// A county and a township that trust each other, as real workspaces in a folder.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import {
  createWorkspace,
  openWorkspace,
  PRODUCT,
  type Created,
  type Surroundings,
  type WorkspaceHandle,
} from "../../../src-main/compose/door.ts";
import { keyCode } from "../../../src-main/domain/trust/key-code.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { packCampaign, trustRoot } from "../../../src-main/usecases/trust/trust-root.ts";

export const PIN = "bench-2021";
const UNIT = "620724100";

/** The product but for the cost of a PIN, which is slow on purpose. */
const SURROUNDINGS: Surroundings = { ...PRODUCT, pinCost: { n: 2 ** 10, r: 8, p: 1 } };

/** A county's workspace in a new folder below `folder`. */
export function openCounty(folder: string, name = "county"): Promise<Created> {
  const device = { device: "县级电脑", person: "操作员", pin: PIN };
  return createWorkspace(
    { folder: join(folder, name), role: "county", campaign: "builtin:2021-gaotai", ...device },
    SURROUNDINGS,
  );
}

/** A township's workspace in a new folder below `folder`, enrolled with the county. */
export async function openTown(folder: string, county: Created): Promise<Created> {
  const device = { device: "一号电脑", person: "联络员", pin: PIN };
  const request = { folder: join(folder, "town"), role: "unit" as const, unit: UNIT, campaign: "builtin:2021-gaotai", ...device };
  const town = await createWorkspace(request, SURROUNDINGS);
  const papers = join(folder, "papers");
  for (const name of ["first", "second"]) await mkdir(join(papers, name), { recursive: true });
  const first = await packCampaign(county.ws, join(papers, "first"), undefined, UNWATCHED);
  await trustRoot(town.ws, first.path, codeOf(county.ws), UNWATCHED);
  const asked = await requestEnrolment(town.ws, { folder: papers, baseName: "request" }, UNWATCHED);
  await importBundle(county.ws, asked.path, { means: "usb" }, UNWATCHED);
  approveEnrolment(county.ws, asked.code);
  const second = await packCampaign(county.ws, join(papers, "second"), undefined, UNWATCHED);
  await importBundle(town.ws, second.path, { means: "usb" }, UNWATCHED);
  return town;
}

/** Opens a workspace that was closed. */
export function reopen(folder: string): Promise<WorkspaceHandle> {
  return openWorkspace(folder, PIN, SURROUNDINGS);
}

function codeOf(ws: Workspace): string {
  return keyCode(ws.fingerprint(ws.store.facts().selfKey));
}
