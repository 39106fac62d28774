// Smaller files (压缩版), from the unit to the county: made beside originals, carried in their place by choice, believed only where they fit.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import type { Campaign } from "../../../src-main/domain/campaign/schema.ts";
import type { Json } from "../../../src-main/domain/json.ts";
import { attachmentsShown, type Attachment } from "../../../src-main/domain/kinds/values.ts";
import { smallSuffices, type Rendition } from "../../../src-main/domain/renditions/renditions.ts";
import { isEvidencePending } from "../../../src-main/domain/statistics/counting/countable.ts";
import { estimateHandIn } from "../../../src-main/usecases/hand-in/estimate-size.ts";
import { exportHandIn, type HandInChoice } from "../../../src-main/usecases/hand-in/export-hand-in.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { checkMedia, emptyBin } from "../../../src-main/usecases/keeping/media-check.ts";
import type { CarriedLine } from "../../../src-main/usecases/ports/lines.ts";
import { missingOf } from "../../../src-main/usecases/receipts/missing.ts";
import { gatherNamed } from "../../../src-main/usecases/records/originals/gather-named.ts";
import { makePhotoSmaller } from "../../../src-main/usecases/records/originals/make-smaller.ts";
import { nameOfOriginal } from "../../../src-main/usecases/records/originals/name-original.ts";
import { readLackingFacts } from "../../../src-main/usecases/records/originals/read-facts.ts";
import { stateOfOriginal } from "../../../src-main/usecases/records/originals/small-ones.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { eraseRecord } from "../../../src-main/usecases/records/versions/erase.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { codeOf } from "../../support/codes.ts";
import { drawDemoPhoto } from "../../support/made/demo-photo.ts";
import { takeApart } from "../../support/made/raw-zip.ts";
import { sharpPicture } from "../../support/made/noisy-picture.ts";
import { enrolledPair, record, TOWN, type Pair } from "../../support/offices/office.ts";
import { contentsOf, receiptTo, take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const SIZE = { longSidePx: 800, qualityPercent: 70 };

type Office = Pair["town"];

async function hand(folder: string, { ws, papers }: Office, choice: Partial<HandInChoice> = {}): Promise<string> {
  const target = join(folder, `stick-${ws.world.randomHex(4)}`);
  mkdirSync(target);
  handIn(ws, { report: "now" });
  return (await exportHandIn(ws, papers, { plain: false, ...choice, folder: target })).path;
}

async function withPhoto() {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const path = join(folder, "IMG_0007.png");
  writeFileSync(path, await sharpPicture(900, 7));
  const key = await record(town.ws, "咨询日", {}, [path]);
  const [photo] = attachmentsShown(town.ws.store.record(key)?.value ?? null);
  if (photo === undefined) throw new Error("no photo");
  return { folder, county, town, key, photo };
}

/** The same workspace under a campaign that asks for smaller files. */
function asking(ws: Workspace, renditions: Campaign["media"]["renditions"]): Workspace {
  const campaign = ws.campaign();
  return { ...ws, campaign: () => ({ ...campaign, media: { ...campaign.media, renditions } }) };
}

test("made beside the original, carried in its place by choice, and told from it until it comes", async () => {
  const { folder, county, town, photo } = await withPhoto();
  const small = await makePhotoSmaller(town.ws, photo.sha256, SIZE, UNWATCHED);
  expect(small).toMatchObject({ madeFrom: photo.sha256, mime: "image/jpeg" });
  expect(Math.max(small.widthPx, small.heightPx)).toBe(SIZE.longSidePx);
  expect(town.ws.store.media(photo.sha256)?.sizeBytes).toBe(photo.sizeBytes);
  expect(nameOfOriginal(town.ws.store, small.sha256, "jpg")).toBe("IMG_0007-压缩版.jpg");
  const held = (small: boolean) => estimateHandIn(town.ws, { full: false, plain: false, recordsOnly: false, small }).media;
  expect(held(false)).toMatchObject({ photos: 1, sizeBytes: photo.sizeBytes });
  expect(held(true)).toMatchObject({ photos: 1, sizeBytes: small.sizeBytes });

  const thin = await hand(folder, town, { small: true });
  const files = [photo.sha256, small.sha256];
  const carried = async (path: string) => (await contentsOf(county.ws, path)).media.filter((sha256) => files.includes(sha256));
  expect(await carried(thin)).toEqual([small.sha256]);
  await take(county.ws, thin);
  expect(stateOfOriginal(county.ws, photo)).toBe("small");
  expect(county.ws.store.renditionsOf(photo.sha256)).toEqual([small]);
  expect(county.ws.store.lackingMedia(TOWN)).toEqual([photo.sha256]);
  expect(missingOf(county.ws, TOWN).flatMap(({ files }) => files)).toMatchObject([{ sha256: photo.sha256, small: true }]);
  const [activity] = county.ws.store.projected(TOWN).filter(({ kind }) => kind === "activity");
  expect(activity).toMatchObject({ pendingEvidence: false, smallEvidence: true });
  const rules = { suffices: true };
  expect([county.ws, asking(county.ws, rules)].map((ws) => activity && isEvidencePending(ws.campaign(), activity))).toEqual([
    true,
    false,
  ]);
  expect(missingOf(asking(county.ws, rules), TOWN).flatMap(({ files }) => files)).toEqual([]);

  await receiptTo(folder, county.ws, town.ws);
  const asked = await hand(folder, town, { small: true });
  expect(await carried(asked), "the county has the smaller one and asks for the original").toEqual([photo.sha256]);
  const whole = await hand(folder, town);
  expect(await carried(whole)).toEqual([photo.sha256]);
  await take(county.ws, whole);
  expect(stateOfOriginal(county.ws, photo)).toBe("here");
});

test("a reader without the program finds the smaller file in its original's place, and is told so", async () => {
  const { folder, town, photo } = await withPhoto();
  const small = await makePhotoSmaller(town.ws, photo.sha256, SIZE, UNWATCHED);
  const page = async (choice: Partial<HandInChoice>): Promise<string> => {
    const members = takeApart(readFileSync(await hand(folder, town, { plain: true, full: true, ...choice })));
    return members.find(({ name }) => name === "data/index.html")?.content.toString("utf8") ?? "";
  };
  const thin = await page({ small: true });
  expect(thin).toContain(`href="media/${small.sha256}.jpg" download="IMG_0007-压缩版.jpg"`);
  expect(thin).toMatch(/<small>压缩版，原件（256 × 1200[^<]*）在报送单位<\/small>/);
  expect(thin).not.toContain("不在这个文件里");
  const whole = await page({});
  expect(whole).toContain(`href="media/${photo.sha256}.png" download="IMG_0007.png"`);
  expect(whole).not.toContain("压缩版");
});

test("where a smaller one suffices the receipt does not ask for the original, which the unit keeps", async () => {
  const { folder, county, town, photo } = await withPhoto();
  await makePhotoSmaller(town.ws, photo.sha256, SIZE, UNWATCHED);
  await take(county.ws, await hand(folder, town, { small: true }));
  expect(smallSuffices(county.ws.campaign())).toBe(false);
  await receiptTo(folder, asking(county.ws, { suffices: true }), town.ws);
  expect(town.ws.store.receiptsRead(1)[0]?.value.missingMedia).toEqual([]);
  expect(stateOfOriginal(town.ws, photo)).toBe("here");
});

test("time, place and camera stay in a smaller photo, which is upright", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const drawn = await drawDemoPhoto({ seed: 3, widthPx: 1600, takenAt: "2021-06-01T09:30:12", lat: 38.9, lon: 100.4 });
  const path = join(folder, "IMG_0008.jpg");
  writeFileSync(path, drawn);
  execFileSync("exiftool", ["-q", "-n", "-overwrite_original", "-Orientation=6", path]);
  const key = await record(town.ws, "咨询日", {}, [path]);
  const [photo] = attachmentsShown(town.ws.store.record(key)?.value ?? null);
  const small = await makePhotoSmaller(town.ws, photo?.sha256 ?? "", SIZE, UNWATCHED);
  expect([small.heightPx, small.widthPx < 800]).toEqual([800, true]);
  const said = (file: string) =>
    (JSON.parse(execFileSync("exiftool", ["-j", "-n", file], { encoding: "utf8" })) as Record<string, Json>[])[0] ?? {};
  const [before, after] = [said(path), said(town.ws.media.pathOf(small.sha256))];
  for (const tag of ["DateTimeOriginal", "OffsetTimeOriginal", "GPSLatitude", "GPSLongitude", "Make", "Model"])
    expect(after[tag], tag).toEqual(before[tag]);
  expect(after["Orientation"] ?? 1).toBe(1);
  await take(county.ws, await hand(folder, town, { small: true }));
  await readLackingFacts(county.ws, UNWATCHED);
  expect(county.ws.store.media(photo?.sha256 ?? "")).toBeUndefined();
  expect(county.ws.store.photoPlaces().get(photo?.sha256 ?? "")).toEqual(town.ws.store.fileFacts(photo?.sha256 ?? "")?.gpsE6);
  expect(town.ws.store.fileFacts(photo?.sha256 ?? "")?.gpsE6).toBeDefined();
});

test("what would be no smaller, or has no picture, is refused and leaves nothing", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  const [tiny, text] = [join(folder, "IMG_0009.jpg"), join(folder, "说明.txt")];
  writeFileSync(
    tiny,
    await sharp({ create: { width: 40, height: 30, channels: 3, background: "red" } })
      .jpeg({ quality: 1 })
      .toBuffer(),
  );
  writeFileSync(text, "说明文字。");
  const key = await record(town.ws, "咨询日", {}, [tiny, text]);
  const files = attachmentsShown(town.ws.store.record(key)?.value ?? null);
  const codes = await Promise.all(
    files.map(({ sha256 }) =>
      codeOf(() => makePhotoSmaller(town.ws, sha256, { longSidePx: 800, qualityPercent: 95 }, UNWATCHED)),
    ),
  );
  expect(codes).toEqual(["rendition-not-smaller", "rendition-not-possible"]);
  expect((await checkMedia(town.ws, false, UNWATCHED)).unaccounted).toEqual([]);
  expect(town.ws.store.keptOriginals().length).toBe(3); // with the campaign's document
});

test("a scan of several pages, a moving picture and one that is cut off have no smaller one that would stand for the whole", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  const put = (name: string, bytes: Uint8Array) => (writeFileSync(join(folder, name), bytes), join(folder, name));
  const page = {
    width: 900,
    height: 900,
    channels: 3,
    background: "#888888",
    noise: { type: "gaussian", mean: 128, sigma: 60 },
  } as const;
  const pages = await Promise.all([1, 2].map(() => sharp({ create: page }).png().toBuffer()));
  const joined = () => sharp(pages, { join: { animated: true } });
  const whole = await sharp(pages[0]).jpeg({ quality: 95 }).toBuffer();
  const paths = [
    put("签到表.tif", await joined().tiff().toBuffer()),
    put("动图.webp", await joined().webp({ quality: 100 }).toBuffer()),
    put("现场.jpg", whole.subarray(0, Math.floor(whole.length / 2))),
  ];
  const key = await record(town.ws, "咨询日", {}, paths);
  const files = attachmentsShown(town.ws.store.record(key)?.value ?? null);
  const codes = await Promise.all(files.map(({ sha256 }) => codeOf(() => makePhotoSmaller(town.ws, sha256, SIZE, UNWATCHED))));
  expect(codes).toEqual(files.map(() => "rendition-not-possible"));
});

test("it goes to the bin with its original, and not before; a new one takes its place", async () => {
  const { folder, town, key, photo } = await withPhoto();
  const first = await makePhotoSmaller(town.ws, photo.sha256, SIZE, UNWATCHED);
  const second = await makePhotoSmaller(town.ws, photo.sha256, { ...SIZE, longSidePx: 640 }, UNWATCHED);
  expect(town.ws.store.media(first.sha256)).toBeUndefined();
  expect(town.ws.store.idleOriginals()).toEqual([]);
  await hand(folder, town, { small: true });
  expect(town.ws.store.idleOriginals()).toEqual([]);
  deleteRecord(town.ws, key);
  await hand(folder, town);
  const bin = town.ws.store.idleOriginals().map(({ sha256 }) => sha256);
  expect(bin.sort()).toEqual([photo.sha256, second.sha256].sort());
  await emptyBin(town.ws, bin);
  expect(town.ws.store.renditionsOf(photo.sha256)).toEqual([]);
});

test("one that is gone is told with the record of its original; an erasure takes both", async () => {
  const { folder, county, town, photo, key } = await withPhoto();
  const small = await makePhotoSmaller(town.ws, photo.sha256, SIZE, UNWATCHED);
  await take(county.ws, await hand(folder, town, { small: true }));
  await county.ws.media.remove(small.sha256);
  expect((await checkMedia(county.ws, false, UNWATCHED)).troubled).toMatchObject([
    { sha256: small.sha256, trouble: "missing", record: { title: "咨询日" }, file: "IMG_0007-压缩版.jpg" },
  ]);
  await eraseRecord(county.ws, { ...key, unit: TOWN }, "本人要求");
  expect(county.ws.store.media(small.sha256)).toBeUndefined();
  expect(stateOfOriginal(county.ws, photo)).toBe("erased");
});

/** What a bundle brings of files, as the county judges it, if its entries say so. */
async function judged(county: Workspace, town: Workspace, said: readonly Rendition[], sizes: ReadonlyMap<string, number>) {
  const feed = town.store.feeds()[0]?.hash ?? "";
  const lines = said.map((value, seq) => {
    const entry = { kind: "rendition", feed, seq: seq + 1 };
    return { hash: "", text: "", valueText: null, carried: { entry, salt: "", value } } as unknown as CarriedLine;
  });
  const originals = [...sizes].map(([sha256, sizeBytes]) => ({
    sha256,
    sizeBytes,
    part: 1,
    parts: 1,
    volume: 1,
    ext: "jpg",
    fileSha256: sha256,
  }));
  async function* entries(): AsyncGenerator<readonly CarriedLine[]> {
    yield await Promise.resolve(lines);
  }
  const { renditions, wanted } = await gatherNamed(county, { entries, originals });
  for (const sha256 of renditions.keys()) expect(wanted).toContain(sha256);
  return [...renditions.keys()].sort();
}

test("a file is taken for a smaller one only where it fits an original that is lacking", async () => {
  const { folder, county, town, photo } = await withPhoto();
  await take(county.ws, await hand(folder, town, { recordsOnly: true }));
  const hash = (number: number) => number.toString(16).padStart(64, "0");
  const made = (number: number, more: Partial<Rendition> = {}): Rendition => ({
    madeFrom: photo.sha256,
    sha256: hash(number),
    sizeBytes: 500,
    mime: "image/jpeg",
    widthPx: 80,
    heightPx: 60,
    ...more,
  });
  const judge = (said: readonly Rendition[], sizeBytes = 500) =>
    judged(county.ws, town.ws, said, new Map(said.map(({ sha256 }) => [sha256, sizeBytes])));
  expect(await judge([made(1)])).toEqual([hash(1)]);
  expect(await judge([made(1, { madeFrom: hash(99) })])).toEqual([]);
  expect(await judge([made(1, { sizeBytes: photo.sizeBytes })], photo.sizeBytes)).toEqual([]);
  expect(await judge([made(1)], 501)).toEqual([]);
  expect(await judge([made(1, { mime: "video/mp4" })])).toEqual([]);
  expect(await judge([{ ...made(1), widthPx: -1 }])).toEqual([]);
  expect(await judge([{ ...made(1), more: 1 } as Rendition])).toEqual([]);
  expect(await judge(Array.from({ length: 1000 }, (_, index) => made(index + 1)))).toHaveLength(8);
  expect(await judge([made(1), { ...made(2), sha256: photo.sha256 } as Rendition])).toEqual([]);
  const described: Attachment = photo;
  expect(stateOfOriginal(county.ws, described)).toBe("pending");
});
