// The month's county with a second PC that has joined it, or that has taken its key over. A process of its own:
// `make-second-county.ts MONTH WORK DRIVE joined|taken-over`; prints the codes of both PCs.
import { cp, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { keyCode } from "../../../src-main/domain/key-code.ts";
import { createWorkspace } from "../../../src-main/program/create-workspace.ts";
import { openWorkspace } from "../../../src-main/program/workspaces.ts";
import { UNWATCHED, type Desk } from "../../../src-main/usecases/desk.ts";
import { approveEnrolment, requestEnrolment } from "../../../src-main/usecases/enrol.ts";
import { exchangeOffice } from "../../../src-main/usecases/exchange-office.ts";
import { takeOverRoot } from "../../../src-main/usecases/hand-over-root.ts";
import { importBundle } from "../../../src-main/usecases/import-bundle.ts";
import { packCampaign, trustRoot } from "../../../src-main/usecases/trust-root.ts";
import { PIN } from "./prepared.ts";
import { startClock } from "./surroundings.ts";

/** Codes without spaces: of the PC that holds the county's key at first, and of the second one. */
export type OfficeCodes = Readonly<{ first: string; second: string }>;

const [month = "", work = "", drive = "", until = ""] = process.argv.slice(2);

const clock = startClock("2021-06-23T15:30");
const stick = join(work, "加入用的U盘");
await Promise.all([drive, stick].map((folder) => mkdir(folder, { recursive: true })));
await cp(join(month, "county"), join(work, "一号"), { recursive: true });
const first = await openWorkspace(join(work, "一号"), PIN, clock.surroundings);
const wish = { folder: join(work, "二号"), role: "county", join: true, campaign: "builtin:2021-gaotai" } as const;
const second = await createWorkspace({ ...wish, device: "二号电脑", person: "县副手", pin: PIN }, clock.surroundings);
const asked = await requestEnrolment(second.desk, { folder: stick, baseName: "request" }, UNWATCHED);
await importBundle(first.desk, asked.path, { means: "usb" }, UNWATCHED);
approveEnrolment(first.desk, asked.code, { asCounty: true });
const exchange = await exchangeOffice(first.desk, stick, false, UNWATCHED);
await trustRoot(second.desk, exchange.path, codeOf(first.desk), UNWATCHED);
if (until === "taken-over") await takeOver();
const codes: OfficeCodes = { first: codeOf(first.desk), second: codeOf(second.desk) };
await Promise.all([first.close(), second.close()]);
process.stdout.write(JSON.stringify(codes), () => process.exit());

/** The first PC is lost, and whoever has it goes on handing out packs. */
async function takeOver(): Promise<void> {
  takeOverRoot(second.desk, codeOf(second.desk), "电脑丢失");
  await pack(second.desk, "新密钥.anbao");
  await pack(first.desk, "旧密钥.anbao");
}

async function pack(desk: Desk, name: string): Promise<void> {
  const { path } = await packCampaign(desk, drive, undefined, UNWATCHED);
  await rename(path, join(drive, name));
}

function codeOf(desk: Desk): string {
  return keyCode(desk.fingerprint(desk.store.facts().selfKey)).replaceAll(/\D/g, "");
}
