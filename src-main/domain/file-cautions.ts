// What a person should know of a file before opening it, by its type: that an office PC may not play it, or that a program is in it. Pure.

/** `may-not-play`: 这台电脑可能放不了; `macros`: 含宏，打开时请留意. */
export type FileCaution = "may-not-play" | "macros";

/** Films and sounds that Chromium has no decoder for, or only some of what they may hold. */
const UNSURE: ReadonlySet<string> = new Set([
  "video/3gpp",
  "video/x-msvideo",
  "video/x-matroska",
  "video/x-ms-wmv",
  "video/mpeg",
  "video/mp2t",
  "video/x-flv",
  "video/ogg",
  "video/vnd.rn-realvideo",
  "audio/amr",
  "audio/x-ms-wma",
  "audio/x-matroska",
  "audio/aiff",
  "audio/ape",
]);

/** The caution of a file's type; undefined where there is none. */
export function cautionOf(mime: string): FileCaution | undefined {
  if (UNSURE.has(mime)) return "may-not-play";
  return mime.includes(".macroenabled.") ? "macros" : undefined;
}
