// Looks into pictures and draws small ones from them. Native decoders of foreign bytes: runs in the decode worker only.
import { readFile, stat } from "node:fs/promises";
import decodeHeic from "heic-decode";
import sharp, { type Sharp } from "sharp";
import { Problem } from "../domain/problem.ts";
import type { MediaFacts } from "../usecases/ports.ts";
import { readBitmap } from "./bitmap.ts";
import { readExif } from "./exif-facts.ts";
import { LIKENESS_EDGE, pictureFingerprint } from "./near-duplicate.ts";
import { MOST_BYTES_WHOLE, MOST_PIXELS, MOST_PIXELS_WHOLE } from "./picture-limits.ts";
import { typeOfMime, type MediaType } from "./types.ts";

const JPEG_QUALITY = 80;

/** Shuts every decoder but those of the types that may be attached. */
export function allowListedDecodersOnly(): void {
  const listed = ["Jpeg", "Png", "Webp", "Heif", "Tiff", "Nsgif"].map((format) => `VipsForeignLoad${format}`);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: listed });
  sharp.cache(false);
}

/** Size, time and place of a picture. @throws {Problem} `media-damaged`, `media-too-large` */
export async function inspectPicture(path: string, name: string, type: MediaType): Promise<MediaFacts> {
  const kind = { mime: type.mime, ext: type.ext, class: type.class };
  if (type.ext === "bmp") {
    const { widthPx, heightPx } = await readWhole(path, name, readBitmap);
    return { ...kind, widthPx, heightPx };
  }
  const seen = await seeing(name, () => sharp(path, { limitInputPixels: false }).metadata());
  refuseOver(MOST_PIXELS, seen.width * seen.height, name);
  const { width: widthPx, height: heightPx } = seen.autoOrient;
  return { ...kind, widthPx, heightPx, ...readExif(await exifBlock(path, type, seen.exif)) };
}

// A TIFF is an EXIF block itself; in the other types it lies apart and comes with the header.
async function exifBlock(path: string, type: MediaType, found: Uint8Array | undefined): Promise<Uint8Array> {
  const isSmallTiff = type.ext === "tiff" && (await stat(path)).size <= MOST_BYTES_WHOLE;
  return isSmallTiff ? readFile(path) : (found ?? new Uint8Array(0));
}

/** A JPEG of a picture, upright, at most `edgePx` on its longer side and without any metadata. @throws {Problem} `media-damaged`, `media-too-large` */
export async function drawPreview(path: string, name: string, mime: string, edgePx: number): Promise<Uint8Array | undefined> {
  const type = typeOfMime(mime);
  if (type?.class !== "photo") return undefined;
  const upright = await openUpright(path, name, type);
  return seeing(name, () =>
    upright
      .resize({ width: edgePx, height: edgePx, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer(),
  );
}

/** The fingerprint of a picture for the near-duplicate check; undefined where the type has no picture. @throws {Problem} `media-damaged`, `media-too-large` */
export async function takeFingerprint(path: string, name: string, mime: string): Promise<string | undefined> {
  const type = typeOfMime(mime);
  if (type?.class !== "photo") return undefined;
  const upright = await openUpright(path, name, type);
  const edge = LIKENESS_EDGE;
  const grey = upright.flatten({ background: "#ffffff" }).greyscale().resize(edge, edge, { fit: "fill" }).raw();
  return pictureFingerprint(await seeing(name, () => grey.toBuffer()));
}

async function openUpright(path: string, name: string, type: MediaType): Promise<Sharp> {
  if (type.ext === "heic") return openHeic(path, name);
  if (type.ext === "bmp") return openBitmap(path, name);
  return sharp(path, { limitInputPixels: MOST_PIXELS, failOn: "error", sequentialRead: true }).autoOrient();
}

// The decoder turns the picture as the file says; the EXIF orientation repeats it and does not count.
async function openHeic(path: string, name: string): Promise<Sharp> {
  const seen = await seeing(name, () => sharp(path, { limitInputPixels: false }).metadata());
  refuseOver(MOST_PIXELS_WHOLE, seen.width * seen.height, name);
  const { width, height, data } = await readWhole(path, name, (bytes) => decodeHeic({ buffer: bytes }));
  return sharp(data, { raw: { width, height, channels: 4 } });
}

async function openBitmap(path: string, name: string): Promise<Sharp> {
  const { widthPx: width, heightPx: height, rgb } = await readWhole(path, name, readBitmap);
  return sharp(rgb(), { raw: { width, height, channels: 3 } });
}

async function readWhole<T>(path: string, name: string, read: (bytes: Uint8Array) => T | Promise<T>): Promise<T> {
  const { size } = await stat(path);
  if (size > MOST_BYTES_WHOLE) throw tooLarge(name, MOST_PIXELS_WHOLE);
  return seeing(name, async () => read(await readFile(path)));
}

function refuseOver(most: number, found: number, name: string): void {
  if (found > most) throw tooLarge(name, most);
}

function tooLarge(name: string, mostPixels: number): Error {
  return new Problem("media-too-large", { name, mostMegapixels: Math.floor(mostPixels / 1e6) });
}

// Whatever a decoder says, to the clerk it means that the picture cannot be opened.
async function seeing<T>(name: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (cause) {
    if (cause instanceof Problem) throw cause;
    throw new Problem("media-damaged", { name }, { cause });
  }
}
