// Reads our own checked copy of data/entries.jsonl without waiting, so that one transaction can take it in while it is read.
import { closeSync, openSync, readSync } from "node:fs";
import { parseCheckedLine, type CarriedLine } from "./entries-file.ts";

const BLOCK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

/** The lines of a file that was verified line by line; a block of the file is held at a time. */
export function* readStagedLines(path: string): Generator<CarriedLine> {
  for (const text of readWholeLines(path)) {
    for (let at = 0, end = text.indexOf("\n"); end >= 0; at = end + 1, end = text.indexOf("\n", at))
      yield parseCheckedLine(text.slice(at, end));
  }
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
