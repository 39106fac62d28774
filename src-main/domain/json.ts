// Values that may travel in an entry: a strict subset of JSON, and its one canonical text.
import canonicalize from "canonicalize";
import { Problem } from "./problem.ts";

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

const MAX_DEPTH = 16;
/** Largest canonical text of one value, in UTF-8 bytes; larger content lies in the media store. */
export const MAX_VALUE_BYTES = 256 * 1024;

/**
 * The canonical text of a value: two values are equal exactly if their texts are.
 *
 * @see RFC 8785 (JSON Canonicalization Scheme)
 */
export function canonicalJson(value: Json): string {
  return canonicalize(value) as string;
}

/** Whether two values are the same JSON; `undefined` stands for an absent member. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined || typeof a !== "object" || typeof b !== "object") return false;
  return canonicalJson(a) === canonicalJson(b);
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Checks that a value may travel: well-formed Unicode without NUL, safe integers, depth at most 16.
 *
 * @throws {Problem} `value-text-malformed`, `value-number-unsafe`, `value-too-deep`, `value-not-json`
 * @see design.md §2 Entry
 */
export function assertPortable(value: unknown, path = "", depth = 1): asserts value is Json {
  if (depth > MAX_DEPTH) throw new Problem("value-too-deep", { path, most: MAX_DEPTH });
  if (value === null || typeof value === "boolean") return;
  if (typeof value === "string") return assertText(value, path);
  if (typeof value === "number") return assertInteger(value, path);
  if (typeof value !== "object") throw new Problem("value-not-json", { path });
  for (const [key, member] of Object.entries(value)) {
    assertText(key, path);
    assertPortable(member, `${path}/${key}`, depth + 1);
  }
}

function assertText(text: string, path: string): void {
  if (!text.isWellFormed() || text.includes("\0")) throw new Problem("value-text-malformed", { path });
}

function assertInteger(value: number, path: string): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw new Problem("value-number-unsafe", { path });
}
