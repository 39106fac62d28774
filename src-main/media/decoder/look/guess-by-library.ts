// Guesses a file's type with the detector of many formats. It parses foreign bytes: runs in the decode worker only.
import { fileTypeFromTokenizer } from "file-type";
import type { GuessMime } from "../../type/detect-type.ts";
import { tokensOf } from "./file-tokens.ts";

/** A file too short or too broken for any detector is of no known type. */
export const guessByLibrary: GuessMime = async (file) => {
  try {
    return (await fileTypeFromTokenizer(tokensOf(file)))?.mime;
  } catch {
    return undefined;
  }
};
