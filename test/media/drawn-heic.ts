// Makes a small HEIC as a phone would: one HEVC frame from ffmpeg in a container of our own, turned by `irot`, with EXIF as an item.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { run } from "./made-files.ts";

/** What the picture is to say of itself. `quarterTurns`: counter-clockwise, as `irot` counts. */
export type HeicWish = Readonly<{
  folder: string;
  rawPng: Uint8Array;
  exifOf: Uint8Array;
  quarterTurns: 0 | 1 | 2 | 3;
  widthPx: number;
  heightPx: number;
}>;

/** The bytes of a HEIC whose pixels are those of a PNG and whose EXIF is that of a JPEG. */
export async function drawHeic(request: HeicWish): Promise<Uint8Array> {
  const { hvcC, frame } = encodeHevc(request.folder, request.rawPng);
  const exif = Buffer.concat([u32(0), (await sharp(request.exifOf).metadata()).exif?.subarray(6) ?? Buffer.alloc(0)]);
  const head = (frameAt: number) => Buffer.concat([ftyp(), meta(request, hvcC, frameAt, frame.length, exif.length)]);
  const frameAt = head(0).length + 8;
  return Buffer.concat([head(frameAt), box("mdat", frame, exif)]);
}

/** One frame as HEVC, and what describes it. */
export function encodeHevc(folder: string, png: Uint8Array): Readonly<{ hvcC: Buffer; frame: Buffer }> {
  const out = join(folder, "frame.mp4");
  const codec = ["-c:v", "libx265", "-x265-params", "log-level=none:keyint=1:crf=20", "-pix_fmt", "yuv420p", "-tag:v", "hvc1"];
  writeFileSync(join(folder, "frame.png"), png);
  run("ffmpeg", "-v", "error", "-y", "-i", join(folder, "frame.png"), "-frames:v", "1", ...codec, out);
  const mp4 = readFileSync(out);
  return { hvcC: boxAt(mp4, "hvcC"), frame: boxAt(mp4, "mdat").subarray(8) };
}

function boxAt(bytes: Buffer, type: string): Buffer {
  const at = bytes.indexOf(type, 0, "latin1") - 4;
  return bytes.subarray(at, at + bytes.readUInt32BE(at));
}

/** What the file is. */
export function ftyp(): Buffer {
  return box("ftyp", ascii("heic"), u32(0), ascii("mif1"), ascii("heic"));
}

function meta(request: HeicWish, hvcC: Buffer, frameAt: number, frameBytes: number, exifBytes: number): Buffer {
  const place = (item: number, at: number, bytes: number) => Buffer.concat([u16(item), u16(0), u16(1), u32(at), u32(bytes)]);
  const item = (id: number, type: string) => fullBox("infe", 2, u16(id), u16(0), ascii(type), u8(0));
  const ispe = fullBox("ispe", 0, u32(request.widthPx), u32(request.heightPx));
  return fullBox(
    "meta",
    0,
    fullBox("hdlr", 0, u32(0), ascii("pict"), Buffer.alloc(13)),
    fullBox("pitm", 0, u16(1)),
    fullBox("iloc", 0, u8(0x44), u8(0), u16(2), place(1, frameAt, frameBytes), place(2, frameAt + frameBytes, exifBytes)),
    fullBox("iinf", 0, u16(2), item(1, "hvc1"), item(2, "Exif")),
    fullBox("iref", 0, box("cdsc", u16(2), u16(1), u16(1))),
    box(
      "iprp",
      box("ipco", hvcC, ispe, box("irot", u8(request.quarterTurns))),
      fullBox("ipma", 0, u32(1), u16(1), u8(3), u8(0x81), u8(0x02), u8(0x83)),
    ),
  );
}

/** A box. */
export function box(type: string, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), ascii(type), body]);
}

/** A box with a version. */
export function fullBox(type: string, version: number, ...parts: readonly Buffer[]): Buffer {
  return box(type, u32(version << 24), ...parts);
}

export const ascii = (text: string): Buffer => Buffer.from(text, "latin1");
export const u8 = (value: number): Buffer => Buffer.from([value]);
export const u16 = (value: number): Buffer => Buffer.from([value >> 8, value & 255]);

/** Four bytes. */
export function u32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
