// Why a file that is of no type of the list cannot be attached, as far as its first bytes say it.
import type { ForeignFile } from "./foreign-file.ts";

const HEAD_BYTES = 4096;

/** How archives begin: ZIP (also of no member, or in volumes), RAR, 7-Zip, gzip, xz, bzip2, cabinet. */
const ARCHIVES = [
  "PK\x03\x04",
  "PK\x05\x06",
  "PK\x07\x08",
  "Rar!\x1a\x07",
  "7z\xbc\xaf\x27\x1c",
  "\x1f\x8b",
  "\xfd7zXZ",
  "BZh",
  "MSCF",
];
/** How programs begin: of Windows, of Linux, of macOS, and links of Windows. */
const PROGRAMS = ["MZ", "\x7fELF", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "L\0\0\0\x01\x14\x02\0"];

/** Problems that tell it. */
export type NotTaken = "media-is-archive" | "media-is-program" | "media-all-zero" | "media-type-unknown";

/** The problem of a file. */
export async function whyNotTaken({ read }: ForeignFile): Promise<NotTaken> {
  const head = await read(0, HEAD_BYTES);
  const text = head.toString("latin1");
  if (ARCHIVES.some((start) => text.startsWith(start))) return "media-is-archive";
  if (PROGRAMS.some((start) => text.startsWith(start))) return "media-is-program";
  return head.every((byte) => byte === 0) ? "media-all-zero" : "media-type-unknown";
}
