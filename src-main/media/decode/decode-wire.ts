// What the program and its decode worker say to each other: a line of JSON and, behind it, bytes as they are. No serialization of V8's,
// which differs between Electron and Node, and no base64. The worker has no right to read foreign files: it asks for their bytes.
import type { ProblemCode } from "../../domain/problem.ts";
import type { MediaFacts, SmallerSize } from "../../usecases/ports/media.ts";

/** What is asked of the worker, about the file that goes with it. */
export type DecodeJob =
  | Readonly<{ ask: "inspect"; name: string }>
  | Readonly<{ ask: "preview"; name: string; mime: string; edgePx: number; quick: boolean }>
  | (Readonly<{ ask: "smaller"; name: string; mime: string }> & SmallerSize)
  | Readonly<{ ask: "likeness"; name: string; mime: string }>
  | (Readonly<{ ask: "draw"; name: string }> & PictureJob);

type Size = Readonly<{ widthPx: number; heightPx: number }>;

/** How a picture of our own is drawn. `exif`: what a camera would write, by directory. */
export type PictureJob = Size & Readonly<{ grain: Size; exif: Readonly<Record<string, Record<string, string>>> }>;

/** The same with what is drawn: `grey` values of the grain that lies over the scene. */
export type Drawing = PictureJob & Readonly<{ svg: string; grey: Uint8Array }>;

/** What it answers: facts, bytes (in the frame's body, if there are any): a JPEG or a likeness, or the problem; `failed` is an error of ours. */
export type DecodeAnswer =
  | Readonly<{ facts: MediaFacts }>
  | Readonly<{ bytes: boolean }>
  | Readonly<{ problem: ProblemCode; details: Readonly<Record<string, string | number>> }>
  | Readonly<{ failed: string }>;

/**
 * To the worker: a job with the length of its file and the processor time that it may cost, or the pieces that it asked for, one behind
 * the other, and how long each is.
 */
export type ToWorker =
  Readonly<{ job: DecodeJob; sizeBytes: number; mostWorkMs: number }> | Readonly<{ pieces: readonly number[] }>;

/** A piece of the file. */
export type Asked = Readonly<{ at: number; length: number }>;

/** Bytes of the file that a worker gets at once. */
export const MOST_READ_BYTES = 8 * 1024 * 1024;
/** Pieces that it may ask for at once. */
export const MOST_PIECES = 256;

/** From the worker: that it has started, that it works, a request for pieces of the file, an answer, or that a limit ran over and it ends. */
export type FromWorker =
  | Readonly<{ ready: true }>
  | Readonly<{ alive: true }>
  | Readonly<{ read: readonly Asked[] }>
  | Readonly<{ answer: DecodeAnswer }>
  | Readonly<{ over: "memory" | "work" }>;

const LENGTHS_BYTES = 8;
const MOST_HEAD_BYTES = 64 * 1024;
const MOST_BODY_BYTES = 32 * 1024 * 1024;
const NOTHING = new Uint8Array(0);

/** The bytes of a frame: two lengths, the head as JSON, the body. */
export function frameOf(head: ToWorker | FromWorker, body: Uint8Array = NOTHING): readonly Uint8Array[] {
  const text = Buffer.from(JSON.stringify(head));
  const lengths = Buffer.alloc(LENGTHS_BYTES);
  lengths.writeUInt32LE(text.byteLength, 0);
  lengths.writeUInt32LE(body.byteLength, 4);
  return [Buffer.concat([lengths, text]), body];
}

/**
 * Takes frames out of bytes that come in pieces of any size.
 *
 * @returns a function that is given each piece. @throws {RangeError} what comes is no frame, or longer than any is
 */
export function makeFrameReader(take: (head: unknown, body: Buffer) => void): (piece: Buffer) => void {
  const state: { pieces: Buffer[]; held: number; needed: number } = { pieces: [], held: 0, needed: LENGTHS_BYTES };
  return (piece) => {
    state.pieces.push(piece);
    state.held += piece.byteLength;
    while (state.held >= state.needed) {
      const bytes = state.pieces.length === 1 ? (state.pieces[0] ?? piece) : Buffer.concat(state.pieces);
      state.needed = frameBytes(bytes);
      state.pieces = [bytes];
      if (state.held < state.needed) return;
      const headEnd = LENGTHS_BYTES + bytes.readUInt32LE(0);
      take(JSON.parse(bytes.toString("utf8", LENGTHS_BYTES, headEnd)), bytes.subarray(headEnd, state.needed));
      state.pieces = [bytes.subarray(state.needed)];
      state.held -= state.needed;
      state.needed = LENGTHS_BYTES;
    }
  };
}

function frameBytes(start: Buffer): number {
  const [headBytes, bodyBytes] = [start.readUInt32LE(0), start.readUInt32LE(4)];
  if (headBytes > MOST_HEAD_BYTES || bodyBytes > MOST_BODY_BYTES) throw new RangeError("no frame of the decoder");
  return LENGTHS_BYTES + headBytes + bodyBytes;
}
