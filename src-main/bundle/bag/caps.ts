// How large a bundle may be. Looked at before anything of that size is read.
import { Problem } from "../../domain/problem.ts";
import {
  BAG_DECLARATION,
  BAG_INFO,
  HEADS,
  INFO,
  kindOfName,
  MANIFEST,
  SIGNATURE,
  TAG_MANIFEST,
  type MemberKind,
} from "../names.ts";
import type { ZipMember } from "../zip/zip-layout.ts";

const KIB = 1024;
const MIB = 1024 * KIB;
const GIB = 1024 * MIB;

/** Limits on one bundle; sizes in bytes. */
export type Caps = Readonly<{ files: number; entries: number; entriesBytes: number; mediumBytes: number; totalBytes: number }>;

/** Far above a county's largest hand-in, far below what would stop a PC. */
export const DEFAULT_CAPS: Caps = {
  files: 100_000,
  entries: 1_000_000,
  entriesBytes: 2 * GIB,
  mediumBytes: 16 * GIB,
  totalBytes: 64 * GIB,
};

const FIXED_BYTES: Readonly<Record<string, number>> = {
  [BAG_DECLARATION]: KIB,
  [BAG_INFO]: 8 * KIB,
  [MANIFEST]: 32 * MIB,
  [TAG_MANIFEST]: 8 * KIB,
  [SIGNATURE]: 8 * KIB,
  [INFO]: 32 * MIB,
  [HEADS]: 16 * MIB,
};

const BYTES_BY_KIND: Readonly<Record<Exclude<MemberKind, "entries" | "media" | "part">, number>> = {
  tag: 8 * KIB,
  info: 32 * MIB,
  heads: 16 * MIB,
  readme: 64 * MIB,
  preview: 2 * MIB,
  paper: 256 * MIB,
};

/** Refuses a directory whose members are too large, one by one or together. @throws {Problem} `bundle-too-large` */
export function assertWithinCaps(members: readonly ZipMember[], caps: Caps): void {
  let total = 0;
  for (const { name, sizeBytes } of members) {
    const most = mostBytes(name, caps);
    if (sizeBytes > most) throw new Problem("bundle-too-large", { what: name, most });
    total += sizeBytes;
  }
  if (total > caps.totalBytes) throw new Problem("bundle-too-large", { what: "bytes", most: caps.totalBytes });
}

/** Refuses a file by its size alone, sealed or not: nothing of it is read. @throws {Problem} `bundle-too-large` */
export function assertFileWithinCaps(sizeBytes: number, caps: Caps): void {
  // The directory, and a tag for each sealed chunk, lie around what the cap is about.
  if (sizeBytes > caps.totalBytes * 1.01) throw new Problem("bundle-too-large", { what: "bytes", most: caps.totalBytes });
}

function mostBytes(name: string, caps: Caps): number {
  const kind = kindOfName(name);
  if (kind === undefined) return 0;
  if (kind === "media" || kind === "part") return caps.mediumBytes;
  if (kind === "entries") return caps.entriesBytes;
  return FIXED_BYTES[name] ?? BYTES_BY_KIND[kind];
}
