// Reads the BMP files that office programs, scanners and old cameras write: of 1 to 32 bits a pixel, plain, in runs or by masks, with the
// header of OS/2 or any of Windows, also where the file ends early. Pure. See [MS-WMF] §2.2.2.9 and the OS/2 Bitmap File Format.
import { MOST_PIXELS_WHOLE } from "../../decode/picture-limits.ts";

/** What a bitmap says of itself. `isKnown`: its pixels can be drawn; others are kept without a picture. */
export type Bitmap = Readonly<{
  widthPx: number;
  heightPx: number;
  isKnown: boolean;
  topDown: boolean;
  bits: number;
  inRuns: boolean;
  pixelsAt: number;
  palette: Uint8Array;
  /** Where red, green and blue lie in a pixel of 16 or 32 bits. */
  masks: readonly [number, number, number];
}>;

/** Three bytes a pixel, upright, row by row; rows that are not there are grey. */
export type DrawnBitmap = Readonly<{ rgb: Uint8Array; rowsRead: number }>;

/** Bytes of the file and information headers, with the longest palette. */
export const BITMAP_HEAD_BYTES = 14 + 124 + 16 + 4 * 256;
const [PLAIN, RUNS_OF_8, RUNS_OF_4, MASKS, ALPHA_MASKS] = [0, 1, 2, 3, 6];
const GREY = 128;

/** Reads the headers. @throws {RangeError} of a picture without a size */
export function readBitmap(file: Uint8Array): Bitmap {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const headBytes = bytes.readUInt32LE(14);
  const isFirst = headBytes === 12; // of OS/2 1.x: two bytes a number, three a colour
  const [widthPx, height] = isFirst
    ? [bytes.readUInt16LE(18), bytes.readUInt16LE(20)]
    : [bytes.readInt32LE(18), bytes.readInt32LE(22)];
  if (widthPx <= 0 || height === 0) throw new RangeError("bitmap of no size");
  const bits = bytes.readUInt16LE(isFirst ? 24 : 28);
  const packing = headBytes >= 40 ? bytes.readUInt32LE(30) : PLAIN;
  return {
    widthPx,
    heightPx: Math.abs(height),
    isKnown: canDraw(bits, packing) && widthPx * Math.abs(height) <= MOST_PIXELS_WHOLE,
    topDown: height < 0,
    bits,
    inRuns: packing === RUNS_OF_8 || packing === RUNS_OF_4,
    pixelsAt: bytes.readUInt32LE(10),
    palette: paletteIn(bytes, { bits, packing, headBytes }),
    masks: packing === PLAIN ? usualMasks(bits) : [bytes.readUInt32LE(54), bytes.readUInt32LE(58), bytes.readUInt32LE(62)],
  };
}

function canDraw(bits: number, packing: number): boolean {
  if (packing === PLAIN) return [1, 2, 4, 8, 16, 24, 32].includes(bits);
  if (packing === MASKS || packing === ALPHA_MASKS) return bits === 16 || bits === 32;
  return (packing === RUNS_OF_8 && bits === 8) || (packing === RUNS_OF_4 && bits === 4);
}

function usualMasks(bits: number): Bitmap["masks"] {
  return bits === 16 ? [0x7c00, 0x03e0, 0x001f] : [0xff0000, 0x00ff00, 0x0000ff];
}

type Layout = Readonly<{ bits: number; packing: number; headBytes: number }>;

/** Three bytes a colour; where the file names fewer than there can be, the rest is black. */
function paletteIn(bytes: Buffer, { bits, packing, headBytes }: Layout): Uint8Array {
  const colours = bits <= 8 ? 2 ** bits : 0;
  const palette = new Uint8Array(3 * colours);
  const colourBytes = headBytes === 12 ? 3 : 4;
  const said = headBytes >= 40 ? bytes.readUInt32LE(46) : 0;
  const start = 14 + headBytes + (packing === MASKS && headBytes === 40 ? 12 : 0);
  for (let colour = 0; colour < Math.min(colours, said === 0 ? colours : said); colour += 1)
    for (let part = 0; part < 3; part += 1) palette[3 * colour + part] = bytes[start + colour * colourBytes + 2 - part] ?? 0;
  return palette;
}

/** Draws a bitmap that is known. */
export function drawBitmap(bitmap: Bitmap, file: Uint8Array): DrawnBitmap {
  const { widthPx, heightPx, topDown } = bitmap;
  const { rowsRead, paintRow } = bitmap.inRuns ? runsIn(bitmap, file) : plainRows(bitmap, file);
  const rgb = new Uint8Array(3 * widthPx * heightPx).fill(GREY);
  for (let row = 0; row < rowsRead; row += 1) paintRow(row, rgb, 3 * widthPx * (topDown ? row : heightPx - 1 - row));
  return { rgb, rowsRead };
}

/** Rows in the order of the file; paints one from a place of the picture on. */
type Rows = Readonly<{ rowsRead: number; paintRow(row: number, rgb: Uint8Array, to: number): void }>;

/** Rows of a bitmap that is not packed, by the length of its file alone. */
export function rowsInFile({ widthPx, heightPx, bits, pixelsAt }: Bitmap, sizeBytes: number): number {
  return Math.max(0, Math.min(heightPx, Math.floor((sizeBytes - pixelsAt) / rowBytesOf(widthPx, bits))));
}

function rowBytesOf(widthPx: number, bits: number): number {
  return Math.ceil((widthPx * bits) / 32) * 4;
}

function plainRows(bitmap: Bitmap, file: Uint8Array): Rows {
  const { widthPx, bits, pixelsAt, palette, masks } = bitmap;
  const rowBytes = rowBytesOf(widthPx, bits);
  const rowsRead = rowsInFile(bitmap, file.length);
  const paint = bits <= 8 ? byPalette(palette, bits) : bits === 24 ? inBytes : byMasks(masks, bits / 8);
  const paintRow: Rows["paintRow"] = (row, rgb, to) => {
    const from = pixelsAt + row * rowBytes;
    for (let x = 0; x < widthPx; x += 1) paint(file, from, x, rgb, to + 3 * x);
  };
  return { rowsRead, paintRow };
}

/** Paints the pixel `x` of the row that begins at `from`. */
type Paint = (file: Uint8Array, from: number, x: number, rgb: Uint8Array, to: number) => void;

function byPalette(palette: Uint8Array, bits: number): Paint {
  const most = 2 ** bits - 1;
  return (file, from, x, rgb, to) => {
    const at = x * bits;
    const colour = ((file[from + (at >> 3)] ?? 0) >> (8 - bits - (at & 7))) & most;
    rgb.set(palette.subarray(3 * colour, 3 * colour + 3), to);
  };
}

const inBytes: Paint = (file, from, x, rgb, to) => {
  for (let part = 0; part < 3; part += 1) rgb[to + part] = file[from + 3 * x + 2 - part] ?? 0;
};

function byMasks(masks: Bitmap["masks"], pixelBytes: number): Paint {
  const parts = masks.map((mask) => ({ mask, shift: lowestBit(mask), most: mask >>> lowestBit(mask) || 1 }));
  return (file, from, x, rgb, to) => {
    const at = from + x * pixelBytes;
    let pixel = 0;
    for (let byte = 0; byte < pixelBytes; byte += 1) pixel |= (file[at + byte] ?? 0) << (8 * byte);
    for (const [part, { mask, shift, most }] of parts.entries())
      rgb[to + part] = Math.round((((pixel & mask) >>> shift) * 255) / most);
  };
}

function lowestBit(mask: number): number {
  return mask === 0 ? 0 : 31 - Math.clz32(mask & -mask);
}

/** Runs of one colour, stretches of single ones, and jumps. */
function runsIn(bitmap: Bitmap, file: Uint8Array): Rows {
  const { widthPx, heightPx, palette } = bitmap;
  const colours = new Uint8Array(widthPx * heightPx);
  const rowsRead = unpackRuns(bitmap, file, colours);
  const paintRow: Rows["paintRow"] = (row, rgb, to) => {
    for (let x = 0; x < widthPx; x += 1) {
      const colour = colours[row * widthPx + x] ?? 0;
      rgb.set(palette.subarray(3 * colour, 3 * colour + 3), to + 3 * x);
    }
  };
  return { rowsRead, paintRow };
}

const [END_OF_ROW, END, JUMP] = [0, 1, 2];

function unpackRuns({ widthPx, heightPx, bits, pixelsAt }: Bitmap, file: Uint8Array, colours: Uint8Array): number {
  const at8 = (at: number): number => file[at] ?? 0;
  const place = { x: 0, y: 0 };
  const put = (colour: number): void => {
    if (place.x < widthPx && place.y < heightPx) colours[place.y * widthPx + place.x] = colour;
    place.x += 1;
  };
  const half = (byte: number, index: number): number => (bits === 8 ? byte : index % 2 === 0 ? byte >> 4 : byte & 15);
  for (let at = pixelsAt; at + 1 < file.length && place.y < heightPx; at += 2) {
    const [count, value] = [at8(at), at8(at + 1)];
    if (count > 0) for (let index = 0; index < count; index += 1) put(half(value, index));
    else if (value === END_OF_ROW) Object.assign(place, { x: 0, y: place.y + 1 });
    else if (value === END) return heightPx;
    else if (value === JUMP) {
      Object.assign(place, { x: place.x + at8(at + 2), y: place.y + at8(at + 3) });
      at += 2;
    } else {
      for (let index = 0; index < value; index += 1) put(half(at8(at + 2 + ((index * bits) >> 3)), index));
      at += Math.ceil((value * bits) / 16) * 2;
    }
  }
  return Math.min(place.y, heightPx);
}
