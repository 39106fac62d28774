// A drive in memory over an image file: every write and flush is noted in one journal for all drives of a machine, so that the
// state at any instant can be made again: all that was written by then, or all but what came after the last flush.
import { closeSync, copyFileSync, openSync, readSync, writeSync } from "node:fs";

const CHUNK_BYTES = 64 * 1024;

/** One thing that a drive was asked for, in the order in which the drives of a machine answered. */
export type Noted = Readonly<{ drive: string; kind: "write"; at: number; bytes: Buffer } | { drive: string; kind: "flush" }>;

/** A drive's content: an image file that never changes, and what was written over it. */
export type DriveImage = Readonly<{
  sizeBytes: number;
  read(at: number, length: number): Buffer;
  write(at: number, bytes: Buffer): void;
  /** The same content as it is now; later writes to either are not seen by the other. */
  copy(): DriveImage;
  /** Writes the content into an image file. */
  save(path: string): void;
}>;

/** Opens a drive over an image file. */
export function openImage(path: string, sizeBytes: number): DriveImage {
  return layered(path, openSync(path, "r"), sizeBytes, new Map());
}

function layered(path: string, file: number, sizeBytes: number, chunks: Map<number, Buffer>): DriveImage {
  const chunkAt = (index: number): Buffer => {
    const known = chunks.get(index);
    if (known !== undefined) return known;
    const chunk = Buffer.alloc(CHUNK_BYTES);
    readSync(file, chunk, 0, CHUNK_BYTES, index * CHUNK_BYTES);
    return chunk;
  };
  return {
    sizeBytes,
    read: (at, length) => {
      const into = Buffer.alloc(length);
      forChunks(at, length, (index, from, to, done) => chunkAt(index).copy(into, done, from, to));
      return into;
    },
    write: (at, bytes) =>
      forChunks(at, bytes.byteLength, (index, from, to, done) => {
        const chunk = Buffer.from(chunkAt(index));
        bytes.copy(chunk, from, done, done + to - from);
        chunks.set(index, chunk);
      }),
    // A chunk is replaced and never changed: both may hold the same ones.
    copy: () => layered(path, file, sizeBytes, new Map(chunks)),
    save: (to) => {
      copyFileSync(path, to);
      const written = openSync(to, "r+");
      for (const [index, chunk] of chunks)
        writeSync(written, chunk, 0, Math.min(CHUNK_BYTES, sizeBytes - index * CHUNK_BYTES), index * CHUNK_BYTES);
      closeSync(written);
    },
  };
}

function forChunks(at: number, length: number, each: (index: number, from: number, to: number, done: number) => void): void {
  for (let done = 0; done < length;) {
    const [index, from] = [Math.floor((at + done) / CHUNK_BYTES), (at + done) % CHUNK_BYTES];
    const to = Math.min(CHUNK_BYTES, from + length - done);
    each(index, from, to, done);
    done += to - from;
  }
}

/** What a power cut leaves: `all` that was written, or only what was `flushed` (a drive with a cache of its own). */
export type Cut = "all" | "flushed";

/** A drive as it was after the first `count` things of the journal. */
export function stateAfter(before: DriveImage, drive: string, journal: readonly Noted[], count: number, cut: Cut): DriveImage {
  const own = journal.slice(0, count).filter((noted) => noted.drive === drive);
  const last = cut === "all" ? own.length : own.findLastIndex(({ kind }) => kind === "flush") + 1;
  const state = before.copy();
  for (const noted of own.slice(0, last)) if (noted.kind === "write") state.write(noted.at, noted.bytes);
  return state;
}

/** Evenly spread numbers of things done, the first and the last among them. */
export function spread(total: number, moments: number): readonly number[] {
  const numbers = Array.from({ length: moments }, (_, index) => Math.round((total * index) / Math.max(1, moments - 1)));
  return [...new Set(numbers)];
}
