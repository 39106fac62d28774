// Draws a picture of our own as a photo: a scene, a camera's grain over it, and what a phone would write. Only this process can draw.
import sharp from "sharp";
import type { PictureJob } from "../../decode/decode-wire.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";

const JPEG_QUALITY = 86;

/** The same job gives the same bytes with the same release of the drawing library. @param file the grain's grey values, and the scene behind them */
export async function drawPicture(file: ForeignFile, { widthPx, heightPx, grain, exif }: PictureJob): Promise<Uint8Array> {
  const grey = await file.read(0, grain.widthPx * grain.heightPx);
  const svg = await file.read(grey.byteLength, file.sizeBytes - grey.byteLength);
  const scene = await sharp(svg).resize(widthPx, heightPx).removeAlpha().png().toBuffer();
  const over = await sharp(grey, { raw: { width: grain.widthPx, height: grain.heightPx, channels: 1 } })
    .resize(widthPx, heightPx, { fit: "fill" })
    .toColourspace("srgb")
    .png()
    .toBuffer();
  return sharp(scene)
    .composite([{ input: over, blend: "overlay" }])
    .withExif(exif)
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}
