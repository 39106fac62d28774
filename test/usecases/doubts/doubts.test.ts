// Doubts about photos are found at both ends, from small pictures until the originals come; they are in no entry and no digest.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import sharp from "sharp";
import { expect, test } from "vitest";
import { attachmentsShown } from "../../../src-main/domain/kinds/values.ts";
import { demoLiaison } from "../../../src-main/demo/demo-records.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { doubtsIn } from "../../../src-main/usecases/doubts/find-doubts.ts";
import { dismissDoubts, listDoubts } from "../../../src-main/usecases/doubts/list-doubts.ts";
import { takeLikenesses } from "../../../src-main/usecases/doubts/take-likenesses.ts";
import { findingsOf, fileHandIn } from "../../../src-main/usecases/hand-in/file-hand-in.ts";
import { askedBy } from "../../../src-main/domain/statistics/checks/finding.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { validateFigures } from "../../../src-main/usecases/figures/validate-figures.ts";
import { eraseRecord } from "../../../src-main/usecases/records/versions/erase.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { photoOf } from "../../bench/likeness/photos.ts";
import { jsonOf } from "../../support/in-terminal.ts";
import { enrolledPair, handOver, PIN, record } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const WIDTH_PX = 480;

/** A county and a township with two activities: a photo, and a smaller part of it. */
async function offices() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const photo = await photoOf({ room: 1, minute: 0, hand: 1 }, WIDTH_PX);
  const part = sharp(photo).extract({ left: 30, top: 20, width: 400, height: 300 }).resize(300);
  const other = await photoOf({ room: 1, minute: 1, hand: 2 }, WIDTH_PX);
  const write = (name: string, bytes: Buffer) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const first = await record(town.ws, "启动仪式", {}, [write("现场.jpg", photo), write("同场.jpg", other)]);
  const second = await record(town.ws, "咨询日", {}, [write("截图.jpg", await part.jpeg({ quality: 50 }).toBuffer())]);
  return { folder, county: county.ws, town: town.ws, first, second, close: town.close };
}

/** Hands in without the originals: small pictures go. @returns the bundle's path. */
async function smallOnly(folder: string, ws: Workspace): Promise<string> {
  const target = join(folder, "small-only");
  mkdirSync(target);
  const request = { folder: target, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] } as const;
  return (await exportBundle(ws, { ...request, recordsOnly: true }, UNWATCHED)).path;
}

const look = (ws: Workspace) => takeLikenesses(ws, UNWATCHED);
const valueOf = (ws: Workspace, key: RecordKey) => ({ ...key, value: ws.store.record(key)?.value ?? {} });
const similar = (ws: Workspace, key: RecordKey) => doubtsIn(ws, valueOf(ws, key)).filter(({ reason }) => reason === "similar");

test("the part of a photo in another activity is found from either side, once; another minute of the room is not", async () => {
  const { town, first, second } = await offices();
  expect(similar(town, second)).toEqual([]);
  const digest = town.store.digests();
  expect(await look(town)).toBe(3);
  expect(await look(town)).toBe(0);
  expect(similar(town, second).map(({ other }) => other?.record.record)).toEqual([first.record]);
  expect(similar(town, first).map(({ photo: { name }, other }) => [name, other?.record.record])).toEqual([
    ["现场.jpg", second.record],
  ]);
  expect(listDoubts(town, "open").filter(({ reason }) => reason === "similar")).toHaveLength(1);
  expect(town.store.digests()).toEqual(digest);
});

test("the check asks for a 说明 of it before the hand-in", async () => {
  const { town } = await offices();
  await look(town);
  const found = validateFigures(town, town.store.facts().unit, "total", "weekly").filter(({ check }) => check === "V25");
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ level: "warning", explainable: true });
  expect(found[0]?.sentence).toMatch(/“(咨询日|启动仪式)”的照片“.*”与“(咨询日|启动仪式)”的一张几乎一样/);
});

test("what is dismissed is told no more, and again when that is taken back", async () => {
  const { town } = await offices();
  await look(town);
  const [doubt] = listDoubts(town, "open").filter(({ reason }) => reason === "similar");
  dismissDoubts(town, [doubt?.id ?? ""], true);
  expect(listDoubts(town, "open").map(({ id }) => id)).not.toContain(doubt?.id);
  expect(listDoubts(town, "dismissed").map(({ id }) => id)).toEqual([doubt?.id]);
  dismissDoubts(town, [doubt?.id ?? ""], false);
  expect(listDoubts(town, "open").map(({ id }) => id)).toContain(doubt?.id);
});

test("the county knows what its unit dismissed, and is still told of it, behind what nobody answered", async () => {
  const { folder, county, town } = await offices();
  await look(town);
  const [doubt] = listDoubts(town, "open");
  dismissDoubts(town, [doubt?.id ?? ""], true);
  await putRecord(town, { kind: "liaison", value: demoLiaison("城关镇") }, UNWATCHED);
  const explained = findingsOf(town, { report: "now" }).filter((finding) => askedBy(finding) === "explanation");
  const explanations = Object.fromEntries(explained.map(({ id }) => [id, "同一场活动"]));
  fileHandIn(town, { report: "now", explanations });
  const known = () => listDoubts(county, "open").map(({ id, answered }) => [id, answered]);
  await take(county, await smallOnly(folder, town));
  await look(county);
  expect(known()).toEqual([[doubt?.id, true]]);
  dismissDoubts(county, [doubt?.id ?? ""], true);
  expect(known()).toEqual([]);
});

test("the county finds it from the small pictures, and again from the originals when they are here", async () => {
  const { folder, county, town, second } = await offices();
  await take(county, await smallOnly(folder, town));
  expect(await look(county)).toBe(3);
  expect(similar(county, second)).toHaveLength(1);
  expect(county.store.media(attachmentsShown(valueOf(county, second).value)[0]?.sha256 ?? "")).toBeUndefined();
  await take(county, await handOver(folder, town));
  expect(await look(county)).toBe(3);
  expect(similar(county, second)).toHaveLength(1);
});

test("what was taken by an older method is taken again", async () => {
  const { folder, town } = await offices();
  await look(town);
  const db = new Database(join(folder, "town", "anbao.db"));
  db.prepare("UPDATE likeness SET method = 0").run();
  db.close();
  expect(listDoubts(town, "open")).toHaveLength(1);
  expect(await look(town)).toBe(3);
});

test("looking is given up when it is told to, and goes on later", async () => {
  const { town } = await offices();
  const stop = new AbortController();
  stop.abort();
  expect(await takeLikenesses(town, { signal: stop.signal })).toBe(0);
  expect(await look(town)).toBe(3);
});

test("with an erasure the small picture goes, and what it was alike", async () => {
  const { folder, county, town, second } = await offices();
  await take(county, await handOver(folder, town));
  await look(county);
  const [{ sha256 = "" } = {}] = attachmentsShown(valueOf(county, second).value);
  await eraseRecord(county, second, "本人要求");
  expect(county.store.smallPicture(sha256)).toBeUndefined();
  expect([...county.store.copies()]).toEqual([]);
  expect(await look(county)).toBe(0);
});

test("at the terminal: photos are looked at, doubts are listed and put away", async () => {
  const { folder, close } = await offices();
  await close();
  const said = (verb: string, ...more: readonly string[]) => jsonOf(["media", verb, join(folder, "town"), ...more], { pin: PIN });
  expect(await said("look")).toMatchObject({ photos: 3 });
  const [found] = (await said("findings")) as readonly { id: string }[];
  expect(found).toMatchObject({ reason: "similar", photo: { name: expect.any(String) }, stated: false });
  await said("dismiss", found?.id ?? "");
  expect(await said("findings")).toEqual([]);
  expect(await said("findings", "--dismissed")).toHaveLength(1);
});
