// What the photos of the demo show: scenes of a safety month with a camera's grain and the time and place that a phone would write.
// They are drawn by the decode worker, as all that is drawn. Pure.
import type { Drawing } from "../../compose/workspace/decoder.ts";
import { chanceOf } from "./demo-chance.ts";
import { paintScene, SCENE } from "./demo-scenes.ts";

/** A picture of the demo. `takenAt`: local wall time `YYYY-MM-DDTHH:mm:ss` in China; `lat`, `lon`: degrees; `widthPx`: of a 4:3 picture. */
export type DemoPhotoRequest = Readonly<{ seed: number; takenAt: string; lat: number; lon: number; widthPx: number }>;

/** What is drawn for a photo; the same request is the same drawing. */
export function demoDrawing(request: DemoPhotoRequest): Drawing {
  return {
    svg: paintScene(chanceOf(request.seed), request.seed),
    widthPx: request.widthPx,
    heightPx: Math.round((request.widthPx * SCENE.height) / SCENE.width),
    grain: { widthPx: GRAIN.widthPx, heightPx: GRAIN.heightPx },
    grey: greyOf(request.seed),
    exif: exifOf(request),
  };
}

const GRAIN = { widthPx: 400, heightPx: 300, strength: 15 } as const;

function greyOf(seed: number): Uint8Array {
  const chance = chanceOf(seed ^ 0x5bd1e995);
  return Uint8Array.from({ length: GRAIN.widthPx * GRAIN.heightPx }, () => 128 + chance.between(-GRAIN.strength, GRAIN.strength));
}

function exifOf(request: DemoPhotoRequest): Drawing["exif"] {
  const taken = request.takenAt.replaceAll("-", ":").replace("T", " ");
  return {
    IFD0: { Make: "Anbao", Model: "Demo", Software: "Anbao demo", DateTime: taken },
    IFD2: { DateTimeOriginal: taken, DateTimeDigitized: taken, OffsetTime: "+08:00", OffsetTimeOriginal: "+08:00" },
    IFD3: {
      GPSLatitudeRef: request.lat < 0 ? "S" : "N",
      GPSLatitude: toRationals(Math.abs(request.lat)),
      GPSLongitudeRef: request.lon < 0 ? "W" : "E",
      GPSLongitude: toRationals(Math.abs(request.lon)),
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
