// Large HEIC photos: the small picture in the file at once, the large one from its tiles, upright, without ever lying in memory whole.
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import { drawHeic } from "../../../../src-main/media/decoder/look/heic.ts";
import { drawGridHeic } from "../../drawn-heic-grid.ts";
import { madeFolder } from "../../made-files.ts";
import { openReader } from "../../open-reader.ts";

const folder = madeFolder();
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

test.each([0, 1, 2, 3])("tiles turned by %i quarters are drawn as the whole is", async (quarterTurns) => {
  const file = await drawGridHeic({ folder, columns: 3, rows: 2, quarterTurns });
  const [whole, inTiles] = await Promise.all([5000, 300].map((edgePx) => drawHeic(file, { edgePx, small: "no" })));
  expect([whole?.width, whole?.height]).toEqual(quarterTurns % 2 === 0 ? [1536, 1024] : [1024, 1536]);
  expect([inTiles?.width, inTiles?.height]).toEqual([(whole?.width ?? 0) / 4, (whole?.height ?? 0) / 4]);
  const { width = 0, height = 0, data } = whole ?? {};
  const theirs = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize(width / 4, height / 4, { kernel: "nearest" })
    .raw()
    .toBuffer();
  const apart = theirs.reduce((sum, value, at) => sum + Math.abs(value - (inTiles?.data[at] ?? 999)), 0);
  expect(apart / theirs.length).toBeLessThan(2);
  expect(theirs.some((value) => value > 180) && theirs.some((value) => value < 100)).toBe(true);
});

test("48 megapixels are shown within 2 s by the small picture in the file, and drawn whole within the limits of a worker", async () => {
  const path = join(folder, "48.heic");
  writeFileSync(path, await drawGridHeic({ folder, columns: 16, rows: 12, thumbPx: 416 }));
  const facts = await reader.inspect(path, "48.heic");
  expect(facts).toMatchObject({ widthPx: 8192, heightPx: 6144 });
  const startMs = performance.now();
  const small = await reader.preview(path, facts, 640, "quick");
  expect(performance.now() - startMs).toBeLessThan(2000);
  expect(await sharp(small).metadata()).toMatchObject({ width: 416, height: 312 });
  expect(await sharp(await reader.preview(path, facts, 640)).metadata()).toMatchObject({ width: 640, height: 480 });
});

test("one without a small picture, or with a tiny one, gives none at once", async () => {
  for (const wish of [{}, { thumbPx: 160 }]) {
    const file = await drawGridHeic({ folder, columns: 4, rows: 4, ...wish });
    expect(await drawHeic(file, { edgePx: 640, small: "must" })).toBeUndefined();
    expect((await drawHeic(file, { edgePx: 640, small: "may" }))?.width).toBe(1024);
  }
});
