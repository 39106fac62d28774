// Words for full-text search: overlapping pairs of characters for Chinese, whole words for the rest.
// The same function makes the index and the query, so that they cannot disagree.
import { isJsonObject, type Json, type JsonObject } from "../json.ts";

/** Chinese characters are letters too: a run of others ends where they begin, as in “2021年安全生产月”. */
const RUNS = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{Letter}\p{Number}])+/gu;
const HAN = /^\p{Script=Han}/u;
/** Members that hold identifiers, never words a person would look for. */
const SILENT = new Set(["sha256", "mime", "class", "id", "role", "frontier", "contentDigest", "campaignVersion", "salt", "key"]);

/** The index words of one record's value, separated by spaces. */
export function indexWords(value: JsonObject): string {
  return wordsOf(textsOf(value).join("\n"), "index").join(" ");
}

/** An FTS5 query that finds all of the typed words; undefined if nothing can be looked for. */
export function queryWords(typed: string): string | undefined {
  const words = wordsOf(typed, "query");
  return words.length === 0 ? undefined : words.join(" AND ");
}

function wordsOf(text: string, use: "index" | "query"): string[] {
  const words = new Set<string>();
  for (const run of text.normalize("NFKC").toLowerCase().match(RUNS) ?? []) {
    if (!HAN.test(run)) words.add(use === "query" ? `"${run}"*` : run);
    else if (use === "index") addPairs(words, run);
    else for (const pair of typedPairs([...run])) words.add(pair);
  }
  return [...words];
}

/** In the index, a run also ends in its last character alone, so that a single character finds it by prefix. */
function addPairs(words: Set<string>, run: string): void {
  let before = "";
  for (const character of run) {
    if (before !== "") words.add(before + character);
    before = character;
  }
  words.add(before);
}

function typedPairs(characters: readonly string[]): readonly string[] {
  const pairs = characters.slice(1).map((next, index) => `"${characters[index] ?? ""}${next}"`);
  return pairs.length > 0 ? pairs : [`"${characters[0] ?? ""}"*`];
}

function textsOf(value: Json): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap(textsOf);
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) => (SILENT.has(name) ? [] : textsOf(member)));
}
