// What a person should know of a file before opening it: that an office PC may not play it, that a program is in it, that it needs a
// password, that it is not whole. Pure.

/** `may-not-play`: 这台电脑可能放不了; `macros`: 含宏，打开时请留意; `encrypted`: 打开要密码; `cut-off`: 文件不完整. */
export const FILE_CAUTIONS = ["may-not-play", "macros", "encrypted", "cut-off"] as const;
export type FileCaution = (typeof FILE_CAUTIONS)[number];

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

/** What a file's type alone says; undefined where it says nothing. */
export function cautionOf(mime: string): "may-not-play" | "macros" | undefined {
  if (UNSURE.has(mime)) return "may-not-play";
  return mime.includes(".macroenabled.") ? "macros" : undefined;
}

/** What was read of a file that matters here. */
type Read = Readonly<{ encrypted?: true | undefined; rowsRead?: number | undefined; heightPx?: number | undefined }>;

/** All that is known to be told of a file. @param facts as they were read from it; undefined while nobody has. */
export function cautionsOf(mime: string, facts: Read | undefined): FileCaution[] {
  const ofType = cautionOf(mime);
  return [
    ...(ofType === undefined ? [] : [ofType]),
    ...(facts?.encrypted === true ? (["encrypted"] as const) : []),
    ...(facts !== undefined && percentSeen(facts) !== undefined ? (["cut-off"] as const) : []),
  ];
}

/** How much of a picture that is cut off can be seen, in whole percent rounded down; undefined of one that is whole, as far as is known. */
export function percentSeen({ rowsRead, heightPx }: Omit<Read, "encrypted">): number | undefined {
  if (rowsRead === undefined || heightPx === undefined || rowsRead >= heightPx) return undefined;
  return Math.floor((rowsRead / heightPx) * 100);
}
