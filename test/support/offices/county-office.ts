// A county office with more than one PC: joining as on paper, and the exchange between them.
import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createWorkspace, type Created } from "../../../src-main/compose/door.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { exchangeOffice } from "../../../src-main/usecases/office/exchange-office.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { packCampaign, trustRoot } from "../../../src-main/usecases/trust/trust-root.ts";
import { askCounty, CAMPAIGN, enrolledPair, paperCode, PIN, surroundingsOf, type TestClock } from "./office.ts";

/** A further county PC that trusts nobody yet; closed with the test. */
export async function joinOffice(folder: string, clock: TestClock, device = "二号电脑"): Promise<Created> {
  const request = {
    folder: join(folder, device),
    role: "county",
    join: true,
    campaign: CAMPAIGN,
    device,
    person: "操作员",
    pin: PIN,
  } as const;
  const office = await createWorkspace(request, surroundingsOf(clock));
  onTestFinished(() => office.close());
  return office;
}

/** The same, approved by the first PC and with the county's key compared: it holds all that the first one holds. */
export async function joinedOffice(folder: string, first: Workspace, clock: TestClock, device = "二号电脑"): Promise<Created> {
  const office = await joinOffice(folder, clock, device);
  approveEnrolment(first, await askCounty(folder, first, office.ws), { asCounty: true });
  const drive = join(folder, `join-${device}`);
  mkdirSync(drive);
  await trustRoot(office.ws, (await exchange(first, drive)).path, paperCode(first), UNWATCHED);
  return office;
}

export function exchange(ws: Workspace, folder: string, full = false): ReturnType<typeof exchangeOffice> {
  return exchangeOffice(ws, folder, full, UNWATCHED);
}

/** Reads a bundle in, at a time if it matters. */
export const take = (ws: Workspace, path: string, receivedMs?: number) =>
  importBundle(ws, path, { means: "usb", ...(receivedMs !== undefined && { receivedMs }) }, UNWATCHED);

/** A new empty drive. */
export function stick(folder: string): string {
  return mkdtempSync(join(folder, "usb-"));
}

/** A pack of the county for all units, on a drive of its own. */
export const pack = async (folder: string, ws: Workspace) => (await packCampaign(ws, stick(folder), undefined, UNWATCHED)).path;
/** Titles of the activities that are here. */
export const titles = (ws: Workspace) =>
  ws.store
    .records({ kind: "activity", limit: 50 })
    .records.map(({ title }) => title)
    .sort();

/** A county of two PCs and a township that all of them know. */
export async function countyOfTwo(folder: string) {
  const { county, town, clock } = await enrolledPair(folder);
  const second = await joinedOffice(folder, county.ws, clock);
  await take(town.ws, await pack(folder, county.ws));
  return { first: county, second, town, clock };
}
