// The part of a picture's file that says what it is: read where it lies, however deep. A photo of some megabytes is then looked into by
// a few kilobytes.
import type { ForeignFile } from "../../type/foreign-file.ts";
import { MOST_BYTES } from "../../decode/picture-limits.ts";
import type { MediaType } from "../../type/types.ts";
import type { HeaderBytes } from "./header-bytes.ts";
import { readHeifHeader } from "./heif-header.ts";
import { readJpegHeader } from "./jpeg-header.ts";

/** Reads what belongs to the header: a picture that says all but what it shows. @throws {RangeError} the file cannot be made out */
type ReadHeader = (bytes: HeaderBytes, sizeBytes: number) => Promise<Buffer>;

const START_BYTES = 256 * 1024;
const READERS: Readonly<Record<string, ReadHeader>> = {
  jpg: readJpegHeader,
  heic: readAtPlaces(readHeifHeader),
  avif: readAtPlaces(readHeifHeader),
  png: ({ read }) => read(0, START_BYTES),
};

/** A header is smaller than this; of a picture that says otherwise the whole file is read. */
const MOST_HEADER_BYTES = 4 * 1024 * 1024;
/** What is read at once where little is asked for: the next question often lies near. */
const WINDOW_BYTES = 4096;
/** What is read where a next question is only expected: enough to see whether it is one. */
const GLIMPSE_BYTES = 64;

/** A picture of nothing but its header; undefined where only the whole file would do. */
export async function headerPart(file: ForeignFile, type: MediaType): Promise<Buffer | undefined> {
  const readHeader = READERS[type.ext];
  if (readHeader === undefined || file.sizeBytes <= START_BYTES || file.sizeBytes > MOST_BYTES) return undefined;
  try {
    return await readHeader(readingFrom(file), file.sizeBytes);
  } catch (cause) {
    if (cause instanceof RangeError) return undefined;
    throw cause;
  }
}

/** For a description that names places in its file: what is read stands there, with zeros for all that was passed over. */
function readAtPlaces(read: (bytes: HeaderBytes, sizeBytes: number) => Promise<void>): ReadHeader {
  return async (bytes, sizeBytes) => {
    const whole = Buffer.alloc(sizeBytes);
    const placing: HeaderBytes["read"] = async (at, length) => {
      const piece = await bytes.read(at, length);
      piece.copy(whole, at);
      return piece;
    };
    await read({ ...bytes, read: placing }, sizeBytes);
    return whole;
  };
}

function readingFrom(file: ForeignFile): HeaderBytes {
  const state = { at: 0, window: Buffer.alloc(0), leftBytes: MOST_HEADER_BYTES };
  const expected = new Map<number, Promise<Buffer>>();
  const ask = async (at: number, length: number): Promise<Buffer> => {
    state.leftBytes -= length;
    if (state.leftBytes < 0) throw new RangeError("no header is so long");
    return file.read(at, length);
  };
  const window = (at: number, length: number): Promise<Buffer> =>
    (length <= GLIMPSE_BYTES ? expected.get(at) : undefined) ?? ask(at, Math.max(length, WINDOW_BYTES));
  return {
    read: async (at, length) => {
      if (at < state.at || at + length > state.at + state.window.byteLength)
        Object.assign(state, { at, window: await window(at, length) });
      const from = at - state.at;
      return state.window.subarray(from, from + length);
    },
    expect: (places) => {
      for (const at of places.filter((place) => place < file.sizeBytes && !expected.has(place))) {
        const bytes = ask(at, GLIMPSE_BYTES);
        bytes.catch(() => undefined); // told to whoever reads there, if anybody does
        expected.set(at, bytes);
      }
    },
  };
}
