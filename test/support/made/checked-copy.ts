// Verified lines as the store reads them: a file of ours, outside of every workspace.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { entryHash, type Carried } from "../../../src-main/domain/feed/entry.ts";
import { canonicalJson, type JsonObject } from "../../../src-main/domain/json.ts";
import { sha256 } from "../../../src-main/store/db/codec.ts";
import type { CarriedLine, CheckedLines } from "../../../src-main/usecases/ports/lines.ts";
import { tempFolder } from "../temp-folder.ts";

/** The line of a carried entry, spelled anew. */
export function lineOf(carried: Carried): CarriedLine {
  return {
    hash: entryHash(sha256, carried.entry),
    text: canonicalJson(carried.entry as unknown as JsonObject),
    valueText: carried.value === null ? null : canonicalJson(carried.value),
    carried,
  };
}

export async function checkedCopy(lines: readonly CarriedLine[]): Promise<CheckedLines> {
  const path = join(await tempFolder(), "entries.jsonl");
  await writeFile(path, lines.map(textOf).join(""));
  return { path, count: lines.length, without: new Set() };
}

function textOf({ text, valueText, carried }: CarriedLine): string {
  const salt = carried.salt === null ? "null" : `"${carried.salt}"`;
  return `{"entry":${text},"salt":${salt},"value":${valueText ?? "null"}}\n`;
}
