// Photos of painted shots as files, and their likeness as the decoder takes it.
import sharp from "sharp";
import { likenessOf, TAKEN_EDGE, type Likeness } from "../../../src-main/domain/likeness/likeness.ts";
import { paintShot, type Shot } from "./scenes.ts";

/** A JPEG of a shot, so wide, 4 to 3. */
export async function photoOf(shot: Shot, widthPx: number): Promise<Buffer> {
  const { width, height, values } = paintShot(shot, widthPx);
  const raw = { width, height, channels: 1 } as const;
  return sharp(Buffer.from(Uint8Array.from(values)), { raw })
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** The likeness of a picture's file. */
export async function likenessIn(photo: Buffer): Promise<Likeness> {
  const size = { width: TAKEN_EDGE, height: TAKEN_EDGE, fit: "inside", withoutEnlargement: true } as const;
  const { data, info } = await sharp(photo).greyscale().resize(size).raw().toBuffer({ resolveWithObject: true });
  return likenessOf({ width: info.width, height: info.height, values: data });
}
