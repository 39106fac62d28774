// An encrypted bundle read at any place without decrypting all of it: age seals every 64 KiB by itself, numbered, the last one marked.
// What is read is checked chunk by chunk; that no chunk is missing follows from the size and from the last chunk.
import { Problem } from "../../domain/problem.ts";
import { MOST_HEADER_BYTES, openHeader } from "./age-header.ts";
import { CHUNK_BYTES, chunkCount, chunkNonce, plainBytesOf, SEALED_BYTES } from "./age-stream.ts";
import { chunkCipher, type ChunkCipher } from "./chunk-cipher.ts";
import type { ReadableFile } from "../disk.ts";

/** Enough for a header to a hundred PCs; a longer one is read whole. */
const USUAL_HEADER_BYTES = 16 * 1024;

/**
 * The plain file behind a sealed one, read as it is asked for. Closing it leaves the sealed file open.
 *
 * @param name for the sentence of a problem.
 * @throws {Problem} `bundle-no-identity`, `bundle-changed`; reading throws the latter for a changed chunk
 */
export async function openSealed(sealed: ReadableFile, identities: readonly string[], name: string): Promise<ReadableFile> {
  if (identities.length === 0) throw new Problem("bundle-no-identity", {});
  const opening = await openFirst(sealed, identities);
  if (opening === "wrong-key") throw new Problem("bundle-no-identity", {});
  const changed = () => new Problem("bundle-changed", { file: name });
  if (opening === "changed") throw changed();
  const prefixBytes = opening.prefix.byteLength;
  const plainBytes = plainBytesOf(sealed.sizeBytes - prefixBytes);
  if (plainBytes === undefined) throw changed();
  const readChunk = chunkReader(sealed, await chunkCipher(opening.key), prefixBytes, plainBytes, changed);
  return {
    sizeBytes: plainBytes,
    readAt: (into, position) => readAcross(readChunk, plainBytes, into, position),
    close: async () => undefined,
  };
}

async function openFirst(sealed: ReadableFile, identities: readonly string[]): ReturnType<typeof openHeader> {
  const first = await openHeader(await readHead(sealed, USUAL_HEADER_BYTES), identities);
  return first === "changed" ? openHeader(await readHead(sealed, MOST_HEADER_BYTES), identities) : first;
}

async function readHead(sealed: ReadableFile, mostBytes: number): Promise<Buffer> {
  const head = Buffer.alloc(Math.min(mostBytes, sealed.sizeBytes));
  return head.subarray(0, await sealed.readAt(head, 0));
}

type ReadChunk = (index: number) => Promise<Uint8Array>;

/** Keeps the chunk that was opened last: small reads come one behind the other. */
function chunkReader(
  sealed: ReadableFile,
  cipher: ChunkCipher,
  prefixBytes: number,
  plainBytes: number,
  changed: () => Error,
): ReadChunk {
  const last = { index: -1, plain: new Uint8Array(0) };
  const chunks = chunkCount(plainBytes);
  return async (index) => {
    if (last.index === index) return last.plain;
    const block = Buffer.alloc(SEALED_BYTES);
    const read = await sealed.readAt(block, prefixBytes + index * SEALED_BYTES);
    const plain = cipher.open(block.subarray(0, read), chunkNonce(index, index === chunks - 1));
    if (plain === undefined) throw changed();
    Object.assign(last, { index, plain });
    return plain;
  };
}

async function readAcross(readChunk: ReadChunk, plainBytes: number, into: Uint8Array, position: number): Promise<number> {
  const end = Math.min(position + into.byteLength, plainBytes);
  let at = position;
  while (at < end) {
    const index = Math.floor(at / CHUNK_BYTES);
    const chunk = await readChunk(index);
    const part = chunk.subarray(at - index * CHUNK_BYTES, Math.min(end - index * CHUNK_BYTES, chunk.byteLength));
    if (part.byteLength === 0) break;
    into.set(part, at - position);
    at += part.byteLength;
  }
  return Math.max(0, at - position);
}
