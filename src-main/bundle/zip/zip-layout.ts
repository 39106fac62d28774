// The one spelling of a bundle's ZIP records: stored, UTF-8 names, sizes and CRC known, ZIP64 only where needed, no times.
// Encoder only; zip-directory.ts reads a record by encoding it again and comparing, so no second reading of a file exists.

/** A file in the ZIP. `offset` is where its local header starts; `crc32` is unsigned. */
export type ZipMember = Readonly<{ name: string; sizeBytes: number; crc32: number; offset: number }>;

export const LOCAL_BYTES = 30;
export const CENTRAL_BYTES = 46;
export const END_BYTES = 22;
export const END64_BYTES = 56;
export const LOCATOR_BYTES = 20;
export const LOCAL_MARK = 0x04034b50;
export const CENTRAL_MARK = 0x02014b50;
export const END_MARK = 0x06054b50;
export const END64_MARK = 0x06064b50;
export const LOCATOR_MARK = 0x07064b50;

const MOST_32 = 0xffffffff;
const MOST_16 = 0xffff;
const UTF8_NAMES = 0x0800;
const VERSION = 20;
const VERSION_64 = 45;
/** 1980-01-01: the bag says when it was made; a time here would only be a second opinion. */
const NO_DATE = 0x0021;
/** Made on Unix: only then does Info-ZIP's unzip take a name as UTF-8 whatever the locale. */
const MADE_ON_UNIX = 3 << 8;
/** A regular file, -rw-r--r--. */
const FILE_MODE = 0o100644;

/** Whether a number needs the 64-bit field. */
function isLarge(value: number): boolean {
  return value >= MOST_32;
}

/** Bytes of a member's local header. */
export function localHeaderBytes(member: Pick<ZipMember, "name" | "sizeBytes">): number {
  return LOCAL_BYTES + Buffer.byteLength(member.name) + (isLarge(member.sizeBytes) ? 20 : 0);
}

/** The local header that stands before a member's bytes. */
export function encodeLocalHeader(member: ZipMember): Buffer {
  const large = isLarge(member.sizeBytes);
  const header = Buffer.alloc(LOCAL_BYTES);
  header.writeUInt32LE(LOCAL_MARK, 0);
  writeCommon(header, 4, member, large, large ? 20 : 0);
  return Buffer.concat([
    header,
    Buffer.from(member.name),
    large ? extra64([member.sizeBytes, member.sizeBytes]) : Buffer.alloc(0),
  ]);
}

/** The member's record in the central directory. */
export function encodeCentralHeader(member: ZipMember): Buffer {
  const sizes = isLarge(member.sizeBytes) ? [member.sizeBytes, member.sizeBytes] : [];
  const values = isLarge(member.offset) ? [...sizes, member.offset] : sizes;
  const extra = values.length > 0 ? extra64(values) : Buffer.alloc(0);
  const header = Buffer.alloc(CENTRAL_BYTES);
  header.writeUInt32LE(CENTRAL_MARK, 0);
  header.writeUInt16LE(MADE_ON_UNIX | (values.length > 0 ? VERSION_64 : VERSION), 4);
  writeCommon(header, 6, member, values.length > 0, extra.byteLength);
  header.writeUInt16LE(FILE_MODE, 40);
  header.writeUInt32LE(Math.min(member.offset, MOST_32), 42);
  return Buffer.concat([header, Buffer.from(member.name), extra]);
}

/** Everything after the central directory. @param directoryOffset where it starts; @param directoryBytes its length. */
export function encodeEnd(count: number, directoryOffset: number, directoryBytes: number): Buffer {
  const needs64 = count >= MOST_16 || isLarge(directoryOffset) || isLarge(directoryBytes);
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_MARK, 0);
  end.writeUInt16LE(Math.min(count, MOST_16), 8);
  end.writeUInt16LE(Math.min(count, MOST_16), 10);
  end.writeUInt32LE(Math.min(directoryBytes, MOST_32), 12);
  end.writeUInt32LE(Math.min(directoryOffset, MOST_32), 16);
  return needs64 ? Buffer.concat([encodeEnd64(count, directoryOffset, directoryBytes), end]) : end;
}

/** Size of a whole bundle of these members, in bytes: known before the first byte is written. */
export function zipSizeBytes(members: readonly Pick<ZipMember, "name" | "sizeBytes">[]): number {
  let [offset, directory] = [0, 0];
  for (const member of members) {
    directory += encodeCentralHeader({ ...member, crc32: 0, offset }).byteLength;
    offset += localHeaderBytes(member) + member.sizeBytes;
  }
  return offset + directory + encodeEnd(members.length, offset, directory).byteLength;
}

// The 26 bytes that local and central headers share, from "version needed" to "extra field length".
function writeCommon(header: Buffer, at: number, member: ZipMember, needs64: boolean, extraBytes: number): void {
  const size = Math.min(member.sizeBytes, MOST_32);
  header.writeUInt16LE(needs64 ? VERSION_64 : VERSION, at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(NO_DATE, at + 8);
  header.writeUInt32LE(member.crc32, at + 10);
  header.writeUInt32LE(size, at + 14);
  header.writeUInt32LE(size, at + 18);
  header.writeUInt16LE(Buffer.byteLength(member.name), at + 22);
  header.writeUInt16LE(extraBytes, at + 24);
}

function extra64(values: readonly number[]): Buffer {
  const extra = Buffer.alloc(4 + 8 * values.length);
  extra.writeUInt16LE(0x0001, 0);
  extra.writeUInt16LE(8 * values.length, 2);
  values.forEach((value, index) => extra.writeBigUInt64LE(BigInt(value), 4 + 8 * index));
  return extra;
}

function encodeEnd64(count: number, directoryOffset: number, directoryBytes: number): Buffer {
  const bytes = Buffer.alloc(END64_BYTES + LOCATOR_BYTES);
  bytes.writeUInt32LE(END64_MARK, 0);
  bytes.writeBigUInt64LE(BigInt(END64_BYTES - 12), 4);
  bytes.writeUInt16LE(VERSION_64, 12);
  bytes.writeUInt16LE(VERSION_64, 14);
  bytes.writeBigUInt64LE(BigInt(count), 24);
  bytes.writeBigUInt64LE(BigInt(count), 32);
  bytes.writeBigUInt64LE(BigInt(directoryBytes), 40);
  bytes.writeBigUInt64LE(BigInt(directoryOffset), 48);
  bytes.writeUInt32LE(LOCATOR_MARK, END64_BYTES);
  bytes.writeBigUInt64LE(BigInt(directoryOffset + directoryBytes), END64_BYTES + 8);
  bytes.writeUInt32LE(1, END64_BYTES + 16);
  return bytes;
}
