// Strict reading of JSON that strangers wrote: fatal UTF-8, canonical spelling only, portable values only.
// Canonical spelling (RFC 8785) has one text per value, so duplicate keys, odd numbers and hidden white space cannot occur.
import { assertPortable, canonicalJson, type Json } from "../../domain/json.ts";
import { Problem } from "../../domain/problem.ts";

/** Above so many characters, deep nesting or very many values would cost memory before the parsed value is looked at. */
const LONG_TEXT = 512 * 1024;
const MOST_LEVELS = 32;
const MOST_VALUES = 600_000;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Decodes UTF-8; a byte-order mark is a character like any other. @throws {Problem} `bundle-hostile` */
export function decodeUtf8(bytes: Uint8Array, what: string): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw new Problem("bundle-hostile", { reason: `${what}: UTF-8` }, { cause });
  }
}

/** Reads canonical JSON that ends in a newline. @throws {Problem} `bundle-hostile` */
export function parseCanonical(bytes: Uint8Array, what: string): Json {
  const text = decodeUtf8(bytes, what);
  if (!text.endsWith("\n")) throw new Problem("bundle-hostile", { reason: what });
  return parseCanonicalText(text.slice(0, -1), what);
}

/**
 * Reads one canonical JSON text whose values are portable.
 *
 * @param outerLevels how many levels stand around the value whose depth counts.
 * @throws {Problem} `bundle-hostile`
 */
export function parseCanonicalText(text: string, what: string, outerLevels = 0): Json {
  try {
    if (text.length > LONG_TEXT) assertModest(text);
    const value: unknown = JSON.parse(text);
    assertPortable(value, "", 1 - outerLevels);
    if (isSpelledCanonically(text, value)) return value;
  } catch (cause) {
    throw new Problem("bundle-hostile", { reason: `${what}: ${cause instanceof Problem ? cause.code : "JSON"}` }, { cause });
  }
  throw new Problem("bundle-hostile", { reason: `${what}: not canonical` });
}

/** The canonical text of a portable value; the same as `canonicalJson`, by one native call where the keys stand in order. */
export function canonicalText(value: Json): string {
  return hasOrderedKeys(value) ? JSON.stringify(value) : canonicalJson(value);
}

// JSON.stringify spells as RFC 8785 does but for the order of keys: where the keys stand in order, one native call decides.
function isSpelledCanonically(text: string, value: Json): boolean {
  return (hasOrderedKeys(value) && JSON.stringify(value) === text) || canonicalJson(value) === text;
}

function hasOrderedKeys(value: Json): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (Array.isArray(value)) return value.every(hasOrderedKeys);
  let last = "";
  for (const [key, member] of Object.entries(value)) {
    if (key < last || !hasOrderedKeys(member)) return false;
    last = key;
  }
  return true;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_ARRAY, CLOSE_ARRAY, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

// Counts brackets and commas outside strings before anything is built from them; no string of ours is as long as a whole modest
// text. In a text that is no JSON the counts may be off, and the parser refuses it anyway.
function assertModest(text: string): void {
  let [depth, values] = [0, 0];
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      const end = endOfString(text, at);
      if (end - at > LONG_TEXT) throw new Problem("value-too-large", { mostKiB: LONG_TEXT / 1024 });
      at = end;
    } else if (code === OPEN_OBJECT || code === OPEN_ARRAY) depth++;
    else if (code === CLOSE_OBJECT || code === CLOSE_ARRAY) depth--;
    else if (code === COMMA) values++;
    if (depth > MOST_LEVELS || values > MOST_VALUES) throw new Problem("value-too-deep", { path: "", most: MOST_LEVELS });
  }
}

/** Where the string that opens at `start` closes; the text's end if it does not. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === BACKSLASH) before--;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}
