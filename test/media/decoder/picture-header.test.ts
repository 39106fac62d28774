// The part of a picture's file that is its header: read where it lies, and as good to the decoder as the whole file.
import { randomBytes } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { startProcessLane } from "../../../src-main/media/decode/decode-lane.ts";
import { headerPart } from "../../../src-main/media/decoder/header/picture-header.ts";
import type { ForeignFile } from "../../../src-main/media/type/foreign-file.ts";
import { typeOfMime } from "../../../src-main/media/type/types.ts";
import { ownDecoder } from "../../../src-main/compose/workspace/decoder.ts";
import { drawHeic } from "../drawn-heic.ts";
import { madeFolder } from "../made-files.ts";
import { openReader } from "../open-reader.ts";

const folder = madeFolder();
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MOST_HEADER_BYTES = 4 * 1024 * 1024;
const SEGMENT_BYTES = 65_535;

/** A file in memory, and how much of it was asked for. */
function watched(bytes: Buffer): Readonly<{ file: ForeignFile; askedBytes(): number }> {
  const state = { askedBytes: 0 };
  const read: ForeignFile["read"] = (at, length) => {
    const piece = bytes.subarray(at, at + length);
    state.askedBytes += piece.byteLength;
    return Promise.resolve(piece);
  };
  return { file: { sizeBytes: bytes.byteLength, read }, askedBytes: () => state.askedBytes };
}

function typeOf(mime: string): NonNullable<ReturnType<typeof typeOfMime>> {
  const type = typeOfMime(mime);
  if (type === undefined) throw new Error(`no type ${mime}`);
  return type;
}

/** A segment of a JPEG as long as one can be. */
function segment(marker: number, start: string): Buffer {
  const body = Buffer.concat([Buffer.from(start, "latin1"), randomBytes(SEGMENT_BYTES - 2 - start.length)]);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(SEGMENT_BYTES, 2);
  return Buffer.concat([head, body]);
}

const SIZE = { widthPx: 800, heightPx: 600 };
const SHOT = { IFD0: { Make: "Anbao" }, IFD2: { DateTimeOriginal: "2021:06:16 09:30:00" } };

function drawJpeg(progressive = false): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 40 } as const;
  const { widthPx: width, heightPx: height } = SIZE;
  return sharp({ create: { width, height, channels: 3, background: "#888", noise } })
    .withExif(SHOT)
    .jpeg({ quality: 95, progressive })
    .toBuffer();
}

function deepJpeg(photo: Buffer, segments = 40): Buffer {
  const others = Array.from({ length: segments }, (_, index) =>
    index % 2 === 0 ? segment(0xe1, "http://ns.adobe.com/xmp/extension/\0") : segment(0xfe, ""),
  );
  const fill = Buffer.alloc(7, 0xff);
  return Buffer.concat([photo.subarray(0, 2), ...others, fill, photo.subarray(2)]);
}

async function drawnHeic(photo: Buffer): Promise<Buffer> {
  const rawPng = await sharp(photo).png().toBuffer();
  return Buffer.from(await drawHeic({ folder, rawPng, exifOf: photo, quarterTurns: 1, ...SIZE }));
}

const photo = await drawJpeg();
const SAMPLES = {
  "a JPEG": { mime: "image/jpeg", mostBytes: 8192, make: () => Promise.resolve(photo) },
  "a progressive JPEG": { mime: "image/jpeg", mostBytes: 8192, make: () => drawJpeg(true) },
  "a JPEG whose header lies behind 2.6 MB": {
    mime: "image/jpeg",
    mostBytes: 256 * 1024,
    make: () => Promise.resolve(deepJpeg(photo)),
  },
  "a HEIC whose EXIF lies at its end": { mime: "image/heic", mostBytes: 32 * 1024, make: () => drawnHeic(photo) },
  "an AVIF": {
    mime: "image/avif",
    mostBytes: 32 * 1024,
    make: () => sharp(photo).keepExif().avif({ lossless: true, effort: 0 }).toBuffer(),
  },
} as const;
type Sample = keyof typeof SAMPLES;

const made = {} as Record<Sample, Buffer>;
beforeAll(async () => {
  for (const [name, { make }] of Object.entries(SAMPLES)) made[name as Sample] = await make();
});

describe("what it says", () => {
  test.each(Object.entries(SAMPLES))("%s", async (name, { mime, mostBytes }) => {
    const bytes = made[name as Sample];
    const { file, askedBytes } = watched(bytes);
    const part = await headerPart(file, typeOf(mime));
    const whole = await sharp(bytes).metadata();
    expect(bytes.byteLength).toBeGreaterThan(300_000);
    expect(whole.exif?.toString("latin1")).toContain("2021:06:16 09:30:00");
    const seen = await sharp(part).metadata();
    for (const key of ["width", "height", "orientation", "exif", "format"] as const) expect(seen[key]).toEqual(whole[key]);
    expect(askedBytes()).toBeLessThan(mostBytes);
  });
});

test("a worker that asked for more than it came to use looks into the next file all the same", async () => {
  const reader = openReader(startProcessLane(ownDecoder()), { lanes: 1 });
  onTestFinished(() => reader.close());
  const looks = Array.from({ length: 12 }, async (_, index) => {
    const width = 100 + index;
    const small = await sharp(photo).keepExif().resize(width).jpeg().toBuffer();
    const deep = index % 2 === 0;
    const path = join(folder, `${index}.jpg`);
    // Two long segments promise sixteen more, of which the file has room for all and holds none.
    writeFileSync(path, deep ? Buffer.concat([deepJpeg(small, 2), Buffer.alloc(2_000_000)]) : small);
    return [width, (await reader.inspect(path, `${index}.jpg`)).widthPx];
  });
  for (const [width, seen] of await Promise.all(looks)) expect(seen).toBe(width);
});

describe("what cannot be made out", () => {
  test("is left to the whole file: small ones, other types, headers longer than any", async () => {
    const small = watched(await sharp(photo).resize(64).jpeg().toBuffer());
    expect(await headerPart(small.file, typeOf("image/jpeg"))).toBeUndefined();
    const { file } = watched(Buffer.alloc(400_000));
    for (const mime of ["image/gif", "image/tiff", "image/webp", "image/jpeg", "image/heic"])
      expect(await headerPart(file, typeOf(mime))).toBeUndefined();
    const tables = Buffer.concat([Buffer.from([0xff, 0xd8]), ...Array.from({ length: 80 }, () => segment(0xdb, ""))]);
    expect(await headerPart(watched(tables).file, typeOf("image/jpeg"))).toBeUndefined();
  });

  test("torn, changed or made up: it ends, and reads no more than a header may have", async () => {
    const changes = fc.array(fc.record({ at: fc.nat(2000), value: fc.nat(255) }), { minLength: 1, maxLength: 6 });
    const lost = fc.integer({ min: 0, max: 100_000 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...(Object.keys(SAMPLES) as Sample[])),
        changes,
        lost,
        async (name, changed, lostBytes) => {
          const torn = Buffer.from(made[name].subarray(0, made[name].byteLength - lostBytes));
          for (const { at, value } of changed) torn[at] = value;
          const { file, askedBytes } = watched(torn);
          const part = await headerPart(file, typeOf(SAMPLES[name].mime));
          expect(part === undefined || part.byteLength <= torn.byteLength).toBe(true);
          expect(askedBytes()).toBeLessThanOrEqual(MOST_HEADER_BYTES);
        },
      ),
      { numRuns: 200 },
    );
  });

  test("items in more pieces than any picture has are not counted to their end", async () => {
    const bytes = Buffer.from(made["a HEIC whose EXIF lies at its end"]);
    const iloc = bytes.indexOf("iloc", 0, "latin1");
    bytes.writeUInt16BE(0x0400, iloc + 8); // places of no width: each piece costs nothing
    bytes.writeUInt16BE(0xffff, iloc + 10);
    const { file, askedBytes } = watched(bytes);
    expect(await headerPart(file, typeOf("image/heic"))).toBeUndefined();
    expect(askedBytes()).toBeLessThan(MOST_HEADER_BYTES);
  });
});
