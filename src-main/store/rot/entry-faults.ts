// Entries that are no longer what they were: each hash and commitment is reckoned again, each place read from the text.
import { isSound, soundText, type Entry } from "../../domain/feed/entry.ts";
import { sha256, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** `text`: not what the hash says; `value`: not what the text commits to; `place`: filed elsewhere than the text says. */
export type EntryFault = Readonly<{ id: number; what: "text" | "value" | "place" }>;

type Row = Readonly<{
  id: number;
  hash: Uint8Array;
  seq: number;
  text: string;
  salt: string | null;
  value: string | null;
  feed: Uint8Array | null;
  unit: string | null;
  record_id: number | null;
  record_unit: string | null;
  kind: string | null;
  record: string | null;
}>;

/** Looks at every entry; memory by entry and not by all. The rows must not be changed meanwhile. */
export function* faultyEntries(statements: Statements): Generator<EntryFault> {
  const rows = statements(`
    SELECT entry.id, entry.hash, entry.seq, entry.text, entry.salt, entry.value, entry.record_id, feed.hash AS feed, feed.unit,
      record.unit AS record_unit, record.kind, record.record
    FROM entry LEFT JOIN feed ON feed.id = entry.feed_id LEFT JOIN record ON record.id = entry.record_id ORDER BY entry.id`);
  for (const row of rows.iterate() as Iterable<Row>) {
    const what = faultOf(row);
    if (what !== undefined) yield { id: row.id, what };
  }
}

function faultOf(row: Row): EntryFault["what"] | undefined {
  const line = { ...row, hash: toHex(row.hash) };
  if (!soundText(sha256, line)) return "text";
  if (!isSound(sha256, line)) return "value";
  return isInPlace(row, line.hash) ? undefined : "place";
}

function isInPlace(row: Row, hash: string): boolean {
  const { kind, seq, feed, record } = JSON.parse(row.text) as Entry;
  const isFiled =
    kind === "feed" ? row.record_id === null : row.kind === kind && row.record_unit === row.unit && row.record === record;
  return seq === row.seq && row.feed !== null && toHex(row.feed) === (seq === 0 ? hash : feed) && isFiled;
}
