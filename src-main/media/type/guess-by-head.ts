// Guesses a file's type by its first bytes, within the closed list alone. It follows no length and no link of the file, so that it
// always ends: this is what the program itself may do while no decode worker can be had.
import type { GuessMime } from "./detect-type.ts";

const HEAD_BYTES = 4096;

type Sign = Readonly<{ mime: string; fits(head: Buffer): boolean }>;

const at = (head: Buffer, from: number, text: string): boolean => head.toString("latin1", from, from + text.length) === text;
const starts =
  (text: string) =>
  (head: Buffer): boolean =>
    at(head, 0, text);
const riff = (kind: string) => (head: Buffer) => at(head, 0, "RIFF") && at(head, 8, kind);
const brand = (pattern: RegExp) => (head: Buffer) => at(head, 4, "ftyp") && pattern.test(head.toString("latin1", 8, 12));
const matroska = (kind: string) => (head: Buffer) => head.readUInt32BE(0) === 0x1a45dfa3 && head.indexOf(kind, 0, "latin1") > 0;
const bits = (mask: number, value: number) => (head: Buffer) => head[0] === 0xff && ((head[1] ?? 0) & mask) === value;

/** The first that fits counts. */
const SIGNS: readonly Sign[] = [
  { mime: "image/jpeg", fits: starts("\xff\xd8\xff") },
  { mime: "image/png", fits: starts("\x89PNG\r\n\x1a\n") },
  { mime: "image/gif", fits: (head) => at(head, 0, "GIF87a") || at(head, 0, "GIF89a") },
  { mime: "image/webp", fits: riff("WEBP") },
  { mime: "image/tiff", fits: (head) => at(head, 0, "II*\0") || at(head, 0, "MM\0*") },
  { mime: "image/bmp", fits: starts("BM") },
  { mime: "image/heic", fits: brand(/^(hei[cxms]|hev[cxms]|mif1|msf1)/) },
  { mime: "image/avif", fits: brand(/^avi[fs]/) },
  { mime: "audio/mp4", fits: brand(/^M4[AB]/) },
  { mime: "video/quicktime", fits: brand(/^qt/) },
  { mime: "video/3gpp", fits: brand(/^3g/i) },
  { mime: "video/mp4", fits: brand(/^(?!crx|F4[AB])/) },
  { mime: "video/quicktime", fits: (head) => ["moov", "mdat", "wide", "free"].some((box) => at(head, 4, box)) },
  { mime: "video/x-msvideo", fits: riff("AVI ") },
  { mime: "audio/wav", fits: riff("WAVE") },
  { mime: "video/webm", fits: matroska("webm") },
  { mime: "video/x-matroska", fits: matroska("matroska") },
  { mime: "audio/amr", fits: starts("#!AMR") },
  { mime: "audio/flac", fits: starts("fLaC") },
  { mime: "audio/ogg", fits: (head) => at(head, 0, "OggS") && !at(head, 29, "theora") },
  { mime: "audio/aac", fits: bits(0xf6, 0xf0) },
  { mime: "audio/mpeg", fits: bits(0xe6, 0xe2) },
  { mime: "audio/mpeg", fits: starts("ID3") },
  { mime: "application/pdf", fits: starts("%PDF-") },
  { mime: "application/rtf", fits: starts("{\\rtf") },
  { mime: "application/zip", fits: starts("PK\x03\x04") },
  { mime: "application/x-cfb", fits: starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") },
];

/** Guesses as the library would. */
export const guessByHead: GuessMime = async (file) => {
  const head = Buffer.alloc(HEAD_BYTES);
  (await file.read(0, HEAD_BYTES)).copy(head);
  return SIGNS.find(({ fits }) => fits(head))?.mime;
};
