// The month's township with a second PC of its own key: both changed one activity, the second recorded one more and handed in.
// A process of its own: `make-unit-pcs.ts MONTH WORK DRIVE BYTES`; with BYTES another bundle follows, with a video that long.
import { cp, mkdir, rename } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { createWorkspace } from "../../../../src-main/compose/workspace/create-workspace.ts";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import type { WorkspaceHandle } from "../../../../src-main/session/current/open-workspaces.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../../../../src-main/usecases/trust/enrol.ts";
import { exportHandIn } from "../../../../src-main/usecases/hand-in/export-hand-in.ts";
import { giveBack } from "../../../../src-main/usecases/keeping/give-back.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { packCampaign, trustRoot } from "../../../../src-main/usecases/trust/trust-root.ts";
import { makeClip } from "./long-clip.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

const [month = "", work = "", drive = "", bytes = "0"] = process.argv.slice(2);
const UNIT = "620724100";

const clock = startClock("2021-06-23T15:30");
await Promise.all([drive, work].map((folder) => mkdir(folder, { recursive: true })));
const county = await copyOf("county", "县");
const one = await copyOf("town", "一号");
const two = await joined();
await change(one.ws, "机关学习（一号电脑改）");
await change(two.ws, "机关学习（二号电脑改）");
await putRecord(two.ws, { kind: "activity", value: activity("二号电脑记的活动") }, UNWATCHED);
await handInAs(two, "二号.anbao.age");
if (Number(bytes) > 0) await handInVideo();
await Promise.all([county, one, two].map(({ close }) => close()));
process.exit();

async function copyOf(name: "county" | "town", as: string): Promise<WorkspaceHandle> {
  const copy = join(work, as);
  await cp(join(month, name), copy, { recursive: true });
  return openWorkspace(copy, PIN, clock.surroundings);
}

/** Approved by the county, which gives it what the unit handed in so far. */
async function joined(): Promise<WorkspaceHandle> {
  const request = { folder: join(work, "二号"), role: "unit", unit: UNIT, campaign: "builtin:2021-gaotai" } as const;
  const pc = await createWorkspace({ ...request, device: "二号电脑", person: "经办人", pin: PIN }, clock.surroundings);
  const pack = await packCampaign(county.ws, work, undefined, UNWATCHED);
  await trustRoot(pc.ws, pack.path, keyCode(county.ws.fingerprint(county.ws.store.facts().selfKey)), UNWATCHED);
  const asked = await requestEnrolment(pc.ws, { folder: work, baseName: "request" }, UNWATCHED);
  await importBundle(county.ws, asked.path, { means: "usb" }, UNWATCHED);
  approveEnrolment(county.ws, asked.code);
  await importBundle(pc.ws, (await giveBack(county.ws, UNIT, work, UNWATCHED)).path, { means: "usb" }, UNWATCHED);
  return pc;
}

async function change(ws: Workspace, title: string): Promise<void> {
  const { records } = ws.store.records({ kind: "activity", unit: UNIT, to: "2021-06-10T00:00", limit: 1 });
  const [first] = records;
  if (first === undefined || first.value === null) throw new Error("the month has activities");
  await putRecord(ws, { kind: "activity", record: first.record, value: { ...first.value, title } }, UNWATCHED);
}

function activity(title: string): JsonObject {
  return { code: "21101", title, startsAt: "2021-06-20T09:00", mode: "offline", metrics: { sessions: 1, persons: 20 } };
}

async function handInVideo(): Promise<void> {
  const clip = join(work, "长视频.mp4");
  await makeClip(clip, Number(bytes));
  await putRecord(two.ws, { kind: "activity", value: activity("长视频活动"), files: [{ path: clip }] }, UNWATCHED);
  await handInAs(two, "长视频.anbao.age");
}

async function handInAs({ ws, papers }: WorkspaceHandle, name: string): Promise<void> {
  handIn(ws, { report: "now" });
  const sent = await exportHandIn(ws, papers, { folder: drive, plain: false });
  await rename(sent.path, join(drive, name));
}
