// Entries and feeds: what they are made of, how they are hashed and committed to. Pure; SHA-256 comes in as an argument.
import { canonicalJson, type JsonObject } from "../json.ts";

/** SHA-256 of UTF-8 text as 64 lower-case hexadecimal digits. */
export type Sha256 = (text: string) => string;

/** Hybrid logical clock: chooses among concurrent heads, never proves time. `feed` is "" in an opening entry. */
export type At = Readonly<{ wallMs: number; counter: number; feed: string }>;

/** One link of a feed. In the opening entry (`seq` 0) `feed` is "" and `prev` is null: its own hash is the feed's id. */
export type Entry = Readonly<{
  feed: string;
  seq: number;
  prev: string | null;
  at: At;
  by: string;
  kind: string;
  v: number;
  record: string;
  parents: readonly string[];
  op: "put" | "delete";
  body: string | null;
}>;

/** An entry as it travels: with the value that it commits to, or without (deleted, erased or withheld). */
export type Carried = Readonly<{ entry: Entry; salt: string | null; value: JsonObject | null }>;

/** Who may receive a feed: everyone, one unit, the county (and the unit's own PCs), or the unit's own PCs only. */
export type Audience = "all" | "county" | "own" | `unit:${string}`;

/** Value of a feed's opening entry (kind `feed`). `key` is the raw Ed25519 public key in hex (64 digits). */
export type FeedBody = Readonly<{ key: string; campaign: string; unit: string; audience: Audience; nonce: string }>;

/** A place in a feed. */
export type Position = Readonly<{ feed: string; seq: number; hash: string }>;

/** What a workspace holds of each feed: the last entry of every branch. */
export type Frontier = Readonly<Record<string, readonly Readonly<{ seq: number; hash: string }>[]>>;

export const MAX_PARENTS = 32;

/** The hash that identifies an entry. */
export function entryHash(sha256: Sha256, entry: Entry): string {
  return sha256(canonicalJson(entry));
}

/** The commitment that an entry's `body` holds. @param salt 128 bits in hex (32 digits). */
export function commitment(sha256: Sha256, salt: string, value: JsonObject): string {
  return sha256(canonicalJson({ salt, value }));
}

/** An entry as it is kept: canonical texts. */
export type KeptTexts = Readonly<{ hash: string; text: string; salt: string | null; value: string | null }>;

/** Whether the text is still that of its hash. */
export function soundText(sha256: Sha256, { hash, text }: Pick<KeptTexts, "hash" | "text">): boolean {
  return sha256(text) === hash;
}

/** Whether an entry is still what its hash says, and its value, where it is here, what it commits to. */
export function isSound(sha256: Sha256, line: KeptTexts): boolean {
  if (!soundText(sha256, line)) return false;
  if (line.value === null || line.salt === null) return line.value === line.salt;
  const { body } = JSON.parse(line.text) as Entry;
  return sha256(`{"salt":${JSON.stringify(line.salt)},"value":${line.value}}`) === body;
}

/** Total order of two entries: clock, then hash. The higher one is shown while a conflict is open. */
export function compareAt(a: Readonly<{ at: At; hash: string }>, b: Readonly<{ at: At; hash: string }>): number {
  return (
    a.at.wallMs - b.at.wallMs || a.at.counter - b.at.counter || compareText(a.at.feed, b.at.feed) || compareText(a.hash, b.hash)
  );
}

/** Order of two texts by UTF-16 code unit: the same on every system and in every locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
