// Length of AMR files of old recorders, which say nothing of themselves: their frames are counted.
import type { ForeignFile } from "../../type/foreign-file.ts";

/** Bytes of a frame's speech by its type (RFC 4867 §5.3, the byte that leads it included); 0 where there is no such type. */
const NARROW = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 1, 1];
const WIDE = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1];
const FRAME_MS = 20;
/** Ten hours of the best quality: no recorder's file is longer. */
const MOST_AMR_BYTES = 128 * 1024 * 1024;

/** Counts the frames of an AMR file of one channel, of 20 ms each. Empty where no frame is whole. */
export async function readAmr({ read, sizeBytes }: ForeignFile): Promise<Readonly<{ codec?: string; durationMs?: number }>> {
  const bytes = await read(0, Math.min(sizeBytes, MOST_AMR_BYTES));
  const wide = bytes.toString("latin1", 0, 9) === "#!AMR-WB\n";
  if (!wide && bytes.toString("latin1", 0, 6) !== "#!AMR\n") return {};
  const sizes = wide ? WIDE : NARROW;
  let frames = 0;
  for (let at = wide ? 9 : 6; at < bytes.length; frames += 1) {
    const size = sizes[((bytes[at] ?? 0) >> 3) & 15] ?? 0;
    if (size === 0 || at + size > bytes.length) break;
    at += size;
  }
  return { codec: wide ? "amr_wb" : "amr_nb", ...(frames > 0 && { durationMs: frames * FRAME_MS }) };
}
