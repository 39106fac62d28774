// Tells Word, Excel and PowerPoint files of the old binary kind apart (WPS writes the same), by the streams that they hold.
// See [MS-CFB] Compound File Binary File Format.
import type { ReadAt } from "./foreign-file.ts";

const SIGNATURE = "d0cf11e0a1b11ae1";
const ENTRY_BYTES = 128;
const LAST_SECTOR = 0xfffffffa;
const MOST_DIRECTORY_SECTORS = 256;

/** Which stream makes a compound file which type. */
const STREAMS: Readonly<Record<string, string>> = {
  WordDocument: "application/msword",
  Workbook: "application/vnd.ms-excel",
  Book: "application/vnd.ms-excel",
  "PowerPoint Document": "application/vnd.ms-powerpoint",
};

/** The media type of a compound file; undefined for any other file and for other contents (mail, installers). */
export async function compoundMime(read: ReadAt): Promise<string | undefined> {
  const header = await read(0, 512);
  if (header.length < 512 || header.toString("hex", 0, 8) !== SIGNATURE) return undefined;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  for await (const name of entryNames(read, header, 2 ** shift)) {
    if (Object.hasOwn(STREAMS, name)) return STREAMS[name];
  }
  return undefined;
}

async function* entryNames(read: ReadAt, header: Buffer, sectorBytes: number): AsyncGenerator<string> {
  let sector = header.readUInt32LE(48);
  for (let count = 0; sector < LAST_SECTOR && count < MOST_DIRECTORY_SECTORS; count += 1) {
    const bytes = await read((sector + 1) * sectorBytes, sectorBytes);
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) yield entryName(bytes.subarray(at, at + ENTRY_BYTES));
    sector = await nextSector(read, header, sectorBytes, sector);
  }
}

function entryName(entry: Buffer): string {
  const nameBytes = Math.min(Math.max(entry.readUInt16LE(64) - 2, 0), 62);
  return entry.toString("utf16le", 0, nameBytes);
}

// The header names the first 109 sectors of the allocation table; a directory beyond them is none that we look for.
async function nextSector(read: ReadAt, header: Buffer, sectorBytes: number, sector: number): Promise<number> {
  const perSector = sectorBytes / 4;
  const tableIndex = Math.floor(sector / perSector);
  if (tableIndex >= 109) return LAST_SECTOR;
  const table = header.readUInt32LE(76 + tableIndex * 4);
  if (table >= LAST_SECTOR) return LAST_SECTOR;
  const cell = await read((table + 1) * sectorBytes + (sector % perSector) * 4, 4);
  return cell.length === 4 ? cell.readUInt32LE(0) : LAST_SECTOR;
}
