// Reads a ZIP's central directory in the one spelling that zip-layout.ts writes. Pure: bytes in, members out.
// Every record is encoded again and compared; members must lie one behind the other from byte 0 to the directory. So there is
// no room for overlaps, gaps, comments, links, folders, compression, encryption, or a second way to read the file.
import { Problem } from "../../domain/problem.ts";
import {
  CENTRAL_BYTES,
  CENTRAL_MARK,
  encodeCentralHeader,
  encodeEnd,
  END64_BYTES,
  END64_MARK,
  END_BYTES,
  END_MARK,
  localHeaderBytes,
  LOCATOR_BYTES,
  LOCATOR_MARK,
  type ZipMember,
} from "./zip-layout.ts";
import { MAX_NAME_BYTES } from "../names.ts";

/** Bytes at the end of a file that are enough to find the directory. */
export const TAIL_BYTES = END64_BYTES + LOCATOR_BYTES + END_BYTES;

/** Where the directory lies, by the end records. */
export type DirectoryPlace = Readonly<{ count: number; offset: number; sizeBytes: number }>;

/** Longest directory that a number of members can have. */
export function mostDirectoryBytes(count: number): number {
  return count * (CENTRAL_BYTES + MAX_NAME_BYTES + 28);
}

/**
 * Finds the directory. @param tail the last {@link TAIL_BYTES} of the file, or all of it. @param fileBytes the file's size.
 *
 * @returns undefined if the file does not end in an end record.
 * @throws {Problem} `bundle-hostile`
 */
export function findDirectory(tail: Buffer, fileBytes: number): DirectoryPlace | undefined {
  const at = tail.byteLength - END_BYTES;
  if (at < 0 || tail.readUInt32LE(at) !== END_MARK) return undefined;
  const place = directoryIn64(tail, at) ?? {
    count: tail.readUInt16LE(at + 10),
    sizeBytes: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  const end = encodeEnd(place.count, place.offset, place.sizeBytes);
  const fits = place.offset + place.sizeBytes + end.byteLength === fileBytes;
  if (!fits || !end.equals(tail.subarray(-end.byteLength))) throw hostile("end of directory");
  return place;
}

function directoryIn64(tail: Buffer, end: number): DirectoryPlace | undefined {
  const at = end - LOCATOR_BYTES - END64_BYTES;
  if (at < 0 || tail.readUInt32LE(at + END64_BYTES) !== LOCATOR_MARK || tail.readUInt32LE(at) !== END64_MARK) return undefined;
  return { count: safe(tail, at + 32), sizeBytes: safe(tail, at + 40), offset: safe(tail, at + 48) };
}

/**
 * Reads the members, in the order in which they lie in the file.
 *
 * @throws {Problem} `bundle-hostile`
 */
export function parseDirectory(directory: Buffer, place: DirectoryPlace): readonly ZipMember[] {
  const members: ZipMember[] = [];
  let [at, offset] = [0, 0];
  for (let index = 0; index < place.count; index++) {
    const { member, bytes } = parseCentralHeader(directory, at, offset);
    members.push(member);
    at += bytes;
    offset += localHeaderBytes(member) + member.sizeBytes;
  }
  if (at !== directory.byteLength || offset !== place.offset) throw hostile("gap or overlap");
  return members;
}

function parseCentralHeader(directory: Buffer, at: number, offset: number): { member: ZipMember; bytes: number } {
  const nameAt = at + CENTRAL_BYTES;
  if (nameAt > directory.byteLength || directory.readUInt32LE(at) !== CENTRAL_MARK) throw hostile("directory");
  const nameBytes = directory.subarray(nameAt, nameAt + directory.readUInt16LE(at + 28));
  const member = {
    name: nameBytes.toString("utf8"),
    sizeBytes: sizeOf(directory, at, nameAt + nameBytes.byteLength),
    crc32: directory.readUInt32LE(at + 16),
    offset,
  };
  const expected = encodeCentralHeader(member);
  if (!expected.equals(directory.subarray(at, at + expected.byteLength))) throw hostile("directory");
  return { member, bytes: expected.byteLength };
}

function sizeOf(directory: Buffer, at: number, extraAt: number): number {
  const size = directory.readUInt32LE(at + 24);
  return size === 0xffffffff && extraAt + 12 <= directory.byteLength ? safe(directory, extraAt + 4) : size;
}

function safe(bytes: Buffer, at: number): number {
  const value = Number(bytes.readBigUInt64LE(at));
  if (!Number.isSafeInteger(value)) throw hostile("number");
  return value;
}

function hostile(reason: string): Problem<"bundle-hostile"> {
  return new Problem("bundle-hostile", { reason });
}
