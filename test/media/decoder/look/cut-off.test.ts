// Pictures whose file ends early are drawn as far as they go, and how far is a fact; whole ones are never called cut off.
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, expect, test } from "vitest";
import type { MediaFacts } from "../../../../src-main/usecases/ports/media.ts";
import { madeFolder } from "../../made-files.ts";
import { openReader } from "../../open-reader.ts";

const folder = madeFolder();
const reader = openReader();
afterAll(() => {
  reader.close();
  rmSync(folder, { recursive: true, force: true });
});

const [WIDTH, HEIGHT] = [320, 240];
const noise = sharp({
  create: { width: WIDTH, height: HEIGHT, channels: 3, background: "#888", noise: { type: "gaussian", mean: 128, sigma: 60 } },
});
const jpeg = await noise.clone().jpeg({ quality: 90 }).toBuffer();
const png = await noise.clone().png({ compressionLevel: 1 }).toBuffer();

const put = (name: string, bytes: Uint8Array): string => (writeFileSync(join(folder, name), bytes), join(folder, name));
const inspect = (name: string, bytes: Uint8Array): Promise<MediaFacts> => reader.inspect(put(name, bytes), name);

test.each([
  ["jpg", jpeg, 0.25],
  ["jpg", jpeg, 0.5],
  ["jpg", jpeg, 0.9],
  ["png", png, 0.3],
  ["png", png, 0.8],
])("a %s of which a part is there (%#)", async (ext, whole, part) => {
  const cut = whole.subarray(0, Math.floor(whole.length * part));
  const facts = await inspect(`cut.${ext}`, cut);
  expect(facts).toMatchObject({ ext, widthPx: WIDTH, heightPx: HEIGHT });
  expect(Math.abs((facts.rowsRead ?? 0) - HEIGHT * part)).toBeLessThan(24);
  const drawn = await sharp(await reader.preview(put(`cut.${ext}`, cut), facts, WIDTH))
    .greyscale()
    .raw()
    .toBuffer();
  const theirs = await sharp(whole).greyscale().raw().toBuffer();
  const rows = (facts.rowsRead ?? 0) - 16;
  const apart = drawn.subarray(0, rows * WIDTH).reduce((sum, value, at) => sum + Math.abs(value - (theirs[at] ?? 0)), 0);
  expect(apart / (rows * WIDTH)).toBeLessThan(12);
  const below = drawn.subarray((rows + 40) * WIDTH);
  expect(Math.max(...below) - Math.min(...below)).toBeLessThan(4);
});

test("where only the mark at the end lacks, all rows are there", async () => {
  const facts = await inspect("mark.jpg", jpeg.subarray(0, -2));
  // Whether the decoder misses the mark depends on the last bits of the noise.
  expect(facts.rowsRead ?? HEIGHT).toBeGreaterThan(HEIGHT - 17);
  expect(await reader.preview(join(folder, "mark.jpg"), facts, 64)).toBeDefined();
});

test("of a picture that is shown turned the rows are the same share of its height", async () => {
  const turned = await sharp(jpeg).withMetadata({ orientation: 6 }).jpeg({ quality: 90 }).toBuffer();
  const facts = await inspect("turned.jpg", turned.subarray(0, turned.length / 2));
  expect(facts).toMatchObject({ widthPx: HEIGHT, heightPx: WIDTH, orientation: 6 });
  expect(Math.abs((facts.rowsRead ?? 0) - WIDTH / 2)).toBeLessThan(32);
});

test("a card that gave zeros for the rest is cut off as well", async () => {
  const lost = Buffer.from(jpeg);
  lost.fill(0, Math.floor(jpeg.length / 2));
  expect((await inspect("zeros.jpg", lost)).rowsRead ?? HEIGHT).toBeLessThan(HEIGHT);
});

test("whole pictures are whole, whatever a telephone writes behind them", async () => {
  for (const [name, bytes] of [
    ["a.jpg", jpeg],
    ["b.jpg", Buffer.concat([jpeg, Buffer.alloc(40)])],
    ["c.jpg", Buffer.concat([jpeg, randomBytes(200_000).map((byte) => (byte === 0xd9 ? 0 : byte))])],
    ["d.jpg", await sharp(jpeg).jpeg({ progressive: true }).toBuffer()],
    ["e.png", png],
    ["f.png", Buffer.concat([png, Buffer.alloc(100_000)])],
    [
      "g.jpg",
      await sharp({ create: { width: 64, height: 64, channels: 3, background: "#808080" } })
        .jpeg()
        .toBuffer(),
    ],
  ] as const)
    expect([name, (await inspect(name, bytes)).rowsRead]).toEqual([name, undefined]);
});
