// Streams members out of a bundle's ZIP: the directory once, then each member's bytes once, hashed while they pass.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { ReadableFile } from "../disk.ts";
import { findDirectory, mostDirectoryBytes, parseDirectory, TAIL_BYTES } from "./zip-directory.ts";
import { encodeLocalHeader, END_BYTES, END_MARK, LOCAL_MARK, type ZipMember } from "./zip-layout.ts";

/** Bytes that are read at once. */
export const BLOCK_BYTES = 1024 * 1024;

/** Where a ZIP's end record may hide behind a comment or other appended bytes. */
const LONGEST_COMMENT = 65_535;

/**
 * Reads the directory. Nothing of any member is read yet.
 *
 * @param mostMembers refuses a larger count before the directory is read.
 * @param file name for the sentence of a problem.
 * @throws {Problem} `bundle-not-zip`, `bundle-truncated`, `bundle-hostile`, `bundle-too-large`
 */
export async function readDirectory(zip: ReadableFile, mostMembers: number, file: string): Promise<readonly ZipMember[]> {
  const tail = await readBytes(zip, Math.max(0, zip.sizeBytes - TAIL_BYTES), Math.min(TAIL_BYTES, zip.sizeBytes));
  const place = findDirectory(tail, zip.sizeBytes);
  if (place === undefined) throw await whatInstead(zip, file);
  if (place.count > mostMembers) throw new Problem("bundle-too-large", { what: "files", most: mostMembers });
  if (place.sizeBytes > mostDirectoryBytes(place.count)) throw new Problem("bundle-hostile", { reason: "directory" });
  return parseDirectory(await readBytes(zip, place.offset, place.sizeBytes), place);
}

async function whatInstead(
  zip: ReadableFile,
  file: string,
): Promise<Problem<"bundle-not-zip"> | Problem<"bundle-hostile"> | Problem<"bundle-truncated">> {
  const head = await readBytes(zip, 0, Math.min(4, zip.sizeBytes));
  if (head.byteLength < 4 || head.readUInt32LE(0) !== LOCAL_MARK) return new Problem("bundle-not-zip", { file });
  const bytes = Math.min(zip.sizeBytes, LONGEST_COMMENT + END_BYTES);
  const mark = Buffer.alloc(4);
  mark.writeUInt32LE(END_MARK);
  // A mark with less than a record behind it is the record itself, cut off.
  const appended = (await readBytes(zip, zip.sizeBytes - bytes, bytes)).subarray(0, 4 - END_BYTES).includes(mark);
  return appended ? new Problem("bundle-hostile", { reason: "appended bytes" }) : new Problem("bundle-truncated", { file });
}

/** Reads exactly so many bytes. @throws {Problem} `bundle-hostile` when the file ends before. */
async function readBytes(zip: ReadableFile, offset: number, sizeBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(sizeBytes);
  if ((await zip.readAt(bytes, offset)) !== sizeBytes) throw new Problem("bundle-hostile", { reason: "directory" });
  return bytes;
}

/**
 * A member's bytes in blocks, checked. A block is valid until the next is asked for.
 *
 * The end is reached only if header, CRC-32 and SHA-256 are right: whoever collects the blocks must wait for it.
 * @param sha256 what the manifest says, in hex; undefined where the caller checks it by itself.
 * @param pair two blocks that nobody else uses meanwhile: lent for many members, they spare the garbage collector.
 * @throws {Problem} `bundle-changed`, `cancelled`
 */
export async function* readMember(
  zip: ReadableFile,
  member: ZipMember,
  sha256: string | undefined,
  signal: AbortSignal,
  pair = readingBlocks(wholeBytes(member)),
): AsyncGenerator<Buffer> {
  const digest = createHash("sha256");
  let crc = 0;
  for await (const bytes of readBlocks(zip, member, signal, pair)) {
    if (sha256 !== undefined) digest.update(bytes);
    crc = crc32(bytes, crc);
    yield bytes;
  }
  const same = crc === member.crc32 && (sha256 === undefined || digest.digest("hex") === sha256);
  if (!same) throw new Problem("bundle-changed", { file: member.name });
}

// Looks at the header only. The next block is read while one is used.
async function* readBlocks(
  zip: ReadableFile,
  member: ZipMember,
  signal: AbortSignal,
  pair: readonly [Buffer, Buffer],
): AsyncGenerator<Buffer> {
  const header = encodeLocalHeader(member);
  const end = member.offset + wholeBytes(member);
  const changed = () => new Problem("bundle-changed", { file: member.name });
  const fill = (at: number, block: Buffer) => settled(zip.readAt(block.subarray(0, Math.min(block.byteLength, end - at)), at));
  let [at, block, other] = [member.offset, ...pair];
  let pending = fill(at, block);
  while (at < end) {
    if (signal.aborted) throw new Problem("cancelled", {});
    const read = await unwrap(pending);
    if (read !== Math.min(block.byteLength, end - at)) throw changed();
    const isFirst = at === member.offset;
    if (isFirst && !block.subarray(0, header.byteLength).equals(header)) throw changed();
    const bytes = block.subarray(isFirst ? header.byteLength : 0, read);
    at += read;
    [block, other] = [other, block];
    if (at < end) pending = fill(at, block);
    if (bytes.byteLength > 0) yield bytes;
  }
}

function wholeBytes(member: ZipMember): number {
  return encodeLocalHeader(member).byteLength + member.sizeBytes;
}

/** Two blocks to read into, no larger than what is to be read. */
export function readingBlocks(mostBytes = BLOCK_BYTES): readonly [Buffer, Buffer] {
  const sizeBytes = Math.min(BLOCK_BYTES, mostBytes);
  return [Buffer.allocUnsafeSlow(sizeBytes), Buffer.allocUnsafeSlow(sizeBytes)];
}

// A read that runs ahead must not become an unhandled rejection when the consumer stops before asking for it.
type Settled = Promise<{ value: number } | { cause: unknown }>;

function settled(read: Promise<number>): Settled {
  return read.then(
    (value) => ({ value }),
    (cause: unknown) => ({ cause }),
  );
}

async function unwrap(pending: Settled): Promise<number> {
  const outcome = await pending;
  if ("cause" in outcome) throw outcome.cause;
  return outcome.value;
}
