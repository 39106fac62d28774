// Writes a bundle's ZIP as one stream: what each member is must be known before its first byte, and is checked at its last.
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { WritableFile } from "../../disk/new-file.ts";
import { encodeCentralHeader, encodeEnd, encodeLocalHeader, type ZipMember } from "./zip-layout.ts";

/** Fills a buffer from the next place in a member's content; 0 means the end. */
export type Fill = (block: Uint8Array) => Promise<number>;

/** A ZIP that is being written. */
export type ZipWriter = Readonly<{
  /**
   * Writes one member; reading the next block and writing the last one overlap with hashing.
   * @returns false if the content is not what `identity` says; the file is then of no use.
   */
  add(name: string, identity: FileIdentity, fill: Fill): Promise<boolean>;
  /** Writes the directory. The file still has to be synced and closed. */
  finish(): Promise<void>;
}>;

const BLOCK_BYTES = 1024 * 1024;

/** Starts a ZIP in an empty file. @param passed is told of every block, in bytes. @throws {Problem} `cancelled` */
export function startZip(file: WritableFile, signal: AbortSignal, passed: (bytes: number) => void): ZipWriter {
  const members: ZipMember[] = [];
  const blocks = [Buffer.allocUnsafeSlow(BLOCK_BYTES), Buffer.allocUnsafeSlow(BLOCK_BYTES)] as const;
  const state = { offset: 0 };
  const put = async (bytes: Uint8Array) => {
    await file.write(bytes);
    state.offset += bytes.byteLength;
  };
  return {
    add: async (name, identity, fill) => {
      const member = { name, sizeBytes: identity.sizeBytes, crc32: identity.crc32, offset: state.offset };
      members.push(member);
      await put(encodeLocalHeader(member));
      return copyChecked(identity, fill, put, blocks, signal, passed);
    },
    finish: async () => {
      const directory = Buffer.concat(members.map(encodeCentralHeader));
      await put(Buffer.concat([directory, encodeEnd(members.length, state.offset, directory.byteLength)]));
    },
  };
}

async function copyChecked(
  identity: FileIdentity,
  fill: Fill,
  put: (bytes: Uint8Array) => Promise<void>,
  blocks: readonly [Buffer, Buffer],
  signal: AbortSignal,
  passed: (bytes: number) => void,
): Promise<boolean> {
  const digest = createHash("sha256");
  let [block, other] = blocks;
  let [crc, rest] = [0, identity.sizeBytes];
  for (let count = await fill(block); count > 0; [block, other] = [other, block]) {
    if (signal.aborted) throw new Problem("cancelled", {});
    if (count > rest) return false;
    const bytes = block.subarray(0, count);
    const running = Promise.allSettled([put(bytes), fill(other)]);
    digest.update(bytes);
    crc = crc32(bytes, crc);
    rest -= count;
    const [written, ahead] = await running;
    if (written.status === "rejected") throw written.reason;
    if (ahead.status === "rejected") throw ahead.reason;
    passed(bytes.byteLength);
    count = ahead.value;
  }
  return rest === 0 && crc === identity.crc32 && digest.digest("hex") === identity.sha256;
}

/** Fills blocks from bytes in memory. */
export function fillFromBytes(bytes: Uint8Array): Fill {
  const state = { at: 0 };
  return (block) => {
    const part = bytes.subarray(state.at, state.at + block.byteLength);
    block.set(part);
    state.at += part.byteLength;
    return Promise.resolve(part.byteLength);
  };
}

/** The identity of bytes in memory. */
export function identityOf(bytes: Uint8Array): FileIdentity {
  return { sha256: createHash("sha256").update(bytes).digest("hex"), sizeBytes: bytes.byteLength, crc32: crc32(bytes) };
}
