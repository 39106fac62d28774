// What a camera wrote into a picture: when and where it was taken. Pure; looks at the EXIF block only.
import ExifReader from "exifreader";
import type { MediaFacts } from "../../../usecases/ports/media.ts";

/** Time and place of a picture, as far as they can be believed. */
export type ShotFacts = Pick<MediaFacts, "takenAt" | "gpsE6">;

const EXIF_PREFIX = "Exif\0\0";

/** Reads an EXIF block, with or without its `Exif` prefix; a broken block says nothing. */
export function readExif(block: Uint8Array): ShotFacts {
  const bytes = Buffer.from(block);
  const tiff = bytes.toString("latin1", 0, EXIF_PREFIX.length) === EXIF_PREFIX ? bytes.subarray(EXIF_PREFIX.length) : bytes;
  try {
    const tags = ExifReader.load(Uint8Array.from(tiff).buffer, { expanded: true });
    const taken = firstText(tags.exif?.DateTimeOriginal?.value) ?? firstText(tags.exif?.DateTimeDigitized?.value);
    return { ...takenFact(parseExifTime(taken)), ...placeFact(tags.gps?.Latitude, tags.gps?.Longitude) };
  } catch {
    return {};
  }
}

function firstText(value: unknown): string | undefined {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : undefined;
}

/** EXIF's `YYYY:MM:DD HH:MM:SS` as `YYYY-MM-DDTHH:mm:ss`; undefined for a time that cannot be. */
export function parseExifTime(text: string | undefined): string | undefined {
  const match = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d):(\d\d):(\d\d)/.exec(text ?? "");
  if (!match) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const local = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const real = new Date(`${local}Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(local) ? local : undefined;
}

/** A time as a fact, or no fact. */
export function takenFact(takenAt: string | undefined): ShotFacts {
  return takenAt === undefined ? {} : { takenAt };
}

/** A place as a fact; 0°, 0° is what cameras write that do not know it. */
export function placeFact(latDegrees: number | undefined, lonDegrees: number | undefined): ShotFacts {
  if (latDegrees === undefined || lonDegrees === undefined) return {};
  const [lat, lon] = [Math.round(latDegrees * 1e6), Math.round(lonDegrees * 1e6)];
  const onEarth = Math.abs(lat) <= 90e6 && Math.abs(lon) <= 180e6 && (lat !== 0 || lon !== 0);
  return onEarth ? { gpsE6: { lat, lon } } : {};
}
