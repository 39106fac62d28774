// Packs that a township may find on a drive, and a PC that has read none yet, made from the month. A process of its own:
// `make-packs.ts MONTH WORK DRIVE`; prints the codes that are printed on the two counties' notices.
import { copyFile, cp, mkdir, readdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { createWorkspace } from "../../../../src-main/compose/workspace/create-workspace.ts";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import type { WorkspaceHandle } from "../../../../src-main/session/current/open-workspaces.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { packCampaign } from "../../../../src-main/usecases/trust/trust-root.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

/** What is printed: codes without spaces. */
export type PrintedCodes = Readonly<{ ours: string; rival: string }>;

const [month = "", work = "", drive = ""] = process.argv.slice(2);
const OTHER_UNIT = "620724105";

const clock = startClock("2021-06-23T15:30");
await mkdir(drive, { recursive: true });
await mkdir(work, { recursive: true });
const ours = await countyOf();
await pack(ours.ws, "方案包.anbao");
await pack(ours.ws, "别的单位的.anbao", OTHER_UNIT);
const [oldest = ""] = (await readdir(join(month, "drive"))).filter((name) => /^组委会办公室-第\d+包\.anbao$/.test(name)).sort();
await copyFile(join(month, "drive", oldest), join(drive, "旧的.anbao"));
const rival = await begin("rival", "620724001");
await pack(rival.ws, "外来的.anbao");
const printed: PrintedCodes = { ours: codeOf(ours.ws), rival: codeOf(rival.ws) };
await (await begin("新电脑", "620724100")).close();
await Promise.all([ours.close(), rival.close()]);
process.stdout.write(JSON.stringify(printed), () => process.exit());

async function countyOf(): Promise<WorkspaceHandle> {
  const copy = join(work, "county");
  await cp(join(month, "county"), copy, { recursive: true });
  return openWorkspace(copy, PIN, clock.surroundings);
}

function begin(name: string, unit: string): Promise<WorkspaceHandle> {
  const role = name === "rival" ? "county" : "unit";
  const request = { folder: join(work, name), role, unit, device: "电脑", person: "经办人", pin: PIN } as const;
  return createWorkspace({ ...request, campaign: "builtin:2021-gaotai" }, clock.surroundings);
}

async function pack(ws: Workspace, name: string, unit?: string): Promise<void> {
  const { path } = await packCampaign(ws, drive, unit, UNWATCHED);
  await rename(path, join(drive, name));
}

function codeOf(ws: Workspace): string {
  return keyCode(ws.fingerprint(ws.store.facts().selfKey)).replaceAll(/\D/g, "");
}
