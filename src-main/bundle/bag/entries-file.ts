// data/entries.jsonl: one canonical {entry, salt, value} a line. What one line may look like, and the commitment in it.
import { hash } from "node:crypto";
import { MAX_PARENTS, type Carried, type Entry } from "../../domain/feed/entry.ts";
import { isJsonObject, MAX_VALUE_BYTES, type JsonObject } from "../../domain/json.ts";
import { openTurns } from "../../disk/threads/turns.ts";
import { Problem } from "../../domain/problem.ts";
import { canonicalText, parseCanonicalText } from "../text/canonical-text.ts";
import { readLines } from "../text/text-lines.ts";

/** Longest line, in bytes: a value of 256 KiB and an entry of 32 parents. */
export const MAX_LINE_BYTES = 320 * 1024;

/** Lines and letters that are held read at a time: few enough to be forgotten while they are young, which spares memory. */
const BATCH_LINES = 64;
const BATCH_CHARS = 64 * 1024;

/** One line as it travelled, what it says, and the hash that identifies the entry. */
export type CarriedLine = Readonly<{ line: string; carried: Carried; hash: string }>;

/** The line of a carried entry, without newline. */
export function encodeCarried({ entry, salt, value }: Carried): string {
  const { at, body, by, feed, kind, op, parents, prev, record, seq, v } = entry;
  const { counter, feed: atFeed, wallMs } = at;
  const ordered = { at: { counter, feed: atFeed, wallMs }, body, by, feed, kind, op, parents, prev, record, seq, v };
  return canonicalText({ entry: ordered, salt, value });
}

/**
 * Reads the lines of data/entries.jsonl in batches.
 *
 * @param parse {@link parseCarriedLine}, or {@link parseCheckedLine} on the second reading of our own copy.
 * @throws {Problem} `bundle-hostile`, `bundle-too-large`
 */
export async function* readCarriedLines(
  blocks: AsyncIterable<Uint8Array>,
  mostEntries: number,
  parse: (line: string) => CarriedLine,
): AsyncGenerator<readonly CarriedLine[]> {
  let count = 0;
  const othersTurn = openTurns();
  for await (const lines of readLines(blocks, MAX_LINE_BYTES, "entries.jsonl")) {
    count += lines.length;
    if (count > mostEntries) throw new Problem("bundle-too-large", { what: "entries", most: mostEntries });
    for (const batch of inBatches(lines)) {
      yield batch.map(parse);
      await othersTurn();
    }
  }
}

function* inBatches(lines: readonly string[]): Generator<readonly string[]> {
  let [from, chars] = [0, 0];
  for (const [at, line] of lines.entries()) {
    chars += line.length;
    if (chars < BATCH_CHARS && at - from + 1 < BATCH_LINES) continue;
    yield lines.slice(from, at + 1);
    [from, chars] = [at + 1, 0];
  }
  if (from < lines.length) yield lines.slice(from);
}

/**
 * Reads one line: canonical, of exactly the entry's shape, its commitment right. Whether anyone signed it is decided in verify-feeds.ts.
 *
 * @throws {Problem} `bundle-hostile`
 */
export function parseCarriedLine(line: string): CarriedLine {
  const value = parseCanonicalText(line, "entries.jsonl", 1);
  if (!hasKeys(value, ["entry", "salt", "value"])) throw malformed("line");
  const { entry, salt, value: content } = value;
  assertEntry(entry);
  assertContent(entry, salt, content);
  // Canonical spelling is checked: the exact bytes of entry and of {salt, value} stand in the line and need no second spelling.
  const border = line.indexOf(',"salt":');
  if (content !== null) assertCommitment(entry, `{${line.slice(border + 1)}`, line.length);
  const carried = { entry, salt, value: content } as Carried;
  return { line, carried, hash: sha256(line.slice('{"entry":'.length, border)) };
}

/** Reads a line that {@link parseCarriedLine} has passed before: the same result, without the checks. */
export function parseCheckedLine(line: string): CarriedLine {
  const border = line.indexOf(',"salt":');
  return { line, carried: JSON.parse(line) as Carried, hash: sha256(line.slice('{"entry":'.length, border)) };
}

/** SHA-256 of UTF-8 text in hex. */
function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

const ENTRY_KEYS = ["at", "body", "by", "feed", "kind", "op", "parents", "prev", "record", "seq", "v"];
const HASH = /^[0-9a-f]{64}$/;
const SALT = /^[0-9a-f]{32}$/;
const KIND = /^[a-z][a-z0-9-]{0,31}$/;
const MAX_TEXT = 128;

function assertEntry(entry: unknown): asserts entry is Entry & JsonObject {
  if (!hasKeys(entry, ENTRY_KEYS)) throw malformed("entry");
  assertPlace(entry);
  assertClock(entry["at"]);
  assertParents(entry["parents"]);
  const { body, by, kind, op, record, v } = entry;
  if (!isText(by) || !isText(record) || !isCount(v) || typeof kind !== "string" || !KIND.test(kind)) throw malformed("entry");
  if (!(op === "put" ? isHash(body) : op === "delete" && body === null)) throw malformed("body");
}

function assertPlace({ feed, prev, seq }: JsonObject): void {
  if (!isCount(seq)) throw malformed("place");
  const fits = seq === 0 ? feed === "" && prev === null : isHash(feed) && isHash(prev);
  if (!fits) throw malformed("place");
}

function assertClock(at: unknown): void {
  if (!hasKeys(at, ["counter", "feed", "wallMs"]) || !isCount(at["counter"]) || !isCount(at["wallMs"])) throw malformed("at");
  if (at["feed"] !== "" && !isHash(at["feed"])) throw malformed("at");
}

function assertParents(parents: unknown): void {
  if (!Array.isArray(parents) || parents.length > MAX_PARENTS || !parents.every(isHash)) throw malformed("parents");
  if (new Set(parents).size !== parents.length) throw malformed("parents");
}

// Deleted: nothing to carry. Otherwise salt and value travel together, or both were erased or withheld.
function assertContent(entry: Entry, salt: unknown, content: unknown): void {
  const absent = salt === null && content === null;
  const present = typeof salt === "string" && SALT.test(salt) && isJsonObject(content);
  if (!absent && !(present && entry.op === "put")) throw malformed("value");
}

function assertCommitment(entry: Entry, committed: string, lineLength: number): void {
  const frame = '{"salt":"","value":}'.length + 32;
  if (lineLength * 3 > MAX_VALUE_BYTES && Buffer.byteLength(committed) - frame > MAX_VALUE_BYTES) throw malformed("value size");
  if (sha256(committed) !== entry.body) throw malformed("commitment");
}

function hasKeys(value: unknown, keys: readonly string[]): value is JsonObject {
  if (!isJsonObject(value)) return false;
  const found = Object.keys(value);
  return found.length === keys.length && keys.every((key) => Object.hasOwn(value, key));
}

function isHash(value: unknown): value is string {
  return typeof value === "string" && HASH.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_TEXT;
}

function malformed(what: string): Problem<"bundle-hostile"> {
  return new Problem("bundle-hostile", { reason: `entries.jsonl: ${what}` });
}
