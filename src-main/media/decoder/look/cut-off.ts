// How far a picture goes whose file ends early: a card pulled out, a copy that broke off. Nothing is repaired; what is there is counted.
import { Readable } from "node:stream";
import { constants, createInflate } from "node:zlib";
import sharp from "sharp";
import { MOST_BYTES, MOST_PIXELS_WHOLE } from "../../decode/picture-limits.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import type { MediaType } from "../../type/types.ts";

/** How the file of a whole picture ends; cameras and telephones write data of their own behind it. */
const ENDS: Readonly<Record<string, string>> = { jpg: "\xff\xd9", png: "IEND" };
const [LAST_BYTES, TAIL_BYTES] = [16, 64 * 1024];

/** A picture as it is stored, before any turn. */
export type StoredSize = Readonly<{ width: number; height: number }>;

/** The rows that are there of a picture that is cut off; undefined of a whole one, and where nobody can count them. */
export async function rowsThere(file: ForeignFile, type: MediaType, size: StoredSize): Promise<number | undefined> {
  const end = ENDS[type.ext];
  if (end === undefined || size.width * size.height > MOST_PIXELS_WHOLE || file.sizeBytes > MOST_BYTES) return undefined;
  for (const tailBytes of [LAST_BYTES, TAIL_BYTES]) {
    const tail = await file.read(Math.max(0, file.sizeBytes - tailBytes), tailBytes);
    if (tail.includes(end, 0, "latin1")) return undefined;
  }
  const bytes = await file.read(0, file.sizeBytes);
  return type.ext === "png" ? pngRows(bytes, size) : jpegRows(withoutZeros(bytes));
}

/** A faulty card gives zeros for what it lost; no picture ends with them. */
function withoutZeros(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

/** A whole picture may be followed by more than was looked at; of one that is not, the decoder paints what lacks in one even grey. */
async function jpegRows(bytes: Buffer): Promise<number | undefined> {
  const decoded = (failOn: "none" | "truncated") =>
    sharp(bytes, { failOn, limitInputPixels: MOST_PIXELS_WHOLE }).greyscale().raw().toBuffer({ resolveWithObject: true });
  const isWhole = await decoded("truncated").then(
    () => true,
    () => false,
  );
  if (isWhole) return undefined;
  const { data, info } = await decoded("none");
  return rowsAboveGrey(data, info.width);
}

/** Rounding of colours may change the grey by so much. */
const NEARLY = 2;

function rowsAboveGrey(grey: Uint8Array, width: number): number {
  const last = grey.at(-1) ?? 0;
  const at = grey.findLastIndex((value) => Math.abs(value - last) > NEARLY);
  return Math.ceil((at + 1) / width);
}

const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Unpacks the rows as far as they go, and counts their bytes. @see ISO/IEC 15948 §7.2, §11.2.2 */
async function pngRows(bytes: Buffer, { width, height }: StoredSize): Promise<number | undefined> {
  const chunks = [...chunksIn(bytes)];
  if (chunks.some(({ type }) => type === ENDS["png"])) return undefined;
  const [bits, colours, interlaced] = [bytes[24] ?? 0, bytes[25] ?? 0, bytes[28] !== 0];
  if (interlaced) return height; // coarse, but to the last row
  const rowBytes = 1 + Math.ceil((width * bits * (CHANNELS[colours] ?? 4)) / 8);
  let unpacked = 0;
  try {
    const inflate = createInflate({ finishFlush: constants.Z_SYNC_FLUSH });
    const data = chunks.filter(({ type }) => type === "IDAT").map(({ content }) => content);
    for await (const piece of Readable.from(data).pipe(inflate)) {
      unpacked += (piece as Buffer).byteLength;
      if (unpacked >= rowBytes * height) break;
    }
  } catch {
    // what came before the fault was counted
  }
  return Math.min(height, Math.floor(unpacked / rowBytes));
}

function* chunksIn(bytes: Buffer): Generator<Readonly<{ type: string; content: Buffer }>> {
  for (let at = 8; at + 8 <= bytes.length;) {
    const end = at + 8 + bytes.readUInt32BE(at);
    yield { type: bytes.toString("latin1", at + 4, at + 8), content: bytes.subarray(at + 8, end) };
    at = end + 4;
  }
}
