// The closed list of what may be attached: how each type is called, written as a file and shown. Pure data and look-ups.
import type { MediaFacts } from "../../usecases/ports/media.ts";

/** One type of the list. `names`: other extensions it goes by; `aliases`: other media types that detectors give it. */
export type MediaType = Readonly<{
  mime: string;
  ext: string;
  class: MediaFacts["class"];
  names?: readonly string[];
  aliases?: readonly string[];
}>;

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** Every type that is accepted; `ext` and `mime` are unique. */
export const MEDIA_TYPES: readonly MediaType[] = [
  { class: "photo", mime: "image/jpeg", ext: "jpg", names: ["jpeg", "jpe", "jfif"] },
  { class: "photo", mime: "image/png", ext: "png", aliases: ["image/apng"] },
  { class: "photo", mime: "image/webp", ext: "webp" },
  {
    class: "photo",
    mime: "image/heic",
    ext: "heic",
    names: ["heif", "hif"],
    aliases: ["image/heif", "image/heic-sequence", "image/heif-sequence"],
  },
  { class: "photo", mime: "image/avif", ext: "avif" },
  { class: "photo", mime: "image/gif", ext: "gif" },
  { class: "photo", mime: "image/tiff", ext: "tiff", names: ["tif"] },
  { class: "photo", mime: "image/bmp", ext: "bmp" },
  { class: "video", mime: "video/mp4", ext: "mp4", names: ["m4v"], aliases: ["video/x-m4v"] },
  { class: "video", mime: "video/quicktime", ext: "mov", names: ["qt"] },
  { class: "video", mime: "video/3gpp", ext: "3gp", names: ["3g2", "3gpp"], aliases: ["video/3gpp2"] },
  { class: "video", mime: "video/x-msvideo", ext: "avi", aliases: ["video/vnd.avi"] },
  { class: "video", mime: "video/x-matroska", ext: "mkv", aliases: ["video/matroska"] },
  { class: "video", mime: "video/webm", ext: "webm" },
  { class: "audio", mime: "audio/mpeg", ext: "mp3" },
  { class: "audio", mime: "audio/mp4", ext: "m4a", names: ["m4b"], aliases: ["audio/x-m4a"] },
  { class: "audio", mime: "audio/aac", ext: "aac" },
  { class: "audio", mime: "audio/wav", ext: "wav", aliases: ["audio/vnd.wave", "audio/x-wav"] },
  { class: "audio", mime: "audio/amr", ext: "amr" },
  {
    class: "audio",
    mime: "audio/ogg",
    ext: "ogg",
    names: ["oga", "opus"],
    aliases: ["audio/ogg; codecs=opus", "audio/opus", "application/ogg"],
  },
  { class: "audio", mime: "audio/flac", ext: "flac", aliases: ["audio/x-flac"] },
  { class: "document", mime: "application/pdf", ext: "pdf" },
  { class: "document", mime: "application/ofd", ext: "ofd" },
  { class: "document", mime: "application/msword", ext: "doc", names: ["dot", "wps", "wpt"] },
  { class: "document", mime: "application/vnd.ms-excel", ext: "xls", names: ["xlt", "et", "ett"] },
  { class: "document", mime: "application/vnd.ms-powerpoint", ext: "ppt", names: ["pps", "dps", "dpt"] },
  { class: "document", mime: `${OFFICE}.wordprocessingml.document`, ext: "docx" },
  { class: "document", mime: `${OFFICE}.spreadsheetml.sheet`, ext: "xlsx" },
  { class: "document", mime: `${OFFICE}.presentationml.presentation`, ext: "pptx" },
  { class: "document", mime: "application/rtf", ext: "rtf" },
  { class: "document", mime: "text/plain", ext: "txt", names: ["csv", "log", "md"] },
];

/** The type of a media type name, as this list or a detector calls it. */
export function typeOfMime(mime: string): MediaType | undefined {
  return MEDIA_TYPES.find((type) => type.mime === mime || type.aliases?.includes(mime));
}

/** The type that a file's name promises; undefined where the name promises nothing that is known here. */
export function typeOfName(name: string): MediaType | undefined {
  const ext = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return MEDIA_TYPES.find((type) => ext !== undefined && (type.ext === ext || type.names?.includes(ext)));
}

/**
 * Whether a file is something else than its name says, in a way that a person must know of: a text called `.jpg`.
 * A PNG called `.jpg` is a photo all the same, and a recorder's `.mp4` may hold sound only.
 */
export function isMisnamed(name: string, found: MediaType): boolean {
  const promised = typeOfName(name)?.class ?? found.class;
  const isClip = (kind: MediaFacts["class"]) => kind === "audio" || kind === "video";
  return promised !== found.class && !(isClip(promised) && isClip(found.class));
}
