// The month's county with figures that are not settled: an activity that two PCs filled in differently, one that came in no hand-in,
// a joint event without its lead. A process of its own: `make-unsettled.ts MONTH WORK`; the county lies under WORK/县.
import { cp, mkdir, mkdtemp } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import type { WorkspaceHandle } from "../../../../src-main/session/current/open-workspaces.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { exportHandIn } from "../../../../src-main/usecases/hand-in/export-hand-in.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { takePhotos } from "./photos.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

const [month = "", work = ""] = process.argv.slice(2);
const clock = startClock("2021-06-23T15:30");
const drive = join(work, "盘");
await mkdir(drive, { recursive: true });
const photos = (await takePhotos(join(work, "照片"), 4, 700)).map((path) => [{ path }]);
const county = await copyOf(join(month, "county"), "县");
const first = await copyOf(join(month, "town"), "一号");
const { record } = await save(first.ws, activity("社区讲座", 260), 0);
await first.close();
const [one, two] = [await copyOf(join(work, "一号"), "甲"), await copyOf(join(work, "一号"), "乙")];
await change(one.ws, 193);
await save(one.ws, { ...activity("广场咨询", 0), code: "23207", jointEvent: "central-square-2021", metrics: { boards: 3 } }, 1);
await send(one, true);
await change(two.ws, 420);
await send(two, true);
await save(one.ws, activity("没有报送的讲座", 55), 2);
await send(one, false);
await Promise.all([county, one, two].map(({ close }) => close()));
process.exit();

async function copyOf(from: string, as: string): Promise<WorkspaceHandle> {
  await cp(from, join(work, as), { recursive: true });
  return openWorkspace(join(work, as), PIN, clock.surroundings);
}

function activity(title: string, persons: number): JsonObject {
  return { code: "21101", title, startsAt: "2021-06-20T09:00", mode: "offline", metrics: { sessions: 1, persons } };
}

function save(ws: Workspace, value: JsonObject, photo: number) {
  return putRecord(ws, { kind: "activity", value, files: photos[photo] ?? [] }, UNWATCHED);
}

async function change(ws: Workspace, persons: number): Promise<void> {
  const value = ws.store.record({ unit: "620724100", kind: "activity", record })?.value ?? {};
  await putRecord(ws, { kind: "activity", record, value: { ...value, metrics: { sessions: 1, persons } } }, UNWATCHED);
}

async function send({ ws, papers }: WorkspaceHandle, isReported: boolean): Promise<void> {
  if (isReported) handIn(ws, { report: "now" });
  const folder = await mkdtemp(join(drive, "包-"));
  const sent = await exportHandIn(ws, papers, { folder, plain: false });
  await importBundle(county.ws, sent.path, { means: "usb" }, UNWATCHED);
}
