// Under which name a smaller file (压缩版) is saved from a screen.
import { smallerFileName } from "../../../../src-main/domain/file-names.ts";

const ENDINGS: Readonly<Record<string, string>> = { "image/jpeg": "jpg", "video/mp4": "mp4", "video/webm": "webm" };

export function smallName(name: string, mime: string): string {
  return smallerFileName(name, ENDINGS[mime] ?? "bin");
}
