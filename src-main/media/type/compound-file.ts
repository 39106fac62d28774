// Tells Word, Excel and PowerPoint files of the old binary kind apart (WPS writes the same), by the streams that they hold, and papers
// of the newer kind that are encrypted: these lie in a compound file as well. See [MS-CFB] Compound File Binary File Format.
import type { ReadAt } from "./foreign-file.ts";

const SIGNATURE = "d0cf11e0a1b11ae1";
const ENTRY_BYTES = 128;
const LAST_SECTOR = 0xfffffffa;
const MOST_DIRECTORY_SECTORS = 256;

/** What a compound file holds. `encrypted`: nobody reads it without its password. */
export type CompoundPaper = Readonly<{ mime: string; encrypted: boolean }>;

/** A stream or a folder of the directory. */
type Entry = Readonly<{ name: string; sector: number; bytes: number }>;

type Sectors = Readonly<{ read: ReadAt; header: Buffer; sectorBytes: number }>;

/** An encrypted paper of the newer kind, which says no more of itself. @see [MS-OFFCRYPTO] §2.3.4 */
export const PROTECTED = "application/x-tika-ooxml-protected";

/** Which stream makes a compound file which type. */
const STREAMS: Readonly<Record<string, string>> = {
  EncryptedPackage: PROTECTED,
  WordDocument: "application/msword",
  Workbook: "application/vnd.ms-excel",
  Book: "application/vnd.ms-excel",
  "PowerPoint Document": "application/vnd.ms-powerpoint",
};

/** What a compound file is; undefined for any other file and for other contents (mail, installers). */
export async function compoundPaper(read: ReadAt): Promise<CompoundPaper | undefined> {
  const header = await read(0, 512);
  if (header.length < 512 || header.toString("hex", 0, 8) !== SIGNATURE) return undefined;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return undefined;
  const sectors = { read, header, sectorBytes: 2 ** shift };
  const entries: Entry[] = [];
  for await (const entry of entriesIn(sectors)) entries.push(entry);
  const main = entries.find(({ name }) => Object.hasOwn(STREAMS, name));
  const mime = STREAMS[main?.name ?? ""];
  if (main === undefined || mime === undefined) return undefined;
  const encrypted = entries.some(({ name }) => name === "EncryptedPackage" || name === "EncryptedSummary");
  return { mime, encrypted: encrypted || (await saysEncrypted(sectors, main)) };
}

/** Streams shorter than this lie in pieces elsewhere; no program writes so short a paper. */
const LEAST_STREAM_BYTES = 4096;

async function saysEncrypted({ read, sectorBytes }: Sectors, { name, sector, bytes }: Entry): Promise<boolean> {
  if (bytes < LEAST_STREAM_BYTES) return false;
  const start = await read((sector + 1) * sectorBytes, 512);
  return start.length === 512 && (name === "WordDocument" ? wordEncrypted(start) : bookEncrypted(start));
}

/** @see [MS-DOC] §2.5.2 FibBase, fEncrypted */
function wordEncrypted(start: Buffer): boolean {
  return start.readUInt16LE(0) === 0xa5ec && (start.readUInt16LE(10) & 0x0100) !== 0;
}

const [BOF, WRITE_PROTECT, FILE_PASS] = [0x0809, 0x0086, 0x002f];

/** The record FilePass follows the first, but for one. @see [MS-XLS] §2.4.117 */
function bookEncrypted(start: Buffer): boolean {
  for (let at = 0; at + 4 <= start.length; at += 4 + start.readUInt16LE(at + 2)) {
    const record = start.readUInt16LE(at);
    if (record !== BOF && record !== WRITE_PROTECT) return record === FILE_PASS;
  }
  return false;
}

async function* entriesIn(sectors: Sectors): AsyncGenerator<Entry> {
  let sector = sectors.header.readUInt32LE(48);
  for (let count = 0; sector < LAST_SECTOR && count < MOST_DIRECTORY_SECTORS; count += 1) {
    const bytes = await sectors.read((sector + 1) * sectors.sectorBytes, sectors.sectorBytes);
    for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) yield entryIn(bytes.subarray(at, at + ENTRY_BYTES));
    sector = await nextSector(sectors, sector);
  }
}

function entryIn(entry: Buffer): Entry {
  const nameBytes = Math.min(Math.max(entry.readUInt16LE(64) - 2, 0), 62);
  return { name: entry.toString("utf16le", 0, nameBytes), sector: entry.readUInt32LE(116), bytes: entry.readUInt32LE(120) };
}

// The header names the first 109 sectors of the allocation table; a directory beyond them is none that we look for.
async function nextSector({ read, header, sectorBytes }: Sectors, sector: number): Promise<number> {
  const perSector = sectorBytes / 4;
  const tableIndex = Math.floor(sector / perSector);
  if (tableIndex >= 109) return LAST_SECTOR;
  const table = header.readUInt32LE(76 + tableIndex * 4);
  if (table >= LAST_SECTOR) return LAST_SECTOR;
  const cell = await read((table + 1) * sectorBytes + (sector % perSector) * 4, 4);
  return cell.length === 4 ? cell.readUInt32LE(0) : LAST_SECTOR;
}
