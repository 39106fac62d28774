// What is read of a picture's EXIF block, written by exiftool as cameras write it: the first good date, zone, place, camera, program.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readExif, type ShotFacts } from "../../../../src-main/media/decoder/shot/exif-facts.ts";
import { cameraName, cleanWords } from "../../../../src-main/media/decoder/shot/clean-words.ts";
import { madeFolder, run } from "../../made-files.ts";

const folder = madeFolder();
const path = join(folder, "p.jpg");
let plain: Buffer;
beforeAll(async () => {
  plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#888" } })
    .jpeg()
    .toBuffer();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function written(...tags: readonly string[]): Promise<ShotFacts> {
  writeFileSync(path, plain);
  run("exiftool", "-q", "-n", "-overwrite_original", ...tags.map((tag) => `-${tag}`), path);
  return readExif((await sharp(path).metadata()).exif ?? new Uint8Array(0));
}

const [ORIGINAL, DIGITIZED, CHANGED] = ["ExifIFD:DateTimeOriginal", "ExifIFD:CreateDate", "IFD0:ModifyDate"];

describe("the first good date field", () => {
  test.each([
    ["0000:00:00 00:00:00", "zero"],
    ["    :  :     :  :  ", "blank"],
    ["2021:13:40 09:30:15", "impossible"],
  ])("behind %j (%s)", async (bad) => {
    expect(await written(`${ORIGINAL}=${bad}`, `${DIGITIZED}=2021:06:01 09:30:15`)).toMatchObject({
      takenAt: "2021-06-01T09:30:15",
    });
    expect(
      await written(`${ORIGINAL}=${bad}`, `${DIGITIZED}=${bad}`, `${CHANGED}=2021:06:01 09:30:16`, "ExifIFD:OffsetTime=+08:00"),
    ).toMatchObject({ takenAt: "2021-06-01T09:30:16", takenOffsetMin: 480 });
  });

  test("each time has its own zone, and none is borrowed", async () => {
    const zones = ["ExifIFD:OffsetTime=+01:00", "ExifIFD:OffsetTimeOriginal=-05:30"];
    expect(await written(`${ORIGINAL}=2021:06:01 09:30:15`, ...zones)).toMatchObject({ takenOffsetMin: -330 });
    expect(await written(`${DIGITIZED}=2021:06:01 09:30:15`, ...zones)).not.toHaveProperty("takenOffsetMin");
  });

  test("at last the satellites' clock, as the county's clocks showed it", async () => {
    const clock = ["GPS:GPSDateStamp=2021:06:01", "GPS:GPSTimeStamp=02:30:15"];
    expect(await written(`${ORIGINAL}=0000:00:00 00:00:00`, ...clock)).toEqual({ takenAt: "2021-06-01T10:30:15" });
    expect(await written("GPS:GPSTimeStamp=02:30:15")).toEqual({});
  });
});

test("camera, program and orientation", async () => {
  const tags = ["IFD0:Make=HUAWEI", "IFD0:Model=HUAWEI P40", "IFD0:Software=Adobe  Photoshop", "IFD0:Orientation=6"];
  expect(await written(...tags)).toEqual({ camera: "HUAWEI P40", software: "Adobe Photoshop", orientation: 6 });
  expect(await written("IFD0:Make=Apple", "IFD0:Model=iPhone 13")).toEqual({ camera: "Apple iPhone 13" });
});

test("a place that no camera was at is no place", async () => {
  const at = (lat: string, lon: string) =>
    written(`GPS:GPSLatitude=${lat}`, "GPS:GPSLatitudeRef=N", `GPS:GPSLongitude=${lon}`, "GPS:GPSLongitudeRef=E");
  expect(await at("39.3781", "99.8168")).toEqual({ gpsE6: { lat: 39_378_100, lon: 99_816_800 } });
  expect(await at("0", "0")).toEqual({});
});

describe("words of a foreign file", () => {
  test.each([
    ["  HUAWEI\0\0", "HUAWEI"],
    ["a\u202Egpj.exe\nb", "a gpj.exe b"],
    ["\0\0 ", undefined],
    [undefined, undefined],
    ["x".repeat(5000), "x".repeat(120)],
    ["\ud800a", "\ufffda"],
  ])("%j", (text, clean) => {
    expect(cleanWords(text, 120)).toBe(clean);
  });

  test("a camera of many words is cut", () => {
    expect(cameraName("m".repeat(100), "n".repeat(100)).camera).toHaveLength(120);
    expect(cameraName(undefined, "")).toEqual({});
  });
});
