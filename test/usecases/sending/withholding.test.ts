// A plain bundle holds nothing personal, says how much it left out, and what it left out comes with the next sealed one.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { exportBundle, type Exported } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { activity, enrolledPair, record, TOWN } from "../../support/offices/office.ts";
import { receiptTo, take } from "../../support/offices/receipts.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const SECRETS = ["张三丰", "李复查", "王队长", "赵责任", "钱主讲", "刘县长", "孙某某签到"];

async function placedPhoto(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  const gps = { GPSLatitudeRef: "N", GPSLatitude: "39/1 22/1 41/1", GPSLongitudeRef: "E", GPSLongitude: "99/1 49/1 0/1" };
  const image = sharp({ create: { width: 64, height: 48, channels: 3, background: "#345" } });
  await image.withExif({ IFD3: gps }).jpeg().toFile(path);
  return path;
}

/** An own record of any kind, or a further version of one. */
async function put(ws: Workspace, kind: string, value: JsonObject, id?: string): Promise<string> {
  return (await putRecord(ws, { kind, value, ...(id !== undefined && { record: id }) }, UNWATCHED)).record;
}

async function recordMonth(ws: Workspace, folder: string): Promise<void> {
  await record(ws, "公开活动", {}, [await picture(folder, "IMG_0001.jpg", 1)]);
  await record(ws, "带位置的活动", {}, [await placedPhoto(folder, "IMG_0002.jpg")]);
  await record(ws, "文件名有姓名", {}, [await picture(folder, "孙某某签到.jpg", 3)]);
  await record(ws, "有领导", { leaders: [{ id: "a", name: "张三丰" }] });
  await record(ws, "有主讲人", { fields: { lecturer: "钱主讲" } });
  const once = await put(ws, "activity", activity("改掉了姓名", { leaders: [{ id: "a", name: "刘县长" }] }));
  await put(ws, "activity", activity("改掉了姓名"), once);
  const hazard = { foundOn: "2021-06-02", source: "self", place: "某厂", content: "电线老化", level: "general", attachments: [] };
  await put(ws, "hazard", { ...hazard, responsiblePerson: "赵责任", reviewer: "李复查" });
  await put(ws, "hazard", { ...hazard, responsiblePerson: " " });
  await put(ws, "volunteers", { name: "志愿队", people: 20, leader: "王队长", attachments: [] });
}

async function send(ws: Workspace, folder: string, plain: boolean): Promise<Exported> {
  const baseName = `bag-${ws.world.randomHex(4)}`;
  return exportBundle(ws, { folder, baseName, purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [] }, UNWATCHED);
}

const titlesAt = (ws: Workspace): readonly string[] =>
  ["activity", "hazard", "volunteers"].flatMap((kind) =>
    ws.store.records({ kind, unit: TOWN, limit: 100 }).records.map(({ title }) => title ?? ""),
  );

test("a plain bundle holds no name, says how many records stay here, and the county misses exactly these", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await recordMonth(town.ws, folder);
  const plain = await send(town.ws, folder, true);
  expect(plain.leftOut).toEqual({ records: { activity: 4, hazard: 1, person: 1, volunteers: 1 }, originals: 1 });
  expect(plain).toMatchObject({ encrypted: false, media: 2, missingMedia: 0 });
  const bytes = readFileSync(plain.path);
  for (const secret of [...SECRETS, "GPSLatitude"]) expect(bytes.includes(secret)).toBe(false);
  for (const said of ["7 条：活动 4 条、隐患整改台账 1 条、人员 1 条", "待补", "自由填写的文字原样在包里", "公开活动"])
    expect(bytes.toString()).toContain(said);

  const taken = await take(county.ws, plain.path);
  expect(taken.withheld).toEqual(["activity", "hazard", "person", "volunteers"]);
  expect([...titlesAt(county.ws)].sort()).toEqual(["公开活动", "带位置的活动", "电线老化"].sort());
  expect(county.ws.store.lackingMedia(TOWN)).toHaveLength(1);

  const sealed = await send(town.ws, folder, false);
  expect(sealed).toMatchObject({ encrypted: true, media: 4, leftOut: { records: {}, originals: 0 } });
  await take(county.ws, sealed.path);
  expect(titlesAt(county.ws)).toHaveLength(titlesAt(town.ws).length);
  expect(county.ws.store.lackingMedia(TOWN)).toEqual([]);
  expect(county.ws.store.standings()).not.toHaveProperty("withheld");
});

test("what an earlier plain bundle left out is counted again where only the rest of its record goes on", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const id = await put(town.ws, "activity", activity("先有领导", { leaders: [{ id: "a", name: "张三丰" }] }));
  await take(county.ws, (await send(town.ws, folder, true)).path);
  await receiptTo(folder, county.ws, town.ws);
  await put(town.ws, "activity", activity("后来没有"), id);
  const next = await send(town.ws, folder, true);
  expect(next.leftOut.records).toEqual({ activity: 1, person: 1 });
  await take(county.ws, next.path);
  expect(titlesAt(county.ws)).toEqual([]);
});

test("an original that the county lacks stays here with the value that names it", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "有领导", { leaders: [{ id: "a", name: "张三丰" }] }, [await picture(folder, "IMG_0001.jpg", 1)]);
  await record(town.ws, "公开活动", {}, [await picture(folder, "IMG_0002.jpg", 2)]);
  const records = { folder, baseName: "records", purpose: "hand-in", recipient: { kind: "county" }, papers: [] } as const;
  await take(county.ws, (await exportBundle(town.ws, { ...records, plain: false, recordsOnly: true }, UNWATCHED)).path);
  await receiptTo(folder, county.ws, town.ws);
  expect(county.ws.store.lackingMedia(TOWN)).toHaveLength(2);
  expect((await send(town.ws, folder, true)).media).toBe(1);
  expect((await send(town.ws, folder, false)).media).toBe(2);
});

test("a place that only an editing program wrote keeps its picture here as well", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  const plain = readFileSync(await picture(folder, "IMG_0001.jpg", 1));
  const xmp = Buffer.from(
    'http://ns.adobe.com/xap/1.0/\0<rdf:Description exif:GPSLatitude="39,22.5N" exif:GPSLongitude="99,49.1E"/>',
  );
  const head = Buffer.from([0xff, 0xe1, 0, xmp.length + 2]);
  const placed = join(folder, "IMG_0002.jpg");
  writeFileSync(placed, Buffer.concat([plain.subarray(0, 2), head, xmp, plain.subarray(2)]));
  await record(town.ws, "公开活动", {}, [join(folder, "IMG_0001.jpg"), placed]);
  const { path, leftOut } = await send(town.ws, folder, true);
  expect(leftOut.originals).toBe(1);
  expect(readFileSync(path).includes("GPSLatitude")).toBe(false);
});
