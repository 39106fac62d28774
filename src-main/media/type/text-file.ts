// Whether a file is text that an office PC can open: UTF-8, GB18030, or UTF-16 with a byte order mark.
import type { ReadAt } from "./foreign-file.ts";

/** As much of a file as is judged; what follows a megabyte of text is taken to be text. */
const JUDGED_BYTES = 1024 * 1024;
// A character may be cut in two where judging stops.
const LONGEST_CHARACTER_BYTES = 4;

// Control characters but tab, line feed, form feed, carriage return and next line; characters that stand for nothing.
const NO_TEXT = /[^\P{Cc}\t\n\f\r\u0085]|[\ufffd-\uffff]/u;

/** Whether a file is text. */
export async function isTextFile(read: ReadAt, sizeBytes: number): Promise<boolean> {
  return isText(await read(0, JUDGED_BYTES), sizeBytes > JUDGED_BYTES);
}

/** Whether bytes are text. @param cut the bytes are only the start of the file. */
export function isText(bytes: Uint8Array, cut: boolean): boolean {
  if (bytes.length === 0) return false;
  const encodings = startsUtf16(bytes) ?? ["utf-8", "gb18030"];
  return encodings.some((encoding) => isTextIn(encoding, bytes, cut));
}

/** Whether bytes begin with a byte order mark of UTF-8 or UTF-16. */
export function startsWithMark(bytes: Uint8Array): boolean {
  return startsUtf16(bytes) !== undefined || (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf);
}

function startsUtf16(bytes: Uint8Array): readonly string[] | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return ["utf-16le"];
  return bytes[0] === 0xfe && bytes[1] === 0xff ? ["utf-16be"] : undefined;
}

function isTextIn(encoding: string, bytes: Uint8Array, cut: boolean): boolean {
  const text = decodeWhole(encoding, bytes) ?? (cut ? decodeCut(encoding, bytes) : undefined);
  return text !== undefined && !NO_TEXT.test(text);
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
