// The closed list of what may be attached: how each type is called, written as a file and shown. Pure data and look-ups.
import { cautionOf, type FileCaution } from "../../domain/file-cautions.ts";
import type { MediaFacts } from "../../usecases/ports/media.ts";

/** One type of the list. `names`: other extensions it goes by; `aliases`: other media types that detectors give it; `caution`: what to know before opening it. */
export type MediaType = Readonly<{
  mime: string;
  ext: string;
  class: MediaFacts["class"];
  names?: readonly string[];
  aliases?: readonly string[];
  caution: FileCaution | undefined;
}>;

type Unclassed = Omit<MediaType, "class" | "caution">;

const OPEN_XML = "application/vnd.openxmlformats-officedocument";
const OPEN_DOCUMENT = "application/vnd.oasis.opendocument";

const PHOTOS: readonly Unclassed[] = [
  { mime: "image/jpeg", ext: "jpg", names: ["jpeg", "jpe", "jfif"] },
  { mime: "image/png", ext: "png", aliases: ["image/apng"] },
  { mime: "image/webp", ext: "webp" },
  {
    mime: "image/heic",
    ext: "heic",
    names: ["heif", "hif"],
    aliases: ["image/heif", "image/heic-sequence", "image/heif-sequence"],
  },
  { mime: "image/avif", ext: "avif" },
  { mime: "image/gif", ext: "gif" },
  { mime: "image/tiff", ext: "tiff", names: ["tif"] },
  { mime: "image/bmp", ext: "bmp", names: ["dib"] },
];

const VIDEOS: readonly Unclassed[] = [
  { mime: "video/mp4", ext: "mp4", names: ["m4v", "f4v"], aliases: ["video/x-m4v", "video/x-f4v"] },
  { mime: "video/quicktime", ext: "mov", names: ["qt"] },
  { mime: "video/3gpp", ext: "3gp", names: ["3g2", "3gpp"], aliases: ["video/3gpp2"] },
  { mime: "video/x-msvideo", ext: "avi", names: ["divx"], aliases: ["video/vnd.avi"] },
  { mime: "video/x-matroska", ext: "mkv", aliases: ["video/matroska"] },
  { mime: "video/webm", ext: "webm" },
  { mime: "video/x-ms-wmv", ext: "wmv", names: ["asf"], aliases: ["video/x-ms-asf", "application/vnd.ms-asf"] },
  { mime: "video/mpeg", ext: "mpg", names: ["mpeg", "mpe", "m2v", "vob"], aliases: ["video/MP2P", "video/MP1S", "video/mp2p"] },
  { mime: "video/mp2t", ext: "ts", names: ["mts", "m2ts", "m2t", "tp"] },
  { mime: "video/x-flv", ext: "flv" },
  { mime: "video/ogg", ext: "ogv", names: ["ogm"] },
  { mime: "video/vnd.rn-realvideo", ext: "rm", names: ["rmvb"], aliases: ["application/vnd.rn-realmedia"] },
];

const SOUNDS: readonly Unclassed[] = [
  { mime: "audio/mpeg", ext: "mp3", names: ["mp2"] },
  { mime: "audio/mp4", ext: "m4a", names: ["m4b"], aliases: ["audio/x-m4a"] },
  { mime: "audio/aac", ext: "aac" },
  { mime: "audio/wav", ext: "wav", aliases: ["audio/vnd.wave", "audio/x-wav"] },
  { mime: "audio/amr", ext: "amr", names: ["awb"] },
  {
    mime: "audio/ogg",
    ext: "ogg",
    names: ["oga", "opus", "spx"],
    aliases: ["audio/ogg; codecs=opus", "audio/opus", "application/ogg"],
  },
  { mime: "audio/flac", ext: "flac", aliases: ["audio/x-flac"] },
  { mime: "audio/x-ms-wma", ext: "wma", aliases: ["audio/x-ms-asf"] },
  { mime: "audio/webm", ext: "weba" },
  { mime: "audio/x-matroska", ext: "mka" },
  { mime: "audio/aiff", ext: "aiff", names: ["aif", "aifc"] },
  { mime: "audio/ape", ext: "ape" },
];

const DOCUMENTS: readonly Unclassed[] = [
  { mime: "application/pdf", ext: "pdf" },
  { mime: "application/ofd", ext: "ofd" },
  { mime: "application/msword", ext: "doc", names: ["dot", "wps", "wpt"] },
  { mime: "application/vnd.ms-excel", ext: "xls", names: ["xlt", "et", "ett"] },
  { mime: "application/vnd.ms-powerpoint", ext: "ppt", names: ["pps", "pot", "dps", "dpt"] },
  { mime: `${OPEN_XML}.wordprocessingml.document`, ext: "docx" },
  { mime: `${OPEN_XML}.wordprocessingml.template`, ext: "dotx" },
  { mime: "application/vnd.ms-word.document.macroenabled.12", ext: "docm" },
  {
    mime: "application/vnd.ms-word.template.macroenabled.12",
    ext: "dotm",
    aliases: ["application/vnd.ms-word.template.macroenabledtemplate.12"],
  },
  { mime: `${OPEN_XML}.spreadsheetml.sheet`, ext: "xlsx" },
  { mime: `${OPEN_XML}.spreadsheetml.template`, ext: "xltx" },
  { mime: "application/vnd.ms-excel.sheet.macroenabled.12", ext: "xlsm" },
  { mime: "application/vnd.ms-excel.template.macroenabled.12", ext: "xltm" },
  { mime: "application/vnd.ms-excel.sheet.binary.macroenabled.12", ext: "xlsb" },
  { mime: `${OPEN_XML}.presentationml.presentation`, ext: "pptx" },
  { mime: `${OPEN_XML}.presentationml.template`, ext: "potx" },
  { mime: `${OPEN_XML}.presentationml.slideshow`, ext: "ppsx" },
  { mime: "application/vnd.ms-powerpoint.presentation.macroenabled.12", ext: "pptm" },
  { mime: "application/vnd.ms-powerpoint.template.macroenabled.12", ext: "potm" },
  { mime: "application/vnd.ms-powerpoint.slideshow.macroenabled.12", ext: "ppsm" },
  { mime: `${OPEN_DOCUMENT}.text`, ext: "odt", names: ["ott"], aliases: [`${OPEN_DOCUMENT}.text-template`] },
  { mime: `${OPEN_DOCUMENT}.spreadsheet`, ext: "ods", names: ["ots"], aliases: [`${OPEN_DOCUMENT}.spreadsheet-template`] },
  { mime: `${OPEN_DOCUMENT}.presentation`, ext: "odp", names: ["otp"], aliases: [`${OPEN_DOCUMENT}.presentation-template`] },
  // An encrypted paper does not say of which kind it is; this is one whose name does not say it either.
  { mime: "application/x-tika-ooxml-protected", ext: "ooxml" },
  { mime: "application/rtf", ext: "rtf" },
  { mime: "text/plain", ext: "txt", names: ["csv", "log", "md"] },
];

const ofClass = (kind: MediaType["class"], types: readonly Unclassed[]): readonly MediaType[] =>
  types.map((type) => ({ ...type, class: kind, caution: cautionOf(type.mime) }));

/** Every type that is accepted; `ext` and `mime` are unique. */
export const MEDIA_TYPES: readonly MediaType[] = [
  ...ofClass("photo", PHOTOS),
  ...ofClass("video", VIDEOS),
  ...ofClass("audio", SOUNDS),
  ...ofClass("document", DOCUMENTS),
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
