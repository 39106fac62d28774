// The part of a picture's file that says what it is: read where it lies, however deep, and shown to the decoder at its place with
// zeros for all that was passed over. A photo of some megabytes is then looked into by a few kilobytes.
import type { ForeignFile, ReadAt } from "../foreign-file.ts";
import { MOST_BYTES } from "../picture-limits.ts";
import type { MediaType } from "../types.ts";
import { readHeifHeader } from "./heif-header.ts";
import { readJpegHeader } from "./jpeg-header.ts";

/** Gives bytes of the header. `expect`: what is read next probably lies at these places; they are asked for at once. */
export type HeaderBytes = Readonly<{ read: ReadAt; expect(places: readonly number[]): void }>;

/** Reads what belongs to the header. @throws {RangeError} the file cannot be made out */
type ReadHeader = (bytes: HeaderBytes, sizeBytes: number) => Promise<unknown>;

const START_BYTES = 256 * 1024;
const READERS: Readonly<Record<string, ReadHeader>> = {
  jpg: readJpegHeader,
  heic: readHeifHeader,
  avif: readHeifHeader,
  png: ({ read }) => read(0, START_BYTES),
};

/** A header is smaller than this; of a picture that says otherwise the whole file is read. */
const MOST_HEADER_BYTES = 4 * 1024 * 1024;
/** What is read at once where little is asked for: the next question often lies near. */
const WINDOW_BYTES = 4096;

/** The header of a picture at its place; undefined where only the whole file would do. */
export async function headerPart(file: ForeignFile, type: MediaType): Promise<Buffer | undefined> {
  const readHeader = READERS[type.ext];
  if (readHeader === undefined || file.sizeBytes <= START_BYTES || file.sizeBytes > MOST_BYTES) return undefined;
  const part = Buffer.alloc(file.sizeBytes);
  try {
    await readHeader(readingInto(part, file), file.sizeBytes);
    return part;
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

function readingInto(part: Buffer, file: ForeignFile): HeaderBytes {
  const state = { from: 0, to: 0, leftBytes: MOST_HEADER_BYTES };
  const expected = new Map<number, Promise<Buffer>>();
  const ask = async (at: number, length: number): Promise<Buffer> => {
    state.leftBytes -= length;
    if (state.leftBytes < 0) throw new RangeError("no header is so long");
    return file.read(at, length);
  };
  const window = (at: number, length: number): Promise<Buffer> =>
    (length <= WINDOW_BYTES ? expected.get(at) : undefined) ?? ask(at, Math.max(length, WINDOW_BYTES));
  return {
    read: async (at, length) => {
      if (at < state.from || at + length > state.to) {
        const bytes = await window(at, length);
        bytes.copy(part, at);
        Object.assign(state, { from: at, to: at + bytes.byteLength });
      }
      return part.subarray(at, Math.min(at + length, state.to));
    },
    expect: (places) => {
      for (const at of places.filter((place) => place < part.byteLength && !expected.has(place))) {
        const bytes = ask(at, WINDOW_BYTES);
        bytes.catch(() => undefined); // told to whoever reads there, if anybody does
        expected.set(at, bytes);
      }
    },
  };
}
