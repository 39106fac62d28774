// A picture that is mostly cut off is told where it is looked at, asked about on the form, and wants a 说明 before the hand-in; the county
// finds it in the original by itself.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Host } from "../../../src-main/api/host.ts";
import { mediaItemsOf } from "../../../src-main/api/views/media-view.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { doubtsIn } from "../../../src-main/usecases/doubts/find-doubts.ts";
import { listDoubts } from "../../../src-main/usecases/doubts/list-doubts.ts";
import { validateFigures } from "../../../src-main/usecases/figures/validate-figures.ts";
import { readLackingFacts } from "../../../src-main/usecases/records/originals/read-facts.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { compoundFile } from "../../media/made-files.ts";
import { photoOf } from "../../bench/likeness/photos.ts";
import { enrolledPair, handOver, record } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const HOST = { mediaUrl: (hash: string) => hash } as unknown as Host;

/** An activity with a photo of which a third is there, one of which most is there, and a paper that needs a password. */
async function offices() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const photo = await photoOf({ room: 1, minute: 0, hand: 1 }, 480);
  const put = (name: string, bytes: Uint8Array) => (writeFileSync(join(folder, name), bytes), join(folder, name));
  const third = put("现场.jpg", photo.subarray(0, Math.floor(photo.length / 3)));
  const most = put("合影.jpg", photo.subarray(0, Math.floor(photo.length * 0.8)));
  const locked = put("名单.xlsx", compoundFile(["EncryptionInfo", "EncryptedPackage"]));
  const key = await record(town.ws, "启动仪式", {}, [third, most, locked]);
  return { folder, county: county.ws, town: town.ws, key };
}

function cautionsSeen(ws: Workspace, key: RecordKey) {
  return mediaItemsOf(ws, HOST, ws.store.record(key)?.value ?? null).map(({ cautions }) => cautions);
}

const doubts = (ws: Workspace, key: RecordKey) =>
  doubtsIn(ws, { ...key, value: ws.store.record(key)?.value ?? {} }).filter(({ reason }) => reason === "cut-off");

test("it is said at both ends, listed and checked from below half on", async () => {
  const { folder, county, town, key } = await offices();
  expect(cautionsSeen(town, key)).toEqual([["cut-off"], ["cut-off"], ["encrypted"]]);
  expect(doubts(town, key).map(({ photo: { name } }) => name)).toEqual(["现场.jpg"]);
  expect(listDoubts(town, "open").map(({ reason, photo: { name } }) => [reason, name])).toEqual([["cut-off", "现场.jpg"]]);
  const found = validateFigures(town, town.store.facts().unit, "total", "weekly").filter(({ check }) => check === "V27");
  expect(found).toMatchObject([{ level: "warning", explainable: true, records: [{ record: key.record }] }]);
  expect(found[0]?.sentence).toMatch(/^“启动仪式”的照片“现场.jpg”不完整，只看得到约(2|3)\d%，请换成完整的或说明$/);

  await take(county, await handOver(folder, town));
  expect(cautionsSeen(county, key)).toEqual([[], [], []]);
  await readLackingFacts(county, UNWATCHED);
  expect(cautionsSeen(county, key)).toEqual([["cut-off"], ["cut-off"], ["encrypted"]]);
  expect(doubts(county, key)).toHaveLength(1);
});
