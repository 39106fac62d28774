// Packs that a township may find on a drive, and a PC that has read none yet, made from the month. A process of its own:
// `make-packs.ts MONTH WORK DRIVE`; prints the codes that are printed on the two counties' notices.
import { copyFile, cp, mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { keyCode } from "../../../src-main/domain/key-code.ts";
import { createWorkspace } from "../../../src-main/program/create-workspace.ts";
import { openWorkspace, type Workspace } from "../../../src-main/program/workspaces.ts";
import { UNWATCHED, type Desk } from "../../../src-main/usecases/desk.ts";
import { packCampaign } from "../../../src-main/usecases/trust-root.ts";
import { PIN } from "./prepared.ts";
import { startClock } from "./surroundings.ts";

/** What is printed: codes without spaces. */
export type PrintedCodes = Readonly<{ ours: string; rival: string }>;

const [month = "", work = "", drive = ""] = process.argv.slice(2);
const OTHER_UNIT = "620724105";

const clock = startClock("2021-06-23T15:30");
await mkdir(drive, { recursive: true });
await mkdir(work, { recursive: true });
const ours = await countyOf();
await pack(ours.desk, "方案包.anbao");
await pack(ours.desk, "别的单位的.anbao", OTHER_UNIT);
const [oldest = ""] = (await readdir(join(month, "drive"))).filter((name) => /^组委会办公室-第\d+包\.anbao$/.test(name)).sort();
await copyFile(join(month, "drive", oldest), join(drive, "旧的.anbao"));
const rival = await begin("rival", "620724001");
await pack(rival.desk, "外来的.anbao");
const printed: PrintedCodes = { ours: codeOf(ours.desk), rival: codeOf(rival.desk) };
await (await begin("新电脑", "620724100")).close();
await Promise.all([ours.close(), rival.close()]);
process.stdout.write(JSON.stringify(printed), () => process.exit());

async function countyOf(): Promise<Workspace> {
  const copy = join(work, "county");
  await cp(join(month, "county"), copy, { recursive: true });
  return openWorkspace(copy, PIN, clock.surroundings);
}

function begin(name: string, unit: string): Promise<Workspace> {
  const role = name === "rival" ? "county" : "unit";
  const wish = { folder: join(work, name), role, unit, device: "电脑", person: "经办人", pin: PIN } as const;
  return createWorkspace({ ...wish, campaign: "builtin:2021-gaotai" }, clock.surroundings);
}

async function pack(desk: Desk, name: string, unit?: string): Promise<void> {
  const { path } = await packCampaign(desk, drive, unit, UNWATCHED);
  await rename(path, join(drive, name));
}

function codeOf(desk: Desk): string {
  return keyCode(desk.fingerprint(desk.store.facts().selfKey)).replaceAll(/\D/g, "");
}
