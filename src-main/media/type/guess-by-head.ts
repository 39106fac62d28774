// Guesses a file's type by its first bytes, within the closed list alone. It follows no length and no link of the file, so that it
// always ends: this is what the program itself may do while no decode worker can be had.
import type { GuessMime } from "./detect-type.ts";

const HEAD_BYTES = 64 * 1024;

type Sign = Readonly<{ mime: string; fits(head: Buffer): boolean }>;

const at = (head: Buffer, from: number, text: string): boolean => head.toString("latin1", from, from + text.length) === text;
const starts =
  (text: string) =>
  (head: Buffer): boolean =>
    at(head, 0, text);
const riff = (kind: string) => (head: Buffer) => at(head, 0, "RIFF") && at(head, 8, kind);
const brand = (pattern: RegExp) => (head: Buffer) => at(head, 4, "ftyp") && pattern.test(head.toString("latin1", 8, 12));
const says = (head: Buffer, text: string): boolean => head.includes(text, 0, "latin1");
const matroska = (kind: string) => (head: Buffer) => head.readUInt32BE(0) === 0x1a45dfa3 && says(head.subarray(0, 64), kind);
/** Codings of sound begin with `A_`, those of pictures with `V_`. */
const soundOnly = (head: Buffer): boolean => says(head, "A_") && !says(head, "V_");
const ASF = "\x30\x26\xb2\x75\x8e\x66\xcf\x11";
/** What stands in the header of a stream of pictures: ASF_Video_Media. */
const ASF_VIDEO = "\xc0\xef\x19\xbc\x4d\x5b\xcf\x11";
/** Packets of 188 bytes begin alike; those of recorders have four bytes more in front. */
const packets = (from: number, bytes: number) => (head: Buffer) =>
  [0, 1, 2].every((number) => head[from + number * bytes] === 0x47);
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
  { mime: "video/mp4", fits: brand(/^(?!crx)/) },
  { mime: "video/quicktime", fits: (head) => ["moov", "mdat", "wide", "free"].some((box) => at(head, 4, box)) },
  { mime: "video/x-msvideo", fits: riff("AVI ") },
  { mime: "audio/wav", fits: riff("WAVE") },
  { mime: "audio/webm", fits: (head) => matroska("webm")(head) && soundOnly(head) },
  { mime: "video/webm", fits: matroska("webm") },
  { mime: "audio/x-matroska", fits: (head) => matroska("matroska")(head) && soundOnly(head) },
  { mime: "video/x-matroska", fits: matroska("matroska") },
  { mime: "video/x-ms-wmv", fits: (head) => at(head, 0, ASF) && says(head, ASF_VIDEO) },
  { mime: "audio/x-ms-wma", fits: starts(ASF) },
  { mime: "video/x-flv", fits: starts("FLV\x01") },
  { mime: "video/mpeg", fits: (head) => at(head, 0, "\0\0\x01\xba") || at(head, 0, "\0\0\x01\xb3") },
  { mime: "video/mp2t", fits: packets(0, 188) },
  { mime: "video/mp2t", fits: packets(4, 192) },
  { mime: "video/vnd.rn-realvideo", fits: starts(".RMF") },
  { mime: "audio/amr", fits: starts("#!AMR") },
  { mime: "audio/flac", fits: starts("fLaC") },
  { mime: "video/ogg", fits: (head) => at(head, 0, "OggS") && (at(head, 29, "theora") || at(head, 28, "\x01video")) },
  { mime: "audio/ogg", fits: starts("OggS") },
  { mime: "audio/aiff", fits: (head) => at(head, 0, "FORM") && (at(head, 8, "AIFF") || at(head, 8, "AIFC")) },
  { mime: "audio/ape", fits: starts("MAC ") },
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
