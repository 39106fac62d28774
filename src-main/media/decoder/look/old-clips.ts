// Length and size of the two clip formats that the media library does not read: AVI, and AMR of old recorders.
import type { ReadAt } from "../../type/foreign-file.ts";

/** What a clip says of itself. */
export type ClipSize = Readonly<{ durationMs: number; widthPx?: number; heightPx?: number }>;

/**
 * Reads the main header of an AVI. Undefined where it is broken.
 *
 * @see AVI RIFF File Reference, AVIMAINHEADER
 */
export async function readAvi(read: ReadAt): Promise<ClipSize | undefined> {
  const head = await read(0, 4096);
  const at = head.indexOf("avih", 12, "latin1");
  if (at < 0 || at + 48 > head.length) return undefined;
  const [frameUs, frames] = [head.readUInt32LE(at + 8), head.readUInt32LE(at + 24)];
  const [widthPx, heightPx] = [head.readUInt32LE(at + 40), head.readUInt32LE(at + 44)];
  const durationMs = Math.round((frameUs * frames) / 1000);
  return durationMs > 0 && widthPx > 0 && heightPx > 0 ? { durationMs, widthPx, heightPx } : undefined;
}

/** Bytes of a frame's speech by its type (RFC 4867 §5.3, the byte that leads it included); 0 where there is no such type. */
const NARROW = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 1, 1];
const WIDE = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1];
const FRAME_MS = 20;
/** Ten hours of the best quality: no recorder's file is longer. */
const MOST_AMR_BYTES = 128 * 1024 * 1024;

/** Counts the frames of an AMR file of one channel, of 20 ms each. Undefined where no frame is whole. */
export async function readAmr(read: ReadAt, sizeBytes: number): Promise<ClipSize | undefined> {
  const bytes = await read(0, Math.min(sizeBytes, MOST_AMR_BYTES));
  const wide = bytes.toString("latin1", 0, 9) === "#!AMR-WB\n";
  if (!wide && bytes.toString("latin1", 0, 6) !== "#!AMR\n") return undefined;
  const sizes = wide ? WIDE : NARROW;
  let frames = 0;
  for (let at = wide ? 9 : 6; at < bytes.length; frames += 1) {
    const size = sizes[((bytes[at] ?? 0) >> 3) & 15] ?? 0;
    if (size === 0 || at + size > bytes.length) break;
    at += size;
  }
  return frames > 0 ? { durationMs: frames * FRAME_MS } : undefined;
}
