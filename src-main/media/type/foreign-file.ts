// A foreign file as those who look into it see it: its length, and bytes at a place. Where the bytes come from they do not know.
import type { OpenSource } from "../../usecases/ports/files.ts";

/** Reads at most `length` bytes from `at`; fewer at the end of the file. */
export type ReadAt = (at: number, length: number) => Promise<Buffer>;

/** A file that is looked into. */
export type ForeignFile = Readonly<{ sizeBytes: number; read: ReadAt }>;

const START_BYTES = 64 * 1024;

/** The same file, whose first bytes are read once: nearly every look begins there, and most end there. */
export function withStartKept(file: ForeignFile): ForeignFile {
  const state: { start: Promise<Buffer> | undefined } = { start: undefined };
  const read: ReadAt = async (at, length) => {
    const end = Math.min(at + length, file.sizeBytes);
    if (end > START_BYTES) return file.read(at, length);
    state.start ??= file.read(0, START_BYTES);
    return (await state.start).subarray(at, end);
  };
  return { sizeBytes: file.sizeBytes, read };
}

/** Shows a file that somebody holds open. */
export async function foreignFrom(source: OpenSource): Promise<ForeignFile> {
  const { sizeBytes } = await source.state();
  return { sizeBytes, read: (at, length) => readFully(source, at, Math.min(length, Math.max(0, sizeBytes - at))) };
}

async function readFully(source: OpenSource, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(length);
  let filled = 0;
  while (filled < length) {
    const count = await source.read(bytes.subarray(filled), at + filled);
    if (count === 0) break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
