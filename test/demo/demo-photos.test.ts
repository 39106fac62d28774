// The demo's pictures: the same every time, different from each other, and like what a phone makes.
import { join } from "node:path";
import sharp from "sharp";
import { expect, test } from "vitest";
import { toRationals } from "../../src-main/demo/pictures/demo-photos.ts";
import { drawDemoPhoto } from "../support/made/demo-photo.ts";
import { setWords } from "../../src-main/demo/pictures/demo-lettering.ts";
import { openReader } from "../media/open-reader.ts";
import { probe } from "../media/made-files.ts";

const request = { takenAt: "2021-06-16T09:30:00", lat: 39.3781, lon: 99.8168, widthPx: 480 };

test("one seed, one picture; other seeds, other pictures", async () => {
  const photos = await Promise.all([0, 1, 2, 3, 4, 5, 0].map((seed) => drawDemoPhoto({ ...request, seed })));
  const asText = photos.map((photo) => Buffer.from(photo).toString("base64"));
  expect(asText[6]).toBe(asText[0]);
  expect(new Set(asText).size).toBe(6);
  for (const photo of photos) expect(await sharp(photo).metadata()).toMatchObject({ format: "jpeg", width: 480, height: 360 });
});

test("a demo photo has the contrast of a picture, not the flatness of a drawing board", async () => {
  const { channels } = await sharp(await drawDemoPhoto({ ...request, seed: 1 })).stats();
  for (const channel of channels) expect(channel.stdev).toBeGreaterThan(30);
});

test("every character of the banners has its outline", () => {
  const words = "落实安全责任推动安全发展安全生产月宣传咨询日高台县安全生产月启动仪式警示教育知识展板消防安全应急演练";
  const svg = setWords(words, { midX: 0, topY: 0, size: 10, fill: "#000" });
  expect(svg.match(/<path/g)).toHaveLength(words.length);
});

test.each([
  [0, "0/1 0/1 0/10000"],
  [39.3781, "39/1 22/1 411600/10000"],
  [59.99999999, "60/1 0/1 0/10000"],
])("%d degrees are written as %s", (degrees, written) => {
  expect(toRationals(degrees)).toBe(written);
});

test("the clip of the demo is a film with sound that our reader and ffprobe read alike", async () => {
  const path = join(import.meta.dirname, "../../resources/demo/clip.mp4");
  const reader = openReader();
  const facts = await reader.inspect(path, "clip.mp4").finally(() => reader.close());
  expect(facts).toEqual({ mime: "video/mp4", ext: "mp4", class: "video", takenAt: "2021-06-16T10:05:00", ...probe(path) });
});
