// Bundles that a county may find on a drive, made from the month: what two PCs changed differently, one that waits for approval,
// a broken one; a large one; one report made at two PCs. Or none yet, but an activity with photos to hand in. A process of its own:
// `make-bundles.ts MONTH WORK DRIVE sorts|large|twice|pictured`.
import { cp, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../../../src-main/domain/json.ts";
import { openWorkspace } from "../../../../src-main/compose/workspace/workspaces.ts";
import type { WorkspaceHandle } from "../../../../src-main/session/current/open-workspaces.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { exportHandIn } from "../../../../src-main/usecases/hand-in/export-hand-in.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { makeClip } from "./long-clip.ts";
import { takePhotos } from "./photos.ts";
import { PIN } from "../prepared.ts";
import { startClock } from "../pc/surroundings.ts";

const [month = "", work = "", drive = "", which = ""] = process.argv.slice(2);
/** Long enough to be stopped by a person. */
const LARGE_BYTES = 480 * 1024 * 1024;

const clock = startClock("2021-06-23T15:30");
await mkdir(drive, { recursive: true });
const makers = { sorts, large, twice, pictured };
await makers[which as keyof typeof makers]();
process.exit();

async function sorts(): Promise<void> {
  await twoPcs();
  await waiting();
  await broken();
}

async function copyOf(name: string, as: string): Promise<WorkspaceHandle> {
  const copy = join(work, as);
  await cp(join(month, name), copy, { recursive: true });
  return openWorkspace(copy, PIN, clock.surroundings);
}

async function sendOff({ ws, papers, close }: WorkspaceHandle, name: string, report = "now"): Promise<void> {
  handIn(ws, { report });
  const sent = await exportHandIn(ws, papers, { folder: drive, plain: false });
  await rename(sent.path, join(drive, name));
  await close();
}

/** The same record, changed on two copies of a PC; the first has taken in what the second sent. */
async function twoPcs(): Promise<void> {
  for (const [as, title] of [
    ["一号", "机关学习（一号电脑改）"],
    ["二号", "机关学习（二号电脑改）"],
  ] as const) {
    const pc = await copyOf("town", as);
    const { unit } = pc.ws.store.facts();
    const [first] = pc.ws.store.records({ kind: "activity", unit, to: "2021-06-10T00:00", limit: 1 }).records;
    if (first?.value === null || first === undefined) throw new Error("the month has activities");
    const value: JsonObject = { ...first.value, title };
    await putRecord(pc.ws, { kind: "activity", record: first.record, value }, UNWATCHED);
    await sendOff(pc, `${as}.anbao.age`);
  }
  const one = await openWorkspace(join(work, "一号"), PIN, clock.surroundings);
  await importBundle(one.ws, join(drive, "二号.anbao.age"), { means: "usb" }, UNWATCHED);
  await one.close();
}

/** One report made at two PCs, each with an activity of its own; the first has taken in what the second sent. */
async function twice(): Promise<void> {
  for (const as of ["一号", "二号"]) {
    const pc = await copyOf("town", as);
    await putRecord(pc.ws, { kind: "activity", value: activity(`${as}电脑记的活动`) }, UNWATCHED);
    await sendOff(pc, `${as}.anbao.age`, "weekly:4");
  }
  const one = await openWorkspace(join(work, "一号"), PIN, clock.surroundings);
  await importBundle(one.ws, join(drive, "二号.anbao.age"), { means: "usb" }, UNWATCHED);
  await one.close();
}

/** A PC with a photographed activity that was not handed in yet. */
async function pictured(): Promise<void> {
  const pc = await copyOf("town", "有照片");
  const files = (await takePhotos(join(work, "照片"), 2, 700)).map((path) => ({ path }));
  await putRecord(pc.ws, { kind: "activity", value: activity("有照片的活动"), files }, UNWATCHED);
  await pc.close();
}

function activity(title: string): JsonObject {
  return { code: "21101", title, startsAt: "2021-06-20T09:00", mode: "offline", metrics: { sessions: 1, persons: 20 } };
}

/** A PC whose request is at the county and not answered yet. */
async function waiting(): Promise<void> {
  const pc = await copyOf("other", "未核准");
  await putRecord(pc.ws, { kind: "activity", value: activity("未核准电脑的活动") }, UNWATCHED);
  await sendOff(pc, "未核准.anbao.age");
}

async function broken(): Promise<void> {
  const bytes = await readFile(join(drive, "二号.anbao.age"));
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(join(drive, "损坏.anbao.age"), bytes);
}

/** The workspace stays, with the clip in it. */
async function large(): Promise<void> {
  const clip = join(work, "长视频.mp4");
  await mkdir(work, { recursive: true });
  await makeClip(clip, LARGE_BYTES);
  const pc = await copyOf("town", "长视频");
  await putRecord(pc.ws, { kind: "activity", value: activity("长视频活动"), files: [{ path: clip }] }, UNWATCHED);
  await sendOff(pc, "长视频.anbao.age");
}
