// The month's county with a second PC that has joined it, or that has taken its key over. A process of its own:
// `make-second-county.ts MONTH WORK DRIVE joined|taken-over`; prints the codes of both PCs.
import { cp, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { createWorkspace } from "../../../../src-main/compose/workspace/create-workspace.ts";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../../../../src-main/usecases/trust/enrol.ts";
import { exchangeOffice } from "../../../../src-main/usecases/office/exchange-office.ts";
import { takeOverRoot } from "../../../../src-main/usecases/office/hand-over-root.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { packCampaign, trustRoot } from "../../../../src-main/usecases/trust/trust-root.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

/** Codes without spaces: of the PC that holds the county's key at first, and of the second one. */
export type OfficeCodes = Readonly<{ first: string; second: string }>;

const [month = "", work = "", drive = "", until = ""] = process.argv.slice(2);

const clock = startClock("2021-06-23T15:30");
const stick = join(work, "加入用的U盘");
await Promise.all([drive, stick].map((folder) => mkdir(folder, { recursive: true })));
await cp(join(month, "county"), join(work, "一号"), { recursive: true });
const first = await openWorkspace(join(work, "一号"), PIN, clock.surroundings);
const request = { folder: join(work, "二号"), role: "county", join: true, campaign: "builtin:2021-gaotai" } as const;
const second = await createWorkspace({ ...request, device: "二号电脑", person: "县副手", pin: PIN }, clock.surroundings);
const asked = await requestEnrolment(second.ws, { folder: stick, baseName: "request" }, UNWATCHED);
await importBundle(first.ws, asked.path, { means: "usb" }, UNWATCHED);
approveEnrolment(first.ws, asked.code, { asCounty: true });
const exchange = await exchangeOffice(first.ws, stick, false, UNWATCHED);
await trustRoot(second.ws, exchange.path, codeOf(first.ws), UNWATCHED);
if (until === "taken-over") await takeOver();
const codes: OfficeCodes = { first: codeOf(first.ws), second: codeOf(second.ws) };
await Promise.all([first.close(), second.close()]);
process.stdout.write(JSON.stringify(codes), () => process.exit());

/** The first PC is lost, and whoever has it goes on handing out packs. */
async function takeOver(): Promise<void> {
  takeOverRoot(second.ws, codeOf(second.ws), "电脑丢失");
  await pack(second.ws, "新密钥.anbao");
  await pack(first.ws, "旧密钥.anbao");
}

async function pack(ws: Workspace, name: string): Promise<void> {
  const { path } = await packCampaign(ws, drive, undefined, UNWATCHED);
  await rename(path, join(drive, name));
}

function codeOf(ws: Workspace): string {
  return keyCode(ws.fingerprint(ws.store.facts().selfKey)).replaceAll(/\D/g, "");
}
