// What a file says of itself reaches the record, travels with it, and is read again from the original wherever that lies.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import type { Host } from "../../../src-main/api/host.ts";
import { mediaItemsOf } from "../../../src-main/api/views/media-view.ts";
import { FACTS_METHOD } from "../../../src-main/domain/kinds/file-facts.ts";
import { attachmentsShown } from "../../../src-main/domain/kinds/values.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { openCatchUp } from "../../../src-main/usecases/keeping/catch-up.ts";
import { previewBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { letGo } from "../../../src-main/usecases/records/originals/let-go.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { factsOf, readLackingFacts } from "../../../src-main/usecases/records/originals/read-facts.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { drawDemoPhoto } from "../../support/made/demo-photo.ts";
import { activity, enrolledPair, handOver } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { takeApart } from "../../support/made/raw-zip.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { ROOT } from "../../support/tree.ts";

const CLIP = join(ROOT, "resources/demo/clip.mp4");
const GPS = { lat: 39_000_000, lon: 99_000_000 };

/** A county and a township whose activity has a photo and a clip. */
async function offices() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const [photo, clip] = [join(folder, "IMG_0001.jpg"), join(folder, "VID_0002.mp4")];
  writeFileSync(photo, await drawDemoPhoto({ seed: 1, takenAt: "2021-06-16T09:30:00", lat: 39, lon: 99, widthPx: 160 }));
  copyFileSync(CLIP, clip);
  const files = [{ path: photo, caption: "锣鼓队进场" }, { path: clip }];
  const key = await putRecord(town.ws, { kind: "activity", value: activity("咨询日"), files }, UNWATCHED);
  const [picture, film] = filesOf(town.ws, key);
  return { folder, county: county.ws, town: town.ws, key, photo: picture!, clip: film! };
}

function filesOf(ws: Workspace, key: RecordKey) {
  return attachmentsShown(ws.store.record(key)?.value ?? null);
}

/** The attachments as screens get them. */
function seenAt(ws: Workspace, key: RecordKey) {
  const host = { mediaUrl: (hash: string, variant: string) => `${hash}/${variant}` } as unknown as Host;
  return mediaItemsOf(ws, host, ws.store.record(key)?.value ?? null);
}

/** The rows as an older method left them. */
function forgetReading(folder: string, sha256: string): void {
  const db = new Database(join(folder, "anbao.db"));
  db.prepare("UPDATE media_fact SET method = ?, facts = '{\"widthPx\":1}' WHERE sha256 = ?").run(
    FACTS_METHOD - 1,
    Buffer.from(sha256, "hex"),
  );
  db.close();
}

test("the record tells time, size and length; place and camera stay with the original, where they are read without a further look", async () => {
  const { town, photo, clip } = await offices();
  expect(photo).toMatchObject({ takenAt: "2021-06-16T09:30:00", widthPx: 160, heightPx: 120 });
  expect(clip).toMatchObject({ class: "video", widthPx: expect.any(Number), heightPx: expect.any(Number) });
  expect(clip.durationMs).toBeGreaterThan(1000);
  for (const kept of [photo, clip]) expect(Object.keys(kept)).not.toEqual(expect.arrayContaining(["gpsE6"]));
  expect(town.store.fileFacts(photo.sha256)).toMatchObject({ gpsE6: GPS, takenAt: photo.takenAt });
  expect(town.store.fileFacts(clip.sha256)).toMatchObject({ durationMs: clip.durationMs });
  expect(town.store.unreadMedia("", 9).map(({ ext }) => ext)).toEqual(["json"]);
});

test("the county has the unit's word until it has read the original itself; nothing of that is in a digest", async () => {
  const { folder, county, town, key, photo, clip } = await offices();
  const bundle = await handOver(folder, town);
  const { media } = await previewBundle(county, bundle, UNWATCHED);
  expect(media).toMatchObject({ photos: 1, videos: 1, lengthMs: clip.durationMs, lengthless: 0, missing: 0 });
  await take(county, bundle);
  expect(filesOf(county, key)).toEqual([photo, clip]);
  expect(seenAt(county, key)[1]).toMatchObject({ durationMs: clip.durationMs, selfReported: true });
  expect(county.store.fileFacts(photo.sha256)).toBeUndefined();
  const before = county.store.digests();
  expect(await readLackingFacts(county, UNWATCHED)).toBe(3);
  expect(county.store.fileFacts(photo.sha256)).toEqual(town.store.fileFacts(photo.sha256));
  expect(county.store.fileFacts(clip.sha256)).toEqual(town.store.fileFacts(clip.sha256));
  expect(county.store.digests()).toEqual(before);
  expect(seenAt(county, key)[1]).toMatchObject({ durationMs: clip.durationMs, selfReported: false });
  expect(await readLackingFacts(county, UNWATCHED)).toBe(0);
});

test("a record is found by the name and the caption of its files", async () => {
  const { town, key } = await offices();
  for (const typed of ["IMG_0001", "锣鼓", "vid_0002"])
    expect(town.store.search(typed, 9).map(({ record }) => record)).toEqual([key.record]);
  expect(town.store.search("IMG_0009", 9)).toEqual([]);
});

test("a reader without the program finds files by the names they came with, their size and length", async () => {
  const { folder, town, clip } = await offices();
  const members = takeApart(readFileSync(await handOver(folder, town, true)));
  const page = members.find(({ name }) => name === "data/index.html")?.content.toString("utf8") ?? "";
  expect(page).toContain(`href="media/${clip.sha256}.mp4" download="VID_0002.mp4"`);
  expect(page).toContain("锣鼓队进场，拍摄于 2021-06-16 09:30:00，160 × 120");
  expect(page).toMatch(/<span>(?:<img[^>]*>)?<b>IMG_0001\.jpg<\/b><small>[^<]*，不在这个文件里/);
  expect(page).toMatch(/<b>VID_0002\.mp4<\/b><small>[^<]*时长 0:0\d，/);
  expect(page).not.toContain("39.0");
});

test("what an older method read is read again; what is asked for is read at once", async () => {
  const { folder, town, photo, clip } = await offices();
  const read = town.store.fileFacts(photo.sha256);
  for (const { sha256 } of [photo, clip]) forgetReading(join(folder, "town"), sha256);
  expect(town.store.fileFacts(photo.sha256)).toBeUndefined();
  expect(await factsOf(town, photo.sha256)).toEqual(read);
  expect(town.store.unreadMedia("", 9).map(({ sha256 }) => sha256)).toContain(clip.sha256);
  await readLackingFacts(town, UNWATCHED);
  expect(town.store.fileFacts(clip.sha256)).toMatchObject({ durationMs: clip.durationMs });
});

test("a damaged original says nothing and is not tried again; one that no decoder can look into now is left for later", async () => {
  const { folder, town, photo, clip } = await offices();
  for (const { sha256 } of [photo, clip]) forgetReading(join(folder, "town"), sha256);
  writeFileSync(town.media.pathOf(photo.sha256), "no photo any more");
  const asleep: Workspace = {
    ...town,
    reader: {
      ...town.reader,
      inspect: () => Promise.resolve({ mime: "image/jpeg", ext: "jpg", class: "photo", unlooked: true }),
    },
  };
  expect(await factsOf(asleep, photo.sha256)).toBeUndefined();
  await readLackingFacts(asleep, UNWATCHED);
  expect(town.store.unreadMedia("", 9)).toHaveLength(3);
  await readLackingFacts(town, UNWATCHED);
  expect(town.store.fileFacts(photo.sha256)).toEqual({});
  expect(town.store.unreadMedia("", 9)).toEqual([]);
});

test("what is let go takes its facts along; what is not here has none", async () => {
  const { town, photo } = await offices();
  await letGo(town, [photo.sha256]);
  expect([town.store.fileFacts(photo.sha256), await factsOf(town, photo.sha256)]).toEqual([undefined, undefined]);
  town.store.noteFileFacts([{ sha256: photo.sha256, facts: { widthPx: 1 } }]);
  expect(town.store.fileFacts(photo.sha256)).toBeUndefined();
});

test("a row that rotted says nothing, and is read from the original when it is asked for", async () => {
  const { folder, town, photo } = await offices();
  const read = town.store.fileFacts(photo.sha256);
  const db = new Database(join(folder, "town", "anbao.db"));
  for (const rotten of ['{"widthPx":160', "null", "7"]) {
    db.prepare("UPDATE media_fact SET facts = ? WHERE sha256 = ?").run(rotten, Buffer.from(photo.sha256, "hex"));
    expect(await factsOf(town, photo.sha256)).toEqual(read);
  }
  db.close();
});

test("catching up goes on while originals come, tells what it found, and ends with the workspace", async () => {
  const { folder, county, town, clip } = await offices();
  const { promise: done, resolve: end } = Promise.withResolvers<void>();
  const told = { times: 0 };
  const found = (): void => {
    told.times += 1;
    if (county.store.unreadMedia("", 9).length === 0 && county.store.fileFacts(clip.sha256) !== undefined) end();
  };
  const watch = { found, failed: expect.unreachable };
  const catchUp = openCatchUp(county);
  catchUp.begin(watch);
  await take(county, await handOver(folder, town));
  catchUp.begin(watch);
  await done;
  await catchUp.stop();
  const before = told.times;
  forgetReading(join(folder, "county"), clip.sha256);
  catchUp.begin(watch);
  await catchUp.stop();
  expect([told.times, county.store.fileFacts(clip.sha256)]).toEqual([before, undefined]);
});
