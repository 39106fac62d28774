// Photos as telephones make them: 12 megapixels, 5 MB, each one different, taken into a township's media store and named by activities.
import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import sharp from "sharp";
import { uuidV7 } from "../../src-main/domain/feed/record-id.ts";
import type { JsonObject } from "../../src-main/domain/json.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import type { PendingFile } from "../../src-main/usecases/ports/files.ts";
import { drawHeic } from "../media/drawn-heic.ts";
import { activityText } from "./made/made-values.ts";

const PHOTO_BYTES = 5_000_000;
const PHOTOS_PER_ACTIVITY = 5;
const MOST_COMMENT_BYTES = 65_533;

/** Records activities with photos of `totalBytes` together. @returns the paths of the originals in the media store. */
export async function recordPhotos(ws: Workspace, totalBytes: number): Promise<readonly string[]> {
  const base = await drawPhoto(WIDTH_PX);
  const paths: string[] = [];
  const count = Math.ceil(totalBytes / PHOTO_BYTES);
  for (let at = 0; at < count; at += PHOTOS_PER_ACTIVITY) {
    const files: PendingFile[] = [];
    for (let index = at; index < Math.min(count, at + PHOTOS_PER_ACTIVITY); index += 1) {
      files.push(await ws.media.intakeStream(Readable.from(oneOfAKind(base)), UNWATCHED));
    }
    await ws.media.commit(files);
    ws.store.addMedia(
      files.map(({ sha256, sizeBytes, crc32 }) => ({ sha256, sizeBytes, crc32, ext: "jpg", mime: "image/jpeg" })),
    );
    appendActivity(ws, at, files);
    paths.push(...files.map(({ sha256 }) => ws.media.pathOf(sha256)));
  }
  return paths;
}

/** Writes photos of one kind, each different, into a folder that is made. @param widthPx of 4 to 3. @returns their paths */
export type WritePhotos = (folder: string, count: number, widthPx: number) => Promise<readonly string[]>;

/** As telephones make them. */
export const WIDTH_PX = 4000;

/**
 * Photos by where their header lies. `photos`: at the start, as telephones write it; `deep photos`: behind 4 MB of other segments, as
 * where a depth picture or a second picture goes before it; `HEIC photos`: as iPhones and others keep them, time and place at the end.
 */
export const PHOTO_KINDS: Readonly<Record<"photos" | "deep photos" | "HEIC photos", WritePhotos>> = {
  photos: async (folder, count, widthPx) => {
    const base = await drawPhoto(widthPx);
    return writeEach(folder, count, "jpg", () => [base, randomBytes(missingBytes(base))]);
  },
  "deep photos": async (folder, count, widthPx) => {
    const base = await drawPhoto(widthPx);
    return writeEach(folder, count, "jpg", () => [...oneOfAKind(base)]);
  },
  "HEIC photos": async (folder, count, widthPx) => {
    const base = await drawHeicPhoto(folder, widthPx);
    return writeEach(folder, count, "heic", () => [base, freeBox(missingBytes(base))]);
  },
};

async function writeEach(folder: string, count: number, ext: string, make: () => readonly Buffer[]): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const paths = Array.from({ length: count }, (_, index) => join(folder, `IMG_${index}.${ext}`));
  for (const path of paths) await writeFile(path, Buffer.concat(make()));
  return paths;
}

function missingBytes(base: Buffer): number {
  return Math.max(PHOTO_BYTES - base.byteLength, 64);
}

function appendActivity(ws: Workspace, index: number, files: readonly PendingFile[]): void {
  const attachments: JsonObject[] = files.map(({ sha256, sizeBytes }) => ({
    sha256,
    sizeBytes,
    name: `IMG_${sha256.slice(0, 6)}.jpg`,
    mime: "image/jpeg",
    class: "photo",
  }));
  const record = uuidV7(ws.world.nowMs(), ws.world.randomHex(16));
  ws.store.append([
    { kind: "activity", record, unit: ws.store.facts().unit, audience: "county", value: activityText(index, attachments) },
  ]);
}

async function drawPhoto(widthPx: number): Promise<Buffer> {
  const noise = { type: "gaussian", mean: 128, sigma: 12 } as const;
  const exif = { IFD2: { DateTimeOriginal: "2021:06:16 09:30:00" } };
  return sharp({ create: { width: widthPx, height: (widthPx * 3) / 4, channels: 3, background: "#888", noise } })
    .withExif(exif)
    .jpeg({ quality: 80 })
    .toBuffer();
}

/** The same as a HEIC whose EXIF block lies behind the picture. */
async function drawHeicPhoto(folder: string, widthPx: number): Promise<Buffer> {
  await mkdir(folder, { recursive: true });
  const photo = await drawPhoto(widthPx);
  const rawPng = await sharp(photo).png({ compressionLevel: 1 }).toBuffer();
  const heic = await drawHeic({ folder, rawPng, exifOf: photo, quarterTurns: 0, widthPx, heightPx: (widthPx * 3) / 4 });
  return Buffer.from(heic);
}

/** A box that every reader passes over, of random bytes. */
function freeBox(sizeBytes: number): Buffer {
  const head = Buffer.from("\0\0\0\0free", "latin1");
  head.writeUInt32BE(sizeBytes);
  return Buffer.concat([head, randomBytes(sizeBytes - head.byteLength)]);
}

/** The photo with comments of random bytes behind its first marker, as long as a photo of that size is. */
function* oneOfAKind(photo: Buffer): Generator<Buffer> {
  yield photo.subarray(0, 2);
  for (let left = missingBytes(photo); left > 0; left -= MOST_COMMENT_BYTES) {
    const bytes = randomBytes(Math.min(Math.max(left, 8), MOST_COMMENT_BYTES));
    const marker = Buffer.from([0xff, 0xfe, 0, 0]);
    marker.writeUInt16BE(bytes.byteLength + 2, 2);
    yield Buffer.concat([marker, bytes]);
  }
  yield photo.subarray(2);
}
