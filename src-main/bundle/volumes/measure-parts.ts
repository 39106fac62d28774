// The identities of a large original's parts, and of the whole: one look through the file.
import { createHash, type Hash } from "node:crypto";
import { crc32 } from "node:zlib";
import { Problem } from "../../domain/problem.ts";
import type { FileIdentity } from "../../usecases/ports/files.ts";
import type { Disk } from "../disk.ts";
import { explaining } from "../../disk/disk-problems.ts";
import { mediaProblem } from "../reading-problems.ts";

const BLOCK_BYTES = 1024 * 1024;

/** A stretch of a file. */
export type ByteRange = Readonly<{ fromByte: number; sizeBytes: number }>;

/**
 * Reads stretches that lie one behind the other.
 *
 * @param passed is told of every block, in bytes.
 * @returns the identity of each, and the SHA-256 of all of them together.
 * @throws {Problem} `media-missing`, `media-changed`, `cancelled`
 */
export async function measureRanges(
  disk: Disk,
  medium: Readonly<{ path: string; sha256: string }>,
  stretches: readonly ByteRange[],
  signal: AbortSignal,
  passed: (bytes: number) => void,
): Promise<Readonly<{ parts: readonly FileIdentity[]; sha256: string }>> {
  const explain = (cause: unknown) => mediaProblem(cause, medium.sha256);
  const file = await explaining(() => disk.openToRead(medium.path), explain);
  try {
    const block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    const whole = createHash("sha256");
    const parts: FileIdentity[] = [];
    for (const { fromByte, sizeBytes } of stretches) {
      const part = { digest: createHash("sha256"), crc: 0 };
      const fill = (into: Uint8Array, at: number) => explaining(() => file.readAt(into, fromByte + at), explain);
      for await (const bytes of blocksOf(fill, sizeBytes, block, medium.sha256, signal)) {
        note(part, whole, bytes);
        passed(bytes.byteLength);
      }
      parts.push({ sha256: part.digest.digest("hex"), sizeBytes, crc32: part.crc });
    }
    return { parts, sha256: whole.digest("hex") };
  } finally {
    await file.close();
  }
}

/** So many bytes in blocks; a block is valid until the next. */
async function* blocksOf(
  fill: (into: Uint8Array, at: number) => Promise<number>,
  sizeBytes: number,
  block: Buffer,
  sha256: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  for (let done = 0; done < sizeBytes;) {
    if (signal.aborted) throw new Problem("cancelled", {});
    const into = block.subarray(0, Math.min(block.byteLength, sizeBytes - done));
    if ((await fill(into, done)) !== into.byteLength) throw new Problem("media-changed", { sha256 });
    done += into.byteLength;
    yield into;
  }
}

function note(part: { digest: Hash; crc: number }, whole: Hash, bytes: Uint8Array): void {
  part.digest.update(bytes);
  part.crc = crc32(bytes, part.crc);
  whole.update(bytes);
}
