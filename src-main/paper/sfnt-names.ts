// Family names of a font file, read from its `name` table alone: a font folder is searched without loading its fonts.
// Strict and bounded; a file that is no TTF, OTF or TTC, or is damaged, has no names.
import { closeSync, openSync, readSync } from "node:fs";

const MOST_FACES = 64;
const MOST_TABLES = 128;
const MOST_NAME_BYTES = 256 * 1024;
const FAMILY_NAME_IDS = new Set([1, 16]);

/**
 * All family names of all faces in a file, in every language the file names them.
 *
 * @param path a file that exists; anything unreadable gives an empty list.
 * @see OpenType specification, `ttcf` header and `name` table
 */
export function familyNamesIn(path: string): readonly string[] {
  try {
    return withFile(path, (read) => [...new Set(faceOffsets(read).flatMap((offset) => faceNames(read, offset)))]);
  } catch {
    return [];
  }
}

type Read = (offset: number, length: number) => Buffer;

function withFile<Result>(path: string, use: (read: Read) => Result): Result {
  const file = openSync(path, "r");
  try {
    return use((offset, length) => {
      const bytes = Buffer.alloc(length);
      if (readSync(file, bytes, 0, length, offset) !== length) throw new RangeError("font file is cut short");
      return bytes;
    });
  } finally {
    closeSync(file);
  }
}

function faceOffsets(read: Read): readonly number[] {
  if (read(0, 4).toString("latin1") !== "ttcf") return [0];
  const count = Math.min(read(8, 4).readUInt32BE(0), MOST_FACES);
  const offsets = read(12, count * 4);
  return Array.from({ length: count }, (_, i) => offsets.readUInt32BE(i * 4));
}

function faceNames(read: Read, face: number): readonly string[] {
  const count = Math.min(read(face + 4, 2).readUInt16BE(0), MOST_TABLES);
  const directory = read(face + 12, count * 16);
  for (let at = 0; at < directory.length; at += 16) {
    if (directory.toString("latin1", at, at + 4) !== "name") continue;
    return namesIn(read(directory.readUInt32BE(at + 8), Math.min(directory.readUInt32BE(at + 12), MOST_NAME_BYTES)));
  }
  return [];
}

function namesIn(table: Buffer): readonly string[] {
  const strings = table.readUInt16BE(4);
  const records = Array.from({ length: table.readUInt16BE(2) }, (_, i) => table.subarray(6 + i * 12, 18 + i * 12));
  return records
    .filter((record) => record.length === 12 && FAMILY_NAME_IDS.has(record.readUInt16BE(6)) && isUnicode(record))
    .map((record) => utf16be(table, strings + record.readUInt16BE(10), record.readUInt16BE(8)));
}

/** Platforms 0 (Unicode) and 3 (Windows) write UTF-16BE. */
function isUnicode(record: Buffer): boolean {
  return record.readUInt16BE(0) === 0 || record.readUInt16BE(0) === 3;
}

function utf16be(table: Buffer, start: number, length: number): string {
  return new TextDecoder("utf-16be").decode(table.subarray(start, start + length));
}
