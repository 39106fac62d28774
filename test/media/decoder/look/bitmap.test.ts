// Bitmaps of every kind are drawn as ffmpeg draws them; one that ends early as far as it goes.
import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { drawBitmap, readBitmap } from "../../../../src-main/media/decoder/look/bitmap.ts";
import { madeFolder, run } from "../../made-files.ts";

const folder = madeFolder();
const path = join(folder, "p.bmp");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const drawn = (bytes: Uint8Array): Buffer => Buffer.from(drawBitmap(readBitmap(bytes), bytes).rgb);
function drawnByFfmpeg(bytes: Uint8Array): Buffer {
  writeFileSync(path, bytes);
  return execFileSync("ffmpeg", ["-v", "error", "-i", path, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]);
}
const mostApart = (a: Buffer, b: Buffer): number =>
  a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 999))), 0);

const [WIDTH, HEIGHT] = [11, 5];
const PALETTE = Buffer.from(Array.from({ length: 64 }, (_, index) => (index % 4 === 3 ? 0 : (index * 37) % 256)));

type Kind = Readonly<{ bits: number; packing?: number; headBytes?: number; height?: number; extra?: Buffer; pixels: Buffer }>;

function bitmap({ bits, packing = 0, headBytes = 40, height = HEIGHT, extra = Buffer.alloc(0), pixels }: Kind): Buffer {
  const head = Buffer.alloc(14 + headBytes);
  head.write("BM");
  head.writeUInt32LE(head.length + extra.length, 10);
  head.writeUInt32LE(headBytes, 14);
  if (headBytes === 12) [WIDTH, height, 1, bits].forEach((value, index) => head.writeUInt16LE(value, 18 + 2 * index));
  else {
    head.writeInt32LE(WIDTH, 18);
    head.writeInt32LE(height, 22);
    head.writeUInt16LE(1, 26);
    head.writeUInt16LE(bits, 28);
    if (headBytes >= 40) head.writeUInt32LE(packing, 30);
  }
  const file = Buffer.concat([head, extra, pixels]);
  file.writeUInt32LE(file.length, 2);
  return file;
}
const rows = (bits: number): Buffer =>
  Buffer.from(Array.from({ length: Math.ceil((WIDTH * bits) / 32) * 4 * HEIGHT }, (_, index) => (index * 73 + 11) % 256));
const paletteOf = (colours: number, bytes = 4): Buffer =>
  Buffer.from(
    Array.from({ length: colours * bytes }, (_, index) => (bytes === 4 && index % 4 === 3 ? 0 : (index * 41 + 7) % 256)),
  );
const masksOf = (...masks: readonly number[]): Buffer =>
  Buffer.concat(masks.map((mask) => Buffer.from(new Uint32Array([mask]).buffer)));

const RUNS_8 = Buffer.from([11, 3, 0, 0, 0, 5, 1, 2, 3, 4, 5, 0, 6, 9, 0, 0, 0, 2, 4, 1, 3, 7, 0, 0, 11, 1, 0, 1]);
const RUNS_4 = Buffer.from([
  11, 0x3a, 0, 0, 0, 5, 0x12, 0x34, 0x50, 0, 6, 0x9c, 0, 0, 11, 0x71, 0, 0, 11, 0x22, 0, 0, 11, 0x45, 0, 1,
]);

describe("as ffmpeg draws it", () => {
  const kinds: Readonly<Record<string, Kind>> = {
    "1 bit": { bits: 1, extra: paletteOf(2), pixels: rows(1) },
    "4 bits": { bits: 4, extra: paletteOf(16), pixels: rows(4) },
    "8 bits": { bits: 8, extra: paletteOf(256), pixels: rows(8) },
    "16 bits": { bits: 16, pixels: rows(16) },
    "16 bits by masks": { bits: 16, packing: 3, extra: masksOf(0xf800, 0x07e0, 0x001f), pixels: rows(16) },
    "24 bits": { bits: 24, pixels: rows(24) },
    "24 bits, top-down": { bits: 24, height: -HEIGHT, pixels: rows(24) },
    "8 bits, OS/2": { bits: 8, headBytes: 12, extra: paletteOf(256, 3), pixels: rows(8) },
    "24 bits, OS/2": { bits: 24, headBytes: 12, pixels: rows(24) },
    "8 bits in runs": { bits: 8, packing: 1, extra: paletteOf(256), pixels: RUNS_8 },
    "4 bits in runs": { bits: 4, packing: 2, extra: paletteOf(16), pixels: RUNS_4 },
  };
  test.each(Object.entries(kinds))("%s", (_, kind) => {
    const bytes = bitmap(kind);
    expect(readBitmap(bytes)).toMatchObject({ widthPx: WIDTH, heightPx: HEIGHT, isKnown: true });
    // Five bits of a colour become eight in one of two ways.
    expect(mostApart(drawn(bytes), drawnByFfmpeg(bytes))).toBeLessThanOrEqual(kind.bits === 16 ? 8 : 0);
  });

  test.each(["bgra", "bgr24", "rgb565le", "rgb555le", "gray", "pal8", "monob"])("of ffmpeg itself: %s", (format) => {
    const file = join(folder, "f.bmp");
    run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc=s=33x17", "-frames:v", "1", "-pix_fmt", format, file);
    const bytes = readFileSync(file);
    expect(mostApart(drawn(bytes), drawnByFfmpeg(bytes))).toBeLessThanOrEqual(8);
  });
});

test("32 bits are drawn without what lies beside the colours", () => {
  const bytes = bitmap({ bits: 32, pixels: Buffer.from(Array.from({ length: WIDTH * HEIGHT }, () => [1, 2, 3, 0]).flat()) });
  expect([...drawn(bytes).subarray(0, 6)]).toEqual([3, 2, 1, 3, 2, 1]);
});

test("one that ends early is drawn as far as it goes: from below", () => {
  const whole = bitmap({ bits: 24, pixels: rows(24) });
  const cut = whole.subarray(0, 54 + 36 * 2 + 5);
  const { rgb, rowsRead } = drawBitmap(readBitmap(cut), cut);
  expect(rowsRead).toBe(2);
  expect(Buffer.from(rgb.subarray(3 * WIDTH * 3))).toEqual(drawn(whole).subarray(3 * WIDTH * 3));
  expect(rgb.subarray(0, 3 * WIDTH * 3).every((value) => value === 128)).toBe(true);
  const runs = bitmap({ bits: 8, packing: 1, extra: paletteOf(256), pixels: RUNS_8.subarray(0, 14) });
  expect(drawBitmap(readBitmap(runs), runs).rowsRead).toBe(1);
});

test("kinds that nobody draws are told as such, and so is one larger than can be drawn", () => {
  expect(readBitmap(bitmap({ bits: 0, packing: 4, pixels: rows(24), extra: PALETTE })).isKnown).toBe(false);
  const huge = bitmap({ bits: 1, extra: paletteOf(2), pixels: rows(1) });
  huge.writeInt32LE(60_000, 18);
  huge.writeInt32LE(60_000, 22);
  expect(readBitmap(huge).isKnown).toBe(false);
});

test("whatever is written in it, it is drawn or has no size", () => {
  const changes = fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 6 });
  const kind = fc.constantFrom<Kind>(
    { bits: 4, packing: 2, extra: paletteOf(16), pixels: RUNS_4 },
    { bits: 8, packing: 1, extra: paletteOf(256), pixels: RUNS_8 },
    { bits: 16, packing: 3, extra: masksOf(0xf800, 0x07e0, 0x001f), pixels: rows(16) },
  );
  fc.assert(
    fc.property(kind, changes, (made, changed) => {
      const bytes = bitmap(made);
      for (const [at, value] of changed) if (at > 14 && (at < 18 || at > 25)) bytes[at] = value;
      const found = readBitmap(bytes);
      if (found.isKnown) expect(drawBitmap(found, bytes).rgb.length).toBe(3 * found.widthPx * found.heightPx);
    }),
  );
});
