// What a clip says in its headers, whatever its container: by a reader that knows nearly all of them, and reads only as much as it takes.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import readerOf, { type MediaInfo, type Track } from "mediainfo.js";
import type { MediaFacts } from "../../../usecases/ports/media.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import { codecName } from "./reader-codec.ts";
import { parseShotTime, shownInChina, type ShotTime } from "../shot/shot-time.ts";

/** What headers say. `has`: which tracks there are; undefined where the reader makes nothing of the file. */
export type ClipHeader = Readonly<{ facts: Partial<MediaFacts>; has: Readonly<{ video: boolean; audio: boolean }> }>;

/** What is read at once. */
const CHUNK_BYTES = 256 * 1024;
/** A header is found within these bytes, or not at all: of a file without an end no more is read. */
const MOST_BYTES = 64 * 1024 * 1024;
const PROGRAM = "MediaInfoModule.wasm";

/** The reader's program lies beside the built worker, or in its package. */
function programPath(): string {
  const beside = join(import.meta.dirname, PROGRAM);
  return existsSync(beside) ? beside : fileURLToPath(import.meta.resolve(`mediainfo.js/${PROGRAM}`));
}

/** Reads the headers of a clip; undefined where nothing in it is known. Each clip has a reader of its own: one that broke reads no other. */
export async function readClipHeader(file: ForeignFile): Promise<ClipHeader | undefined> {
  const reader = await readerOf({ chunkSize: CHUNK_BYTES, locateFile: programPath });
  try {
    return headerIn(await tracksOf(reader, file));
  } catch {
    return undefined;
  }
}

async function tracksOf(reader: MediaInfo, file: ForeignFile): Promise<readonly Track[]> {
  let leftBytes = MOST_BYTES;
  const readChunk = (length: number, at: number): Promise<Uint8Array> => {
    leftBytes -= length;
    return leftBytes < 0 ? Promise.resolve(new Uint8Array(0)) : file.read(at, length);
  };
  const { media } = await reader.analyzeData(file.sizeBytes, readChunk);
  return media?.track ?? [];
}

type TrackOf<Type extends Track["@type"]> = Extract<Track, { "@type": Type }>;

const trackIn = <Type extends Track["@type"]>(tracks: readonly Track[], type: Type): TrackOf<Type> | undefined =>
  tracks.find((track): track is TrackOf<Type> => track["@type"] === type);

function headerIn(tracks: readonly Track[]): ClipHeader | undefined {
  const [general, video, audio] = [trackIn(tracks, "General"), trackIn(tracks, "Video"), trackIn(tracks, "Audio")];
  if (video === undefined && audio === undefined) return undefined;
  return {
    has: { video: video !== undefined, audio: audio !== undefined },
    facts: {
      ...lengthOf(general?.Duration ?? video?.Duration ?? audio?.Duration),
      ...(video && frameOf(video)),
      ...codecName(video, audio),
      ...timeOf(general),
    },
  };
}

function lengthOf(seconds: number | undefined): Pick<MediaFacts, "durationMs"> {
  const durationMs = Math.round((seconds ?? 0) * 1000);
  return Number.isSafeInteger(durationMs) && durationMs > 0 ? { durationMs } : {};
}

/** As shown: a pixel may be wider than high, and a telephone held upright turns the picture. */
function frameOf({ Width, Height, PixelAspectRatio, Rotation }: TrackOf<"Video">): Pick<MediaFacts, "widthPx" | "heightPx"> {
  const [wide, high] = [Math.round((Width ?? 0) * (PixelAspectRatio ?? 1)), Height ?? 0];
  if (!Number.isSafeInteger(wide) || !Number.isSafeInteger(high) || wide <= 0 || high <= 0) return {};
  const isTurned = Math.round(Number(Rotation ?? 0) / 90) % 2 !== 0;
  return isTurned ? { widthPx: high, heightPx: wide } : { widthPx: wide, heightPx: high };
}

/** Containers say UTC where they say when they were made. */
function timeOf(general: TrackOf<"General"> | undefined): ShotTime {
  const said = [general?.Recorded_Date, general?.Encoded_Date].map((text) => parseShotTime(text?.replace(/ UTC$/, ""))?.takenAt);
  const takenAt = said.find((time) => time !== undefined);
  return shownInChina(takenAt === undefined ? undefined : Date.parse(`${takenAt}Z`));
}
