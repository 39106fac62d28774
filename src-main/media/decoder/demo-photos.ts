// Draws the photos of the demo: scenes of a safety month with a camera's grain and the time and place that a phone would write.
// Runs in the decode worker, as all that draws.
import sharp from "sharp";
import { chanceOf } from "./demo-chance.ts";
import { paintScene, SCENE } from "./demo-scenes.ts";
import type { DemoPhotoWish } from "../decode-wire.ts";

const JPEG_QUALITY = 86;

/** Draws a photo; the same wish gives the same bytes with the same release of the drawing library. */
export async function drawDemoPhoto(wish: DemoPhotoWish): Promise<Uint8Array> {
  const [width, height] = [wish.widthPx, Math.round((wish.widthPx * SCENE.height) / SCENE.width)];
  const scene = await sharp(Buffer.from(paintScene(chanceOf(wish.seed), wish.seed)))
    .resize(width, height)
    .removeAlpha()
    .png()
    .toBuffer();
  return sharp(scene)
    .composite([{ input: await drawGrain(wish.seed, width, height), blend: "overlay" }])
    .withExif(exifOf(wish))
    .jpeg({ quality: JPEG_QUALITY })
    .toBuffer();
}

const GRAIN = { width: 400, height: 300, strength: 15 } as const;

// Grain also keeps two photos of a like scene from being the same picture to the near-duplicate check.
async function drawGrain(seed: number, width: number, height: number): Promise<Buffer> {
  const chance = chanceOf(seed ^ 0x5bd1e995);
  const grey = Uint8Array.from(
    { length: GRAIN.width * GRAIN.height },
    () => 128 + chance.between(-GRAIN.strength, GRAIN.strength),
  );
  return sharp(grey, { raw: { width: GRAIN.width, height: GRAIN.height, channels: 1 } })
    .resize(width, height, { fit: "fill" })
    .toColourspace("srgb")
    .png()
    .toBuffer();
}

function exifOf(wish: DemoPhotoWish): Parameters<ReturnType<typeof sharp>["withExif"]>[0] {
  const taken = wish.takenAt.replaceAll("-", ":").replace("T", " ");
  return {
    IFD0: { Make: "Anbao", Model: "Demo", Software: "Anbao demo", DateTime: taken },
    IFD2: { DateTimeOriginal: taken, DateTimeDigitized: taken, OffsetTime: "+08:00", OffsetTimeOriginal: "+08:00" },
    IFD3: {
      GPSLatitudeRef: wish.lat < 0 ? "S" : "N",
      GPSLatitude: toRationals(Math.abs(wish.lat)),
      GPSLongitudeRef: wish.lon < 0 ? "W" : "E",
      GPSLongitude: toRationals(Math.abs(wish.lon)),
    },
  };
}

const SECOND_PARTS = 10_000;

/** Degrees as EXIF writes them: degrees, minutes and seconds (to 1/10000) as fractions. */
export function toRationals(degrees: number): string {
  const parts = Math.round(degrees * 3600 * SECOND_PARTS);
  const minutes = Math.floor(parts / (60 * SECOND_PARTS));
  return `${Math.floor(minutes / 60)}/1 ${minutes % 60}/1 ${parts % (60 * SECOND_PARTS)}/${SECOND_PARTS}`;
}
