// Pictures of a wanted size: noise does not compress, and the same seed gives the same file.
import sharp from "sharp";

/** A PNG of about so many KiB. */
export function sharpPicture(kiB: number, seed: number): Promise<Buffer> {
  const width = 256;
  const height = Math.max(1, Math.round((kiB * 1024) / (3 * width)));
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed >>> 0 || 1;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    pixels[at] = state >>> 24;
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
}
