// Under which name a smaller file (压缩版) is saved: that of its original, said to be smaller, with the ending of what it is.
const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "video/mp4": "mp4", "video/webm": "webm" };

export function smallName(name: string, mime: string): string {
  return `${name.replace(/\.[^. ]{1,10}$/, "")}-压缩版.${ENDINGS[mime] ?? "bin"}`;
}
