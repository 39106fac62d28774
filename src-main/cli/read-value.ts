// A JSON object from a file that a person names, or from standard input.
import { readFileSync } from "node:fs";
import { isJsonObject, type JsonObject } from "../domain/json.ts";
import { Problem } from "../domain/problem.ts";

/** @throws {Problem} `file-not-found`; `value-not-json` if it is no JSON in UTF-8 (text in GBK would be saved as rubbish) */
export function readValue(file: string): JsonObject {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file === "-" ? 0 : file);
  } catch (cause) {
    throw new Problem("file-not-found", { name: file }, { cause });
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isJsonObject(value)) return value;
  } catch (cause) {
    throw new Problem("value-not-json", { path: file }, { cause });
  }
  throw new Problem("value-not-json", { path: file });
}
