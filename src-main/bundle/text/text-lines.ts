// Cuts a stream of UTF-8 bytes into lines: fatal decoding, a longest line, every line ended by a newline.
import { Problem } from "../../domain/problem.ts";
import { decodeUtf8 } from "./canonical-text.ts";

const NEWLINE = 0x0a;

/**
 * The lines of a file, without their newlines; blocks may be reused by the source once the next is asked for.
 *
 * @param mostLineBytes longest line in bytes.
 * @throws {Problem} `bundle-hostile`, `bundle-too-large`
 */
export async function* readLines(
  blocks: AsyncIterable<Uint8Array>,
  mostLineBytes: number,
  what: string,
): AsyncGenerator<readonly string[]> {
  let rest = Buffer.alloc(0);
  for await (const block of blocks) {
    const bytes =
      rest.byteLength === 0 ? Buffer.from(block.buffer, block.byteOffset, block.byteLength) : Buffer.concat([rest, block]);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (bytes.byteLength - end > mostLineBytes)
      throw new Problem("bundle-too-large", { what: `${what}: line`, most: mostLineBytes });
    rest = Buffer.from(bytes.subarray(end));
    if (end > 0) yield cut(bytes.subarray(0, end - 1), mostLineBytes, what);
  }
  if (rest.byteLength > 0) throw new Problem("bundle-hostile", { reason: `${what}: last line` });
}

function cut(bytes: Buffer, mostLineBytes: number, what: string): readonly string[] {
  const lines = decodeUtf8(bytes, what).split("\n");
  const tooLong = lines.some((line) => line.length * 3 > mostLineBytes && Buffer.byteLength(line) > mostLineBytes);
  if (tooLong) throw new Problem("bundle-too-large", { what: `${what}: line`, most: mostLineBytes });
  return lines;
}

/** The lines of a text, without their newlines, one at a time: a reader that refuses a line has not paid for the rest. */
export function* linesIn(text: string): Generator<string> {
  for (let at = 0, end = text.indexOf("\n"); end >= 0; at = end + 1, end = text.indexOf("\n", at)) yield text.slice(at, end);
}
