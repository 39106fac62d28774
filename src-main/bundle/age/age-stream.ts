// The payload of an age file: 64 KiB chunks, each sealed by itself, so that several workers can each take some. Pure.
import { hkdfSync } from "node:crypto";

/** Plain bytes of a chunk; only the last one has fewer. */
export const CHUNK_BYTES = 64 * 1024;
const TAG_BYTES = 16;
/** Bytes of a whole sealed chunk. */
export const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES;
/** Bytes of the nonce between the header and the payload. */
export const NONCE_BYTES = 16;

/** The key that seals the chunks. @see age-encryption.org/v1, Payload */
export function streamKey(fileKey: Uint8Array, nonce: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", fileKey, nonce, "payload", 32));
}

/** The nonce of a chunk: its number as 11 bytes big-endian, then whether it is the last. */
export function chunkNonce(index: number, isLast: boolean): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(index, 5, 6);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

/** How many chunks a plain text of this size has; an empty one has one. */
export function chunkCount(plainBytes: number): number {
  return Math.max(1, Math.ceil(plainBytes / CHUNK_BYTES));
}

/** Size of the sealed payload of so many plain bytes. */
export function sealedBytes(plainBytes: number): number {
  return plainBytes + TAG_BYTES * chunkCount(plainBytes);
}

/** Size of the plain text in a sealed payload, or undefined if no plain text gives a payload of this size. */
export function plainBytesOf(payloadBytes: number): number | undefined {
  const chunks = Math.max(1, Math.ceil(payloadBytes / SEALED_BYTES));
  const plain = payloadBytes - TAG_BYTES * chunks;
  return plain >= 0 && sealedBytes(plain) === payloadBytes ? plain : undefined;
}
