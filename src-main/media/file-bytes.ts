// Reads a few bytes at a place of a file, so that no file is ever loaded whole for a look at its structure.
import { open } from "node:fs/promises";

/** Reads at most `length` bytes from `at`; fewer at the end of the file. */
export type ReadAt = (at: number, length: number) => Promise<Buffer>;

/** Opens a file for the time of `look`. */
export async function withFileBytes<T>(path: string, look: (read: ReadAt, sizeBytes: number) => Promise<T>): Promise<T> {
  const handle = await open(path, "r");
  try {
    const read: ReadAt = async (at, length) => {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    return await look(read, (await handle.stat()).size);
  } finally {
    await handle.close();
  }
}
