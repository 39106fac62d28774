// What a camera wrote into a picture: when and where it was taken, with what, and which way up. Pure; looks at the EXIF block only.
import ExifReader, { type ExpandedTags } from "exifreader";
import type { MediaFacts } from "../../../usecases/ports/media.ts";
import { cameraName, softwareName } from "./clean-words.ts";
import { parseShotTime, parseShotZone, shownInChina, type ShotTime } from "./shot-time.ts";

/** What a camera says of a picture, as far as it can be believed. */
export type ShotFacts = Pick<MediaFacts, "takenAt" | "takenOffsetMin" | "gpsE6" | "camera" | "software" | "orientation">;

type Tags = ExpandedTags;
type Fields = Readonly<Record<string, unknown>>;

const EXIF_PREFIX = "Exif\0\0";

/** Reads an EXIF block, with or without its `Exif` prefix; a broken block says nothing. */
export function readExif(block: Uint8Array): ShotFacts {
  const bytes = Buffer.from(block);
  const tiff = bytes.toString("latin1", 0, EXIF_PREFIX.length) === EXIF_PREFIX ? bytes.subarray(EXIF_PREFIX.length) : bytes;
  try {
    return factsIn(ExifReader.load(Uint8Array.from(tiff).buffer, { expanded: true }));
  } catch {
    return {};
  }
}

function factsIn({ exif, gps }: Tags): ShotFacts {
  const fields: Fields = { ...exif };
  return {
    ...timeIn(fields),
    ...placeFact(gps?.Latitude, gps?.Longitude),
    ...cameraName(textOf(fields["Make"]), textOf(fields["Model"])),
    ...softwareName(textOf(fields["Software"])),
    ...orientationFact(valueOf(fields["Orientation"])),
  };
}

/** Times from the one that says most of the moment to the one that says least, each with the field of its zone. */
const TIMES: readonly (readonly [time: string, zone: string])[] = [
  ["DateTimeOriginal", "OffsetTimeOriginal"],
  ["DateTimeDigitized", "OffsetTimeDigitized"],
  ["DateTime", "OffsetTime"],
];

/** The first field that tells a time; at last the satellites' clock. */
function timeIn(fields: Fields): ShotTime {
  const told = TIMES.map(([time, zone]) => {
    const found = parseShotTime(textOf(fields[time]));
    return found.takenAt === undefined ? found : { ...parseShotZone(textOf(fields[zone])), ...found };
  });
  return told.find(({ takenAt }) => takenAt !== undefined) ?? satelliteTime(fields);
}

function satelliteTime(fields: Fields): ShotTime {
  const parts = valueOf(fields["GPSTimeStamp"]);
  if (!Array.isArray(parts) || parts.length !== 3) return {};
  const clock = parts.map((part) => Math.floor(quotient(part))).join(":");
  const { takenAt } = parseShotTime(`${textOf(fields["GPSDateStamp"]) ?? ""} ${clock}`);
  return shownInChina(takenAt === undefined ? undefined : Date.parse(`${takenAt}Z`));
}

function quotient(part: unknown): number {
  return Array.isArray(part) ? Number(part[0]) / Number(part[1]) : Number(part);
}

function valueOf(field: unknown): unknown {
  return typeof field === "object" && field !== null && "value" in field ? field.value : undefined;
}

function textOf(field: unknown): string | undefined {
  const value = valueOf(field);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === "string" ? first : undefined;
}

function orientationFact(value: unknown): ShotFacts {
  const orientation = Number(value);
  return Number.isInteger(orientation) && orientation >= 1 && orientation <= 8 ? { orientation } : {};
}

/** A place as a fact; 0°, 0° is what cameras write that do not know it. */
export function placeFact(latDegrees: number | undefined, lonDegrees: number | undefined): ShotFacts {
  if (latDegrees === undefined || lonDegrees === undefined) return {};
  const [lat, lon] = [Math.round(latDegrees * 1e6), Math.round(lonDegrees * 1e6)];
  const onEarth = Math.abs(lat) <= 90e6 && Math.abs(lon) <= 180e6 && (lat !== 0 || lon !== 0);
  return onEarth ? { gpsE6: { lat, lon } } : {};
}
