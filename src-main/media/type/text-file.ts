// Whether a file is text that an office PC can open: UTF-8, GB18030, or UTF-16, with or without a byte order mark.
import type { ReadAt } from "./foreign-file.ts";

/** As much of a file as is judged; what follows a megabyte of text is taken to be text. */
const JUDGED_BYTES = 1024 * 1024;
// A character may be cut in two where judging stops.
const LONGEST_CHARACTER_BYTES = 4;

// Control characters but tab, line feed, Word's line break, form feed, carriage return and next line; characters that stand for nothing.
const NO_TEXT = /[^\P{Cc}\t\n\v\f\r\u0085]|[\ufffd-\uffff]/u;
/** DOS ends a text with this, some programs fill up the last block with it. */
const DOS_END = 0x1a;

/** Whether a file is text. */
export async function isTextFile(read: ReadAt, sizeBytes: number): Promise<boolean> {
  return isText(await read(0, JUDGED_BYTES), sizeBytes > JUDGED_BYTES);
}

/** Whether bytes are text. @param cut the bytes are only the start of the file. */
export function isText(bytes: Uint8Array, cut: boolean): boolean {
  const text = withoutDosEnd(bytes);
  if (text.length === 0) return false;
  const marked = startsUtf16(text);
  if (marked !== undefined) return isTextIn(marked, text, cut);
  return ["utf-8", "gb18030"].some((encoding) => isTextIn(encoding, text, cut)) || isUnmarkedUtf16(text, cut);
}

/** Whether bytes begin with a byte order mark of UTF-8 or UTF-16. */
export function startsWithMark(bytes: Uint8Array): boolean {
  return startsUtf16(bytes) !== undefined || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
}

function withoutDosEnd(bytes: Uint8Array): Uint8Array {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === DOS_END) end -= 1;
  return bytes.subarray(0, end);
}

function startsUtf16(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** What a text of an office is made of: ASCII, Chinese, and the marks of both. */
const OFFICE_LETTERS = /[\t\r\n -~\u00b7\u2010-\u2027\u3000-\u303f\uff01-\uff5e]|\p{Script=Han}/gu;

/** Any two bytes are some character of UTF-16: here nearly all must be such as offices write. */
function isUnmarkedUtf16(bytes: Uint8Array, cut: boolean): boolean {
  return ["utf-16le", "utf-16be"].some((encoding) => {
    const text = decode(encoding, bytes, cut);
    if (text === undefined || NO_TEXT.test(text)) return false;
    return (text.match(OFFICE_LETTERS)?.length ?? 0) >= 0.9 * [...text].length;
  });
}

function isTextIn(encoding: string, bytes: Uint8Array, cut: boolean): boolean {
  const text = decode(encoding, bytes, cut);
  return text !== undefined && !NO_TEXT.test(text);
}

function decode(encoding: string, bytes: Uint8Array, cut: boolean): string | undefined {
  return decodeWhole(encoding, bytes) ?? (cut ? decodeCut(encoding, bytes) : undefined);
}

function decodeWhole(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function decodeCut(encoding: string, bytes: Uint8Array): string | undefined {
  for (let less = 1; less < LONGEST_CHARACTER_BYTES; less += 1) {
    const text = decodeWhole(encoding, bytes.subarray(0, -less));
    if (text !== undefined) return text;
  }
  return undefined;
}
