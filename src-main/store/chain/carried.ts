// When an entry was received: the earliest bundle that carried it, whichever PC of the office read that. What a bundle carried is
// counted from its entries as they pass, never from what it says of itself.
import type { Frontier } from "../../domain/feed/entry.ts";
import type { ValueOf } from "../../domain/kinds/values.ts";
import { MOST_STRETCHES } from "../../domain/trust/set-aside.ts";
import type { FeedRange } from "../../domain/trust/set-aside.ts";
import { beneath, isIn } from "./chains.ts";
import { toBlob, toHex, type Line } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** Stretches by the hash of their end, feed by feed. */
export type PassingRanges = Map<string, Map<string, FeedRange>>;

/** Passes lines on and notes the stretches that they come to; memory by branch and not by entry. */
export function* notingRanges(lines: Iterable<Line>, passing: PassingRanges): Generator<Line> {
  for (const line of lines) {
    const { seq, prev, feed: named } = line.carried.entry;
    const feed = seq === 0 ? line.hash : named;
    const ends = passing.get(feed) ?? new Map<string, FeedRange>();
    const before = ends.get(prev ?? "");
    if (prev !== null) ends.delete(prev);
    ends.set(line.hash, { feed, fromSeq: before?.fromSeq ?? seq, toSeq: seq, hash: line.hash });
    passing.set(feed, ends);
    yield line;
  }
}

/** Keeps the stretches of units' feeds that an import carried. */
export function insertCarried(statements: Statements, importId: number, receivedMs: number, passing: PassingRanges): void {
  const ofUnits = [...passing].filter(([feed]) => isOfUnit(statements, feed)).flatMap(([, ends]) => [...ends.values()]);
  for (const stretch of ofUnits.slice(0, MOST_STRETCHES)) insert(statements, importId, null, receivedMs, stretch);
}

function isOfUnit(statements: Statements, feed: string): boolean {
  return statements("SELECT 1 FROM feed WHERE hash = ? AND audience = 'county'").get(toBlob(feed)) !== undefined;
}

/** What another county PC tells in an arrival; nothing while it is not shown. */
export function writeToldCarried(statements: Statements, recordId: number, value: ValueOf<"arrival"> | null): void {
  statements("DELETE FROM carried WHERE record_id = ?").run(recordId);
  for (const stretch of value?.carried ?? []) insert(statements, null, recordId, Number(value?.receivedMs), stretch);
}

function insert(
  statements: Statements,
  importId: number | null,
  recordId: number | null,
  receivedMs: number,
  one: FeedRange,
): void {
  statements(
    "INSERT INTO carried (import_id, record_id, feed, from_seq, to_seq, hash, received_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
  ).run(importId, recordId, toBlob(one.feed), one.fromSeq, one.toSeq, toBlob(one.hash), receivedMs);
}

/** What an import here carried. */
export function readCarried(statements: Statements, importId: number): readonly FeedRange[] {
  const rows = statements(
    "SELECT feed, from_seq AS fromSeq, to_seq AS toSeq, hash FROM carried WHERE import_id = ? ORDER BY id",
  ).all(importId) as { feed: Uint8Array; fromSeq: number; toSeq: number; hash: Uint8Array }[];
  return rows.map((row) => ({ feed: toHex(row.feed), fromSeq: row.fromSeq, toSeq: row.toSeq, hash: toHex(row.hash) }));
}

type Place = Readonly<{ hash: Uint8Array; seq: number; feed_id: number; feed: Uint8Array }>;

/** The earliest time at which a bundle with this entry was received; null where none was. */
export function receivedOf(statements: Statements, place: Place): number | null {
  const rows = statements(
    "SELECT hash, to_seq, received_ms FROM carried WHERE feed = ? AND to_seq >= ? AND from_seq <= ? ORDER BY received_ms",
  ).all(place.feed, place.seq, place.seq) as { hash: Uint8Array; to_seq: number; received_ms: number }[];
  const [first] = rows;
  if (first === undefined || !isForkedAt(statements, place)) return first?.received_ms ?? null;
  const carries = (end: (typeof rows)[number]): boolean =>
    isIn(beneath(statements, place.feed_id, [{ seq: end.to_seq, hash: toHex(end.hash) }]), {
      seq: place.seq,
      hash: toHex(place.hash),
    });
  return rows.find(carries)?.received_ms ?? null;
}

function isForkedAt(statements: Statements, { feed_id, seq }: Place): boolean {
  const { n } = statements("SELECT count(*) AS n FROM entry WHERE feed_id = ? AND seq = ?").get(feed_id, seq) as { n: number };
  return n > 1;
}

/** Positions kept of what a bundle claims; an honest one has a few per PC of its unit. */
const MOST_CLAIMED = 600;

/** What a bundle claims, no longer than an arrival may tell it: the same cut at every PC. */
export function cutClaim(claimed: Frontier): Frontier {
  let left = MOST_CLAIMED;
  const kept = Object.entries(claimed).flatMap(([feed, heads]) => {
    const some = heads.slice(0, left);
    left -= some.length;
    return some.length === 0 ? [] : [[feed, some] as const];
  });
  return Object.fromEntries(kept);
}
