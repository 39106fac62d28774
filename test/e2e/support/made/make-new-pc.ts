// A township that changes its PC: the new one asks to be approved, and both go on handing in. A process of its own:
// `make-new-pc.ts MONTH WORK DRIVE`; prints the code on the new PC's sealed form.
import { cp, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import { createWorkspace } from "../../../../src-main/compose/workspace/create-workspace.ts";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import type { WorkspaceHandle } from "../../../../src-main/session/current/open-workspaces.ts";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { requestEnrolment } from "../../../../src-main/usecases/trust/enrol.ts";
import { exportHandIn } from "../../../../src-main/usecases/hand-in/export-hand-in.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { putRecord } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { packCampaign, trustRoot } from "../../../../src-main/usecases/trust/trust-root.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

/** Without spaces. */
export type SealedForm = Readonly<{ code: string }>;

const [month = "", work = "", drive = ""] = process.argv.slice(2);

const clock = startClock("2021-06-23T15:30");
await mkdir(drive, { recursive: true });
const county = await copyOf("county");
const pack = await packCampaign(county.ws, work, undefined, UNWATCHED);
const printed = keyCode(county.ws.fingerprint(county.ws.store.facts().selfKey));
const request = { folder: join(work, "新电脑"), role: "unit", unit: "620724100", campaign: "builtin:2021-gaotai" } as const;
const fresh = await createWorkspace({ ...request, device: "新电脑", person: "经办人", pin: PIN }, clock.surroundings);
await trustRoot(fresh.ws, pack.path, printed, UNWATCHED);
const asked = await requestEnrolment(fresh.ws, { folder: drive, baseName: "request" }, UNWATCHED);
await handInOne(fresh, "新电脑记的活动", "新电脑.anbao.age");
const old = await copyOf("town");
await handInOne(old, "旧电脑后来记的活动", "旧电脑.anbao.age");
await Promise.all([county, fresh, old].map(({ close }) => close()));
process.stdout.write(JSON.stringify({ code: asked.code.replaceAll(/\D/g, "") } satisfies SealedForm), () => process.exit());

async function copyOf(name: "county" | "town"): Promise<WorkspaceHandle> {
  const copy = join(work, name);
  await cp(join(month, name), copy, { recursive: true });
  return openWorkspace(copy, PIN, clock.surroundings);
}

async function handInOne({ ws, papers }: WorkspaceHandle, title: string, name: string): Promise<void> {
  const metrics = { sessions: 1, persons: 20 };
  const value = { code: "21101", title, startsAt: "2021-06-23T09:00", mode: "offline", metrics };
  await putRecord(ws, { kind: "activity", value }, UNWATCHED);
  handIn(ws, { report: "now" });
  const sent = await exportHandIn(ws, papers, { folder: drive, plain: false });
  await rename(sent.path, join(drive, name));
}
