// Finds a file's type by its content alone, within the closed list of types.ts, and compares it with the file's name.
import { Problem } from "../../domain/problem.ts";
import { compoundMime } from "./compound-file.ts";
import type { ForeignFile } from "./foreign-file.ts";
import { isTextFile, startsWithMark } from "./text-file.ts";
import { isMisnamed, typeOfMime, type MediaType } from "./types.ts";

const COMPOUND_FILE = "application/x-cfb";
const ZIP = "application/zip";
const BITMAP = "image/bmp";

/** A first guess at a file's media type; what is guessed as a ZIP or a compound file is looked into further. */
export type GuessMime = (file: ForeignFile) => Promise<string | undefined>;

/**
 * The type of a file that may be attached under its name.
 *
 * @throws {Problem} `file-empty`, `media-type-unknown`, `media-type-mismatch`
 */
export async function admitType(file: ForeignFile, name: string, guess: GuessMime): Promise<MediaType> {
  if (file.sizeBytes === 0) throw new Problem("file-empty", { name });
  const type = await detectType(file, guess);
  if (!type) throw new Problem("media-type-unknown", { name });
  if (isMisnamed(name, type)) throw new Problem("media-type-mismatch", { name, found: type.ext.toUpperCase() });
  return type;
}

/** The type of a file, undefined where it is none of the list. Reads only as much as it takes. */
async function detectType(file: ForeignFile, guess: GuessMime): Promise<MediaType | undefined> {
  const mime = await settleMime(await guess(file), file);
  return mime === undefined ? undefined : typeOfMime(mime);
}

async function settleMime(guess: string | undefined, file: ForeignFile): Promise<string | undefined> {
  const { read, sizeBytes } = file;
  if (guess === COMPOUND_FILE) return compoundMime(read);
  if (guess === ZIP) return paperMime(await memberNames(file));
  // The mark of UTF-16 looks like the start of a sound frame to a detector.
  if (startsWithMark(await read(0, 3)) && (await isTextFile(read, sizeBytes))) return "text/plain";
  const sure = guess !== undefined && (guess !== BITMAP || (await isBitmap(file)));
  if (sure) return guess;
  return (await isTextFile(read, sizeBytes)) ? "text/plain" : undefined;
}

// "BM" alone also begins a text; a bitmap's second header has one of a few sizes.
async function isBitmap({ read }: ForeignFile): Promise<boolean> {
  const head = await read(0, 18);
  return head.length === 18 && [12, 40, 52, 56, 64, 108, 124].includes(head.readUInt32LE(14));
}

const OFFICE = "application/vnd.openxmlformats-officedocument";

/** Which member makes a ZIP which paper; an OFD (GB/T 33190, the layout format of official papers) holds `OFD.xml` at its root. */
const PAPERS: Readonly<Record<string, string>> = {
  "OFD.xml": "application/ofd",
  "word/document.xml": `${OFFICE}.wordprocessingml.document`,
  "xl/workbook.xml": `${OFFICE}.spreadsheetml.sheet`,
  "ppt/presentation.xml": `${OFFICE}.presentationml.presentation`,
};

/** A paper with a program in it is of no type of the list. */
function paperMime(members: readonly string[]): string | undefined {
  if (members.some((member) => member.endsWith("vbaProject.bin"))) return undefined;
  return Object.entries(PAPERS).find(([member]) => members.includes(member))?.[1];
}

// The end record of a ZIP, with the longest comment.
const TAIL_BYTES = 22 + 65_535;
const MOST_DIRECTORY_BYTES = 1024 * 1024;

async function memberNames({ read, sizeBytes }: ForeignFile): Promise<readonly string[]> {
  const tail = await read(Math.max(0, sizeBytes - TAIL_BYTES), TAIL_BYTES);
  const end = tail.lastIndexOf("PK\x05\x06", undefined, "latin1");
  if (end < 0 || end + 22 > tail.length) return [];
  return namesIn(await read(tail.readUInt32LE(end + 16), Math.min(tail.readUInt32LE(end + 12), MOST_DIRECTORY_BYTES)));
}

function namesIn(directory: Buffer): readonly string[] {
  const names: string[] = [];
  for (let at = 0; at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50;) {
    const nameBytes = directory.readUInt16LE(at + 28);
    names.push(directory.toString("utf8", at + 46, at + 46 + nameBytes));
    at += 46 + nameBytes + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return names;
}
