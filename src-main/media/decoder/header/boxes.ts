// Finds boxes in files of the ISO family (MP4, MOV, HEIC, AVIF). See ISO/IEC 14496-12 §4.2.
import type { ReadAt } from "../../type/foreign-file.ts";

const MOST_BOXES = 4096;

/** Where bytes lie: from `at` to before `end`. */
export type Span = Readonly<{ at: number; end: number }>;

/** A box: `from` its own head on, and its content. */
export type Box = Span & Readonly<{ type: string; from: number }>;

/** The boxes of a span, one after another, as far as they can be made out. */
export async function* boxesIn(read: ReadAt, within: Span): AsyncGenerator<Box> {
  for (let from = within.at, count = 0; from + 8 <= within.end && count < MOST_BOXES; count += 1) {
    const head = await read(from, 16);
    if (head.length < 8) return;
    const { headBytes, boxBytes } = measureBox(head, within.end - from);
    if (boxBytes < headBytes) return;
    const end = Math.min(from + boxBytes, within.end);
    yield { type: head.toString("latin1", 4, 8), from, at: from + headBytes, end };
    from += boxBytes;
  }
}

/** The first box of a type. */
export async function findBox(read: ReadAt, within: Span, type: string): Promise<Box | undefined> {
  for await (const box of boxesIn(read, within)) if (box.type === type) return box;
  return undefined;
}

function measureBox(head: Buffer, leftBytes: number): Readonly<{ headBytes: number; boxBytes: number }> {
  const size = head.readUInt32BE(0);
  if (size === 0) return { headBytes: 8, boxBytes: leftBytes };
  if (size === 1 && head.length === 16) return { headBytes: 16, boxBytes: Number(head.readBigUInt64BE(8)) };
  return { headBytes: 8, boxBytes: size };
}
