// What a video or a sound file says of itself: length, size, coding, when and where it was taken. Two libraries look: one reads the
// headers of nearly any container, the other the packets of the usual ones, exactly. What neither knows stays unsaid.
import type { MediaFacts } from "../../../usecases/ports/media.ts";
import { findBox } from "../header/boxes.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import { typeOfMime, type MediaType } from "../../type/types.ts";
import { readAmr } from "./amr.ts";
import { readClipHeader, type ClipHeader } from "./clip-header.ts";
import { readPackets } from "./clip-packets.ts";

/** The facts of a clip; undefined where it is damaged: its index was never written, and no program can play it. */
export async function readClip(file: ForeignFile, type: MediaType): Promise<MediaFacts | undefined> {
  if (type.ext === "amr") return { ...kindOf(type), ...(await readAmr(file)) };
  const header = await readClipHeader(file);
  const packets = isEndless(file, type, header) ? undefined : await readPackets(file);
  if (header === undefined && packets === undefined) return (await lacksIndex(file, type)) ? undefined : kindOf(type);
  const has = header?.has ?? packets?.has;
  // Who sees no picture where there is one knows less of this container.
  const seesAll = header === undefined || packets?.has.video === header.has.video;
  return { ...header?.facts, ...(seesAll && packets?.facts), ...kindOf(has === undefined ? type : kindByTracks(type, has)) };
}

const MOST_COUNTED_BYTES = 64 * 1024 * 1024;

/** A recording whose end was never written may be followed by anything: its packets are counted as far as that takes a moment. */
function isEndless({ sizeBytes }: ForeignFile, { ext }: MediaType, header: ClipHeader | undefined): boolean {
  const isMatroska = ext === "mkv" || ext === "webm";
  return isMatroska && header?.facts.durationMs === undefined && sizeBytes > MOST_COUNTED_BYTES;
}

function kindOf(type: MediaType): Pick<MediaFacts, "mime" | "ext" | "class"> {
  return { mime: type.mime, ext: type.ext, class: type.class };
}

/** Containers of video that hold sound alone are sound files: recorders of telephones write `.mp4` and `.3gp`. */
const SOUND_ALONE: Readonly<Record<string, string>> = {
  mp4: "audio/mp4",
  mov: "audio/mp4",
  "3gp": "audio/mp4",
  webm: "audio/webm",
  mkv: "audio/x-matroska",
  wmv: "audio/x-ms-wma",
  ogv: "audio/ogg",
};
const WITH_PICTURE: Readonly<Record<string, string>> = {
  m4a: "video/mp4",
  weba: "video/webm",
  mka: "video/x-matroska",
  wma: "video/x-ms-wmv",
  ogg: "video/ogg",
};

function kindByTracks(type: MediaType, has: Readonly<{ video: boolean; audio: boolean }>): MediaType {
  const mime = has.video ? WITH_PICTURE[type.ext] : has.audio ? SOUND_ALONE[type.ext] : undefined;
  return (mime === undefined ? undefined : typeOfMime(mime)) ?? type;
}

const ISO_FAMILY: ReadonlySet<string> = new Set(["mp4", "mov", "3gp", "m4a"]);

/** A camera writes the index of such a film at its end: where it lost its power before, or a copy broke off, there is none, or half of one. */
async function lacksIndex({ read, sizeBytes }: ForeignFile, type: MediaType): Promise<boolean> {
  if (!ISO_FAMILY.has(type.ext)) return false;
  const index = await findBox(read, { at: 0, end: sizeBytes }, "moov");
  return index === undefined || index.from + (await read(index.from, 4)).readUInt32BE(0) > sizeBytes;
}
