// Makes the month that tests of screens start from, in the folder that the one argument names. A process of its own.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { demoLiaison, FIRST_TOWN } from "../../../../src-main/demo/demo-records.ts";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { createWorkspace, type Created } from "../../../../src-main/compose/workspace/create-workspace.ts";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { approveEnrolment, requestEnrolment } from "../../../../src-main/usecases/trust/enrol.ts";
import { exportHandIn } from "../../../../src-main/usecases/hand-in/export-hand-in.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { issueReceipts } from "../../../../src-main/usecases/receipts/receipt.ts";
import { packCampaign, trustRoot } from "../../../../src-main/usecases/trust/trust-root.ts";
import { HOSTILE_CAPTION, HOSTILE_DEVICE, HOSTILE_PLACE, HOSTILE_STORY, HOSTILE_TITLES } from "./hostile-texts.ts";
import { PIN, type Prepared } from "../prepared.ts";
import { takePhotos } from "./photos.ts";
import { startClock } from "../pc/surroundings.ts";

const folder = process.argv[2] ?? "";
const drive = join(folder, "drive");
const clock = startClock("2021-05-28T09:00");
await mkdir(drive, { recursive: true });
const county = await makeOffice("county", "620724001", "县级电脑");
const town = await makeOffice("town", "620724100", "一号电脑");
const request = await askToBeLetIn(town);
approveEnrolment(county.ws, request.code);
await importBundle(town.ws, (await packCampaign(county.ws, drive, undefined, UNWATCHED)).path, { means: "usb" }, UNWATCHED);
await recordOrdinary();
await recordHostile();
await reportWeek();
await askFromHostileDevice();
await town.close();
await county.close();
process.exit();

function makeOffice(workspace: Prepared | "other", unit: string, device: string): Promise<Created> {
  const role = workspace === "county" ? "county" : "unit";
  const request = {
    folder: join(folder, workspace),
    role,
    unit,
    campaign: "builtin:2021-gaotai",
    device,
    person: "经办人",
    pin: PIN,
  } as const;
  return createWorkspace(request, clock.surroundings);
}

/** Pins the county's key from its printed code, and carries the request for approval to the county. */
async function askToBeLetIn({ ws }: Created) {
  const pack = await packCampaign(county.ws, drive, undefined, UNWATCHED);
  await trustRoot(ws, pack.path, keyCode(county.ws.fingerprint(county.ws.store.facts().selfKey)), UNWATCHED);
  const asked = await requestEnrolment(ws, { folder: drive, baseName: `request-${ws.store.facts().unit}` }, UNWATCHED);
  await importBundle(county.ws, asked.path, { means: "usb" }, UNWATCHED);
  return asked;
}

async function recordOrdinary(): Promise<void> {
  await putRecord(town.ws, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  const photos = await takePhotos(join(folder, "photos"), FIRST_TOWN.length * 2, 100);
  for (const [index, { kind, on, value, photos: shots }] of FIRST_TOWN.entries()) {
    clock.moveTo(on);
    const files = shots === 0 ? [] : photos.slice(index * 2, index * 2 + 2).map((path) => ({ path }));
    await putRecord(town.ws, { kind, value, files }, UNWATCHED);
  }
}

async function recordHostile(): Promise<void> {
  clock.moveTo("2021-06-23T09:00");
  const photos = await takePhotos(join(folder, "photos"), HOSTILE_TITLES.length, 400);
  for (const [index, title] of HOSTILE_TITLES.entries()) {
    const files = [{ path: photos[index] ?? "", caption: HOSTILE_CAPTION }];
    const { record } = await putRecord(town.ws, { kind: "activity", value: hostileActivity(title, index), files }, UNWATCHED);
    const changed = hostileActivity(`${title.slice(0, 40)}改`, index + 1);
    if (index === 0) await putRecord(town.ws, { kind: "activity", record, value: changed, files }, UNWATCHED);
  }
}

function hostileActivity(title: string, index: number) {
  const startsAt = `2021-06-22T${String(8 + index).padStart(2, "0")}:00`;
  const metrics = { sessions: 1, persons: 10 + index };
  return {
    code: "23209",
    title,
    startsAt,
    place: HOSTILE_PLACE,
    mode: "offline",
    organiser: HOSTILE_PLACE,
    description: HOSTILE_STORY,
    metrics,
  } as const;
}

/** The fourth week goes to the county and comes back with a receipt. */
async function reportWeek(): Promise<void> {
  clock.moveTo("2021-06-23T15:00");
  handIn(town.ws, { report: "weekly:4" });
  const sent = await exportHandIn(town.ws, town.papers, { folder: drive, plain: false });
  await importBundle(county.ws, sent.path, { means: "usb" }, UNWATCHED);
  const receipt = await issueReceipts(county.ws, town.ws.store.facts().unit, drive, UNWATCHED);
  await importBundle(town.ws, receipt.path, { means: "usb" }, UNWATCHED);
}

/** A PC whose very name is hostile waits for approval. */
async function askFromHostileDevice(): Promise<void> {
  const other = await makeOffice("other", "620724101", HOSTILE_DEVICE);
  await askToBeLetIn(other);
  await other.close();
}
