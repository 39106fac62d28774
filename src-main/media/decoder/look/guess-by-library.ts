// Guesses a file's type with the detector of many formats, and where that is strict, by the first bytes. It parses foreign bytes: runs in
// the decode worker only.
import { fileTypeFromTokenizer } from "file-type";
import type { GuessMime } from "../../type/detect-type.ts";
import type { ForeignFile } from "../../type/foreign-file.ts";
import { guessByHead } from "../../type/guess-by-head.ts";
import { tokensOf } from "./file-tokens.ts";

/** A file too short or too broken for the detector is of the type that its start says, if any. */
export const guessByLibrary: GuessMime = async (file) => (await detected(file)) ?? guessByHead(file);

async function detected(file: ForeignFile): Promise<string | undefined> {
  try {
    return (await fileTypeFromTokenizer(tokensOf(file)))?.mime;
  } catch {
    return undefined;
  }
}
