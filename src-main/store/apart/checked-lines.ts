// Reads our own checked copy of a bundle's entries without waiting, so that one transaction can take it in while it is read.
import { closeSync, openSync, readSync } from "node:fs";
import { textsIn } from "../../domain/feed/carried-line.ts";
import type { Carried } from "../../domain/feed/entry.ts";
import type { CheckedLines } from "../../usecases/ports/lines.ts";
import { sha256, type Line } from "../db/codec.ts";

const BLOCK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a file that was verified line by line; a block of the file is held at a time. */
export function* readCheckedLines({ path, without }: Omit<CheckedLines, "count">): Generator<Line> {
  for (const text of readWholeLines(path))
    for (let at = 0, end = text.indexOf("\n"); end >= 0; at = end + 1, end = text.indexOf("\n", at)) {
      const line = parseLine(text.slice(at, end));
      if (without.size === 0 || !without.has(feedOf(line))) yield line;
    }
}

function parseLine(line: string): Line {
  const carried = JSON.parse(line) as Carried;
  const texts = textsIn(line, carried);
  return { hash: sha256(texts.text), ...texts, carried };
}

/** The opening entry's hash is the feed's id. */
function feedOf({ hash, carried: { entry } }: Line): string {
  return entry.seq === 0 ? hash : entry.feed;
}

/** Texts that each end in a newline; what is left of a block goes before the next one. */
function* readWholeLines(path: string): Generator<string> {
  const file = openSync(path, "r");
  try {
    let block = Buffer.allocUnsafeSlow(BLOCK_BYTES);
    let filled = 0;
    for (
      let read = readSync(file, block, filled, block.byteLength - filled, null);
      read > 0;
      read = readSync(file, block, filled, block.byteLength - filled, null)
    ) {
      filled += read;
      const end = block.subarray(0, filled).lastIndexOf(NEWLINE) + 1;
      if (end > 0) yield block.toString("utf8", 0, end);
      block.copyWithin(0, end, filled);
      filled -= end;
      if (filled === block.byteLength) block = Buffer.concat([block], 2 * block.byteLength);
    }
  } finally {
    closeSync(file);
  }
}
