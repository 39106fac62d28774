// Finds a file's type by its content alone, within the closed list of types.ts.
import { fileTypeFromFile } from "file-type";
import { compoundMime } from "./compound-file.ts";
import { withFileBytes, type ReadAt } from "./file-bytes.ts";
import { isTextFile, startsWithMark } from "./text-file.ts";
import { typeOfMime, type MediaType } from "./types.ts";

const COMPOUND_FILE = "application/x-cfb";
const ZIP = "application/zip";
const BITMAP = "image/bmp";

/** The type of a file, undefined where it is none of the list. Reads only as much as it takes. */
export async function detectType(path: string): Promise<MediaType | undefined> {
  const guess = await guessMime(path);
  const mime = await withFileBytes(path, (read, sizeBytes) => settleMime(guess, read, sizeBytes));
  return mime === undefined ? undefined : typeOfMime(mime);
}

// A file too short or too broken for any detector is of no known type.
async function guessMime(path: string): Promise<string | undefined> {
  try {
    return (await fileTypeFromFile(path))?.mime;
  } catch {
    return undefined;
  }
}

async function settleMime(guess: string | undefined, read: ReadAt, sizeBytes: number): Promise<string | undefined> {
  if (guess === COMPOUND_FILE) return compoundMime(read);
  if (guess === ZIP) return (await isOfd(read, sizeBytes)) ? "application/ofd" : undefined;
  // The mark of UTF-16 looks like the start of a sound frame to a detector.
  if (startsWithMark(await read(0, 3)) && (await isTextFile(read, sizeBytes))) return "text/plain";
  const sure = guess !== undefined && (guess !== BITMAP || (await isBitmap(read)));
  if (sure) return guess;
  return (await isTextFile(read, sizeBytes)) ? "text/plain" : undefined;
}

// "BM" alone also begins a text; a bitmap's second header has one of a few sizes.
async function isBitmap(read: ReadAt): Promise<boolean> {
  const head = await read(0, 18);
  return head.length === 18 && [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14));
}

/** Whether a ZIP is an OFD (GB/T 33190, the layout format of official papers): it holds `OFD.xml` at its root. */
async function isOfd(read: ReadAt, sizeBytes: number): Promise<boolean> {
  const tailAt = Math.max(0, sizeBytes - TAIL_BYTES);
  const tail = await read(tailAt, TAIL_BYTES);
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0 || end + 22 > tail.length) return false;
  const directory = await read(tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), MOST_DIRECTORY_BYTES));
  return memberNames(directory).includes("OFD.xml");
}

// The end record of a ZIP, with the longest comment.
const TAIL_BYTES = 22 + 65_535;
const MOST_DIRECTORY_BYTES = 1024 * 1024;

function memberNames(directory: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameBytes = directory.readUInt16LE(at + 28);
    names.push(directory.toString("utf8", at + 46, at + 46 + nameBytes));
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
