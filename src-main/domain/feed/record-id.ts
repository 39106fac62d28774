// Identifiers of records: UUIDv7 for new ones, UUIDv8 of a hash where a natural key says that two must be one.
import type { Sha256 } from "./entry.ts";

/** UUIDv7 from wall time and 74 random bits. @param randomHex at least 19 hexadecimal digits. @see RFC 9562 §5.7 */
export function uuidV7(nowMs: number, randomHex: string): string {
  const time = nowMs.toString(16).padStart(12, "0");
  return layout(time + randomHex.slice(0, 19).padStart(19, "0").slice(0, 3) + randomHex.slice(3, 19), "7");
}

/** UUIDv8 whose bits are the first of the SHA-256 of a natural key's text. @see RFC 9562 §5.8 */
export function uuidV8(sha256: Sha256, naturalKey: string): string {
  const digest = sha256(naturalKey);
  return layout(digest.slice(0, 12) + digest.slice(12, 15) + digest.slice(15, 31), "8");
}

/** When a UUIDv7 was made, in ms since 1970; undefined for other identifiers. */
export function madeAtMs(record: string): number | undefined {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-7/.test(record) ? Number.parseInt(record.slice(0, 8) + record.slice(9, 13), 16) : undefined;
}

/** 12 + 3 + 16 hexadecimal digits around the version and the variant. */
function layout(digits: string, version: "7" | "8"): string {
  const variant = ((Number.parseInt(digits[15] ?? "0", 16) & 0x3) | 0x8).toString(16);
  const all = `${digits.slice(0, 12)}${version}${digits.slice(12, 15)}${variant}${digits.slice(16, 31)}`;
  return [all.slice(0, 8), all.slice(8, 12), all.slice(12, 16), all.slice(16, 20), all.slice(20, 32)].join("-");
}
