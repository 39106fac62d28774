// A county office with more than one PC: joining as on paper, and the exchange between them.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { createWorkspace, type Created } from "../../src-main/compose.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import { exchangeOffice } from "../../src-main/usecases/exchange-office.ts";
import { trustRoot } from "../../src-main/usecases/trust-root.ts";
import { askCounty, CAMPAIGN, paperCode, PIN, surroundingsOf, type TestClock } from "./office.ts";

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
export async function joinedOffice(folder: string, first: Desk, clock: TestClock, device = "二号电脑"): Promise<Created> {
  const office = await joinOffice(folder, clock, device);
  approveEnrolment(first, await askCounty(folder, first, office.desk), { asCounty: true });
  const drive = join(folder, `join-${device}`);
  mkdirSync(drive);
  await trustRoot(office.desk, (await exchange(first, drive)).path, paperCode(first), UNWATCHED);
  return office;
}

export function exchange(desk: Desk, folder: string, full = false): ReturnType<typeof exchangeOffice> {
  return exchangeOffice(desk, folder, full, UNWATCHED);
}
