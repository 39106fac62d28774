// What a video or a sound file says of itself: length, size, when and where it was taken. Reads as a stream, whatever the size.
import { ALL_FORMATS, CustomSource, Input, type InputVideoTrack } from "mediabunny";
import type { MediaFacts } from "../../../usecases/ports/media.ts";
import { codecName } from "./codec-name.ts";
import { cameraName } from "./clean-words.ts";
import { placeFact, type ShotFacts } from "./exif-facts.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import { movieCreatedAtMs } from "../header/movie-header.ts";
import { parseShotTime, shownInChina, type ShotTime } from "./shot-time.ts";
import { readAmr, readAvi } from "./old-clips.ts";
import { typeOfMime, type MediaType } from "../../type/types.ts";

/** The facts of a clip; undefined where it is damaged. */
export async function readClip(file: ForeignFile, type: MediaType): Promise<MediaFacts | undefined> {
  if (type.ext === "avi") return factsOr(type, await readAvi(file.read));
  if (type.ext === "amr") return factsOr(type, await readAmr(file.read, file.sizeBytes));
  const source = new CustomSource({
    getSize: () => file.sizeBytes,
    read: (start, end) => file.read(start, end - start),
    prefetchProfile: "fileSystem",
    handleUnhandledError: () => undefined,
  });
  const input = new Input({ formats: ALL_FORMATS, source });
  try {
    return await readInput(input, file, type);
  } catch {
    return undefined;
  } finally {
    input.dispose();
  }
}

function factsOr(
  type: MediaType,
  size: Pick<MediaFacts, "widthPx" | "heightPx" | "durationMs"> | undefined,
): MediaFacts | undefined {
  return size && { ...kindOf(type), ...size };
}

function kindOf(type: MediaType): Pick<MediaFacts, "mime" | "ext" | "class"> {
  return { mime: type.mime, ext: type.ext, class: type.class };
}

async function readInput(input: Input, file: ForeignFile, type: MediaType): Promise<MediaFacts | undefined> {
  const tracks = await input.getTracks();
  if (tracks.length === 0) return undefined;
  const video = await input.getPrimaryVideoTrack();
  const seconds = (await input.getDurationFromMetadata()) ?? (await input.computeDuration());
  if (!Number.isFinite(seconds) || seconds <= 0) return undefined;
  const { raw = {} } = await input.getMetadataTags();
  return {
    ...kindOf(video ? type : soundOnly(type)),
    durationMs: Math.round(seconds * 1000),
    ...(video && (await frameSize(video))),
    ...codecName(await video?.getCodec(), await (await input.getPrimaryAudioTrack())?.getCodec()),
    ...(await whenTaken(raw, file, type)),
    ...whereTaken(raw),
    ...cameraName(textOf(raw["com.apple.quicktime.make"]), textOf(raw["com.apple.quicktime.model"])),
  };
}

/** A container of video that holds sound alone is a sound file: recorders of phones write `.mp4` and `.3gp`. */
function soundOnly(type: MediaType): MediaType {
  return type.ext === "mp4" || type.ext === "mov" || type.ext === "3gp" ? (typeOfMime("audio/mp4") ?? type) : type;
}

function isMovie(type: MediaType): boolean {
  return type.ext === "mp4" || type.ext === "mov" || type.ext === "3gp" || type.ext === "m4a";
}

async function frameSize(video: InputVideoTrack): Promise<Pick<MediaFacts, "widthPx" | "heightPx">> {
  const [widthPx, heightPx] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  return widthPx > 0 && heightPx > 0 ? { widthPx: Math.round(widthPx), heightPx: Math.round(heightPx) } : {};
}

type RawTags = Readonly<Record<string, unknown>>;

// Apple writes the local time with its offset; everyone else UTC in the header, shown here as the clocks of the county showed it.
async function whenTaken(raw: RawTags, file: ForeignFile, type: MediaType): Promise<ShotTime> {
  const local = parseShotTime(textOf(raw["com.apple.quicktime.creationdate"]));
  if (local.takenAt !== undefined || !isMovie(type)) return local;
  return shownInChina(await movieCreatedAtMs(file.read, file.sizeBytes));
}

const PLACE_TAGS = ["com.apple.quicktime.location.ISO6709", "©xyz", "LOCATION"];

function whereTaken(raw: RawTags): ShotFacts {
  const place = PLACE_TAGS.map((tag) => parseIso6709(textOf(raw[tag]))).find((found) => found !== undefined);
  return place ? placeFact(place.lat, place.lon) : {};
}

/** A point as ISO 6709 decimal degrees, `+39.1417+099.8200/`. */
export function parseIso6709(text: string | undefined): Readonly<{ lat: number; lon: number }> | undefined {
  const match = /([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/.exec(text ?? "");
  return match ? { lat: Number(match[1]), lon: Number(match[2]) } : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  return typeof value === "string" ? value : undefined;
}
