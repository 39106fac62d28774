// What the usual containers say of a clip, read down to their packets where the header tells no length. Reads as a stream, whatever the
// size, and no more than a clip of that kind needs.
import { ALL_FORMATS, CustomSource, Input, type InputVideoTrack } from "mediabunny";
import type { MediaFacts } from "../../../usecases/ports/media.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import { cameraName, softwareName } from "../shot/clean-words.ts";
import type { ClipHeader } from "./clip-header.ts";
import { placeFact, type ShotFacts } from "../shot/exif-facts.ts";
import { parseShotTime } from "../shot/shot-time.ts";

/** A clip whose length takes more reading than this, or has no end, has none that we know. */
const MOST_BYTES = 64 * 1024 * 1024;
/** A question costs as much as it is long, and at least this: a walk in small steps ends as well. */
const LEAST_BYTES = 16 * 1024;

/** Reads a clip; undefined where the library does not know its container. */
export async function readPackets(file: ForeignFile): Promise<ClipHeader | undefined> {
  const input = new Input({ formats: ALL_FORMATS, source: boundedSource(file) });
  try {
    return await readInput(input);
  } catch {
    return undefined;
  } finally {
    input.dispose();
  }
}

function boundedSource(file: ForeignFile): CustomSource {
  let leftBytes = MOST_BYTES;
  const read = async (start: number, end: number): Promise<Uint8Array> => {
    leftBytes -= Math.max(end - start, LEAST_BYTES);
    if (leftBytes < 0) throw new RangeError("no header is so long");
    return file.read(start, end - start);
  };
  return new CustomSource({
    getSize: () => file.sizeBytes,
    read,
    prefetchProfile: "fileSystem",
    handleUnhandledError: () => undefined,
  });
}

async function readInput(input: Input): Promise<ClipHeader | undefined> {
  const [video, audio] = [await input.getPrimaryVideoTrack(), await input.getPrimaryAudioTrack()];
  if (video === null && audio === null) return undefined;
  const { raw = {} } = await input.getMetadataTags();
  return {
    has: { video: video !== null, audio: audio !== null },
    facts: {
      ...(await lengthOf(input)),
      ...(video && (await frameSize(video))),
      // Apple writes the local time with its offset, everyone else UTC: the reader of headers tells that.
      ...parseShotTime(textOf(raw["com.apple.quicktime.creationdate"])),
      ...whereTaken(raw),
      ...cameraName(textOf(raw["com.apple.quicktime.make"]), textOf(raw["com.apple.quicktime.model"])),
      ...softwareName(textOf(raw["com.apple.quicktime.software"])),
    },
  };
}

async function lengthOf(input: Input): Promise<Pick<MediaFacts, "durationMs">> {
  const seconds = (await input.getDurationFromMetadata()) ?? (await countedSeconds(input));
  const durationMs = Math.round(seconds * 1000);
  return Number.isSafeInteger(durationMs) && durationMs > 0 ? { durationMs } : {};
}

/** From the first packet to the last: a broadcast does not begin at 0. */
async function countedSeconds(input: Input): Promise<number> {
  try {
    return (await input.computeDuration()) - (await input.getFirstTimestamp());
  } catch {
    return 0;
  }
}

async function frameSize(video: InputVideoTrack): Promise<Pick<MediaFacts, "widthPx" | "heightPx">> {
  const [widthPx, heightPx] = [await video.getDisplayWidth(), await video.getDisplayHeight()];
  return widthPx > 0 && heightPx > 0 ? { widthPx: Math.round(widthPx), heightPx: Math.round(heightPx) } : {};
}

type RawTags = Readonly<Record<string, unknown>>;

const PLACE_TAGS = ["com.apple.quicktime.location.ISO6709", "©xyz", "LOCATION"];

function whereTaken(raw: RawTags): ShotFacts {
  const place = PLACE_TAGS.map((tag) => parseIso6709(textOf(raw[tag]))).find((found) => found !== undefined);
  return place ? placeFact(place.lat, place.lon) : {};
}

/** A point as ISO 6709 decimal degrees, `+39.1417+099.8200/`. */
function parseIso6709(text: string | undefined): Readonly<{ lat: number; lon: number }> | undefined {
  const match = /([+-]\d{2}(?:\.\d+)?)([+-]\d{3}(?:\.\d+)?)/.exec(text ?? "");
  return match ? { lat: Number(match[1]), lon: Number(match[2]) } : undefined;
}

function textOf(value: unknown): string | undefined {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("latin1");
  return typeof value === "string" ? value : undefined;
}
