// Reads the BMP files that office programs save: 24 or 32 bits a pixel, not compressed. Pure.
import { MOST_PIXELS_WHOLE } from "../../decode/picture-limits.ts";

/** A bitmap; `rgb()` makes three bytes a pixel, upright, row by row. */
export type Bitmap = Readonly<{ widthPx: number; heightPx: number; rgb(): Uint8Array }>;

/** Reads a bitmap. @throws {RangeError} if it is broken or of a kind that is not read */
export function readBitmap(file: Uint8Array): Bitmap {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const [widthPx, signedHeight] = [bytes.readInt32LE(18), bytes.readInt32LE(22)];
  const [bits, compression] = [bytes.readUInt16LE(28), bytes.readUInt32LE(30)];
  const heightPx = Math.abs(signedHeight);
  if (widthPx <= 0 || heightPx === 0 || widthPx * heightPx > MOST_PIXELS_WHOLE) throw new RangeError("bitmap of no size");
  // 3 = colours by masks: what programs that save 32 bits write, in the usual order.
  if (!(bits === 24 && compression === 0) && !(bits === 32 && (compression === 0 || compression === 3)))
    throw new RangeError("kind of bitmap");
  const [at, pixelBytes] = [bytes.readUInt32LE(10), bits / 8];
  const rowBytes = Math.ceil((widthPx * pixelBytes) / 4) * 4;
  if (at + rowBytes * heightPx > bytes.length) throw new RangeError("bitmap is cut off");
  const rowAt = (row: number) => at + rowBytes * (signedHeight > 0 ? heightPx - 1 - row : row);
  return { widthPx, heightPx, rgb: () => toRgb(bytes, rowAt, widthPx, heightPx, pixelBytes) };
}

function toRgb(bytes: Buffer, rowAt: (row: number) => number, widthPx: number, heightPx: number, pixelBytes: number): Uint8Array {
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  let to = 0;
  for (let row = 0; row < heightPx; row += 1) {
    for (let from = rowAt(row), end = from + widthPx * pixelBytes; from < end; from += pixelBytes) {
      rgb[to++] = bytes[from + 2] ?? 0;
      rgb[to++] = bytes[from + 1] ?? 0;
      rgb[to++] = bytes[from] ?? 0;
    }
  }
  return rgb;
}
