// Looks into pictures and draws small ones from them. Native decoders of foreign bytes: runs in the decode worker only.
import sharp, { type Metadata, type Sharp } from "sharp";
import { likenessBytes, likenessOf, TAKEN_EDGE } from "../../../domain/likeness/likeness.ts";
import { Problem } from "../../../domain/problem.ts";
import type { MediaFacts, SmallerSize } from "../../../usecases/ports/media.ts";
import { BITMAP_HEAD_BYTES, drawBitmap, readBitmap, rowsInFile, type Bitmap } from "./bitmap.ts";
import { rowsThere } from "./cut-off.ts";
import { drawHeic, type HeicRequest } from "./heic.ts";
import { readExif } from "../shot/exif-facts.ts";
import { exifOf } from "../shot/exif-of.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import { headerPart } from "../header/picture-header.ts";
import { MOST_BYTES, MOST_BYTES_WHOLE, MOST_PIXELS, MOST_PIXELS_WHOLE } from "../../decode/picture-limits.ts";
import { typeOfMime, type MediaType } from "../../type/types.ts";

const JPEG_QUALITY = 80;

/** Shuts every decoder but those of the types that may be attached. */
export function allowListedDecodersOnly(): void {
  const listed = ["Jpeg", "Png", "Webp", "Heif", "Tiff", "Nsgif"].map((format) => `VipsForeignLoad${format}`);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: listed });
  sharp.cache(false);
}

/** Lets this worker read drawings of our own while it draws one; a worker does one job at a time. */
export async function withOwnDrawings<T>(draw: () => Promise<T>): Promise<T> {
  const operation = ["VipsForeignLoadSvg"];
  sharp.unblock({ operation });
  try {
    return await draw();
  } finally {
    sharp.block({ operation });
  }
}

/** Size, time and place of a picture. @throws {Problem} `media-damaged`, `media-too-large` */
export async function inspectPicture(file: ForeignFile, name: string, type: MediaType): Promise<MediaFacts> {
  const kind = { mime: type.mime, ext: type.ext, class: type.class };
  if (type.ext === "bmp") return { ...kind, ...(await bitmapFacts(file, name)) };
  const header = await readHeader(file, name, type);
  if (header === undefined) return kind;
  const { seen, bytes } = header;
  refuseOver(MOST_PIXELS, seen.width * seen.height, name);
  const { width: widthPx, height: heightPx } = seen.autoOrient;
  // A TIFF is an EXIF block itself; in the other types it lies apart and comes with the header.
  const exif = type.ext === "tiff" && bytes.byteLength <= MOST_BYTES_WHOLE ? bytes : seen.exif;
  const rows = await seeing(name, () => rowsThere(file, type, seen));
  // Of a picture that is shown turned, the same share of its height.
  const cutOff = rows === undefined ? {} : { rowsRead: Math.floor((rows * heightPx) / seen.height) };
  return { ...kind, widthPx, heightPx, ...cutOff, ...readExif(exif ?? new Uint8Array(0)) };
}

async function bitmapFacts(file: ForeignFile, name: string): Promise<Pick<MediaFacts, "widthPx" | "heightPx" | "rowsRead">> {
  const bitmap = await seeing(name, async () => readBitmap(await file.read(0, BITMAP_HEAD_BYTES)));
  const { widthPx, heightPx } = bitmap;
  const rows = await bitmapRows(file, name, bitmap);
  return { widthPx, heightPx, ...(rows < heightPx && { rowsRead: rows }) };
}

async function bitmapRows(file: ForeignFile, name: string, bitmap: Bitmap): Promise<number> {
  if (!bitmap.isKnown) return bitmap.heightPx;
  if (!bitmap.inRuns) return rowsInFile(bitmap, file.sizeBytes);
  return readWhole(file, name, (bytes) => drawBitmap(bitmap, bytes).rowsRead);
}

type Header = Readonly<{ seen: Metadata; bytes: Buffer }>;

/** Of a file too large to be held, whose kind says nothing of where its header lies, nothing is read. */
async function readHeader(file: ForeignFile, name: string, type: MediaType): Promise<Header | undefined> {
  const headerOf = async (bytes: Buffer): Promise<Header> => ({
    seen: await sharp(bytes, { limitInputPixels: false }).metadata(),
    bytes,
  });
  const part = await headerPart(file, type);
  const header = part && (await headerOf(part).catch(() => undefined));
  if (header === undefined && file.sizeBytes > MOST_BYTES) return undefined;
  return header ?? seeing(name, async () => headerOf(await readPicture(file, name)));
}

/** A JPEG of a picture, upright, at most as large as is asked for and without any metadata. @throws {Problem} `media-damaged`, `media-too-large` */
export async function drawPreview(
  file: ForeignFile,
  name: string,
  mime: string,
  request: HeicRequest,
): Promise<Uint8Array | undefined> {
  const type = typeOfMime(mime);
  if (type?.class !== "photo") return undefined;
  const upright = await openUpright(file, name, type, request);
  if (upright === undefined) return undefined;
  const { edgePx } = request;
  return seeing(name, () =>
    upright
      .resize({ width: edgePx, height: edgePx, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality: JPEG_QUALITY })
      .toBuffer(),
  );
}

/**
 * A photo with fewer pixels, upright, as a JPEG with what its camera wrote. Of kinds whose pixels come without that, time, place and camera
 * are written into it anew.
 *
 * @throws {Problem} `media-damaged`, `media-too-large`
 */
export async function drawSmaller(
  file: ForeignFile,
  name: string,
  mime: string,
  { edgePx, qualityPercent: quality }: SmallerSize,
): Promise<Uint8Array | undefined> {
  const type = typeOfMime(mime);
  if (type?.class !== "photo") return undefined;
  const upright = await openUpright(file, name, type, { edgePx, small: "no" });
  if (upright === undefined) return undefined;
  // One page of several, or one picture of a moving one, would stand for the whole.
  if (((await seeing(name, () => upright.metadata())).pages ?? 1) > 1) return undefined;
  const exif = APART.has(type.ext) ? exifOf(await inspectPicture(file, name, type)) : undefined;
  return seeing(name, () =>
    (exif === undefined ? upright.keepExif() : upright.withExif(exif))
      .resize({ width: edgePx, height: edgePx, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "#ffffff" })
      .toColourspace("srgb")
      .jpeg({ quality, mozjpeg: true })
      .toBuffer(),
  );
}

/** Types whose EXIF does not come with their pixels. */
const APART: ReadonlySet<string> = new Set(["heic", "tiff"]);

/** What a picture's copies are known by, as bytes; undefined where the type has no picture. @throws {Problem} `media-damaged`, `media-too-large` */
export async function takeLikeness(file: ForeignFile, name: string, mime: string): Promise<Uint8Array | undefined> {
  const type = typeOfMime(mime);
  if (type?.class !== "photo") return undefined;
  const upright = await openUpright(file, name, type, { edgePx: TAKEN_EDGE, small: "may" });
  if (upright === undefined) return undefined;
  const grey = upright
    .flatten({ background: "#ffffff" })
    .greyscale()
    .resize({ width: TAKEN_EDGE, height: TAKEN_EDGE, fit: "inside", withoutEnlargement: true })
    .raw();
  const { data, info } = await seeing(name, () => grey.toBuffer({ resolveWithObject: true }));
  return likenessBytes(likenessOf({ width: info.width, height: info.height, values: data }));
}

/** What is broken is drawn as far as it goes; what belongs to no known kind has no picture. */
async function openUpright(file: ForeignFile, name: string, type: MediaType, request: HeicRequest): Promise<Sharp | undefined> {
  if (type.ext === "heic") return openHeic(file, name, request);
  if (request.small === "must") return undefined;
  if (type.ext === "bmp") return openBitmap(file, name);
  const bytes = await readPicture(file, name);
  return sharp(bytes, { limitInputPixels: MOST_PIXELS, failOn: "none", sequentialRead: true }).autoOrient();
}

// The decoder turns the picture as the file says; the EXIF orientation repeats it and does not count.
async function openHeic(file: ForeignFile, name: string, request: HeicRequest): Promise<Sharp | undefined> {
  return readWhole(file, name, async (bytes) => {
    const seen = await sharp(bytes, { limitInputPixels: false }).metadata();
    refuseOver(MOST_PIXELS_WHOLE, seen.width * seen.height, name);
    const drawn = await drawHeic(bytes, request);
    return drawn && sharp(drawn.data, { raw: { width: drawn.width, height: drawn.height, channels: 3 } });
  });
}

async function openBitmap(file: ForeignFile, name: string): Promise<Sharp | undefined> {
  return readWhole(file, name, (bytes) => {
    const bitmap = readBitmap(bytes);
    const { widthPx: width, heightPx: height } = bitmap;
    return bitmap.isKnown ? sharp(drawBitmap(bitmap, bytes).rgb, { raw: { width, height, channels: 3 } }) : undefined;
  });
}

async function readWhole<T>(file: ForeignFile, name: string, read: (bytes: Buffer) => T | Promise<T>): Promise<T> {
  if (file.sizeBytes > MOST_BYTES_WHOLE) throw tooLarge(name, MOST_PIXELS_WHOLE);
  return seeing(name, async () => read(await file.read(0, file.sizeBytes)));
}

async function readPicture(file: ForeignFile, name: string): Promise<Buffer> {
  if (file.sizeBytes > MOST_BYTES) throw tooLarge(name, MOST_PIXELS);
  return file.read(0, file.sizeBytes);
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
