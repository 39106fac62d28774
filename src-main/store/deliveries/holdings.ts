// What another county PC lacks of what is here, by the ends that it named, and who says that he took the root over.
import type { Frontier } from "../../domain/feed/entry.ts";
import type { Holdings } from "../../usecases/ports/store/deliveries.ts";
import { entryOf, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { firstBeyond } from "./receipt-queries.ts";

/**
 * Lowest place of a feed that one with these ends lacks. An end is an entry that nothing follows there: where something follows it
 * here, that is lacking, even below a higher end.
 */
export function firstLacking(
  statements: Statements,
  feedId: number,
  ends: Frontier[string],
  withheld: Holdings["withheld"],
): number | undefined {
  const feed = statements("SELECT hash FROM feed WHERE id = ?").get(feedId) as { hash: Uint8Array };
  const places = [
    firstBeyond(statements, feedId, ends),
    ...ends.filter((end) => isFollowed(statements, feedId, end)).map(({ seq }) => seq + 1),
    ...withheld.filter((one) => one.feed === toHex(feed.hash) && hasValue(statements, feedId, one.seq)).map(({ seq }) => seq),
  ].filter((seq) => seq !== undefined);
  return places.length === 0 ? undefined : Math.min(...places);
}

function isFollowed(statements: Statements, feedId: number, { seq, hash }: Frontier[string][number]): boolean {
  const next = statements("SELECT text FROM entry WHERE feed_id = ? AND seq = ?").all(feedId, seq + 1) as { text: string }[];
  return next.some((row) => entryOf(row).prev === hash);
}

function hasValue(statements: Statements, feedId: number, seq: number): boolean {
  return statements("SELECT 1 FROM entry WHERE feed_id = ? AND seq = ? AND value IS NOT NULL").get(feedId, seq) !== undefined;
}

/** Entries that came without their value, which another PC may have. */
export function readWithheldPositions(statements: Statements, most: number): Holdings["withheld"] {
  const rows = statements(`
    SELECT feed.hash AS feed, entry.seq FROM entry JOIN feed ON feed.id = entry.feed_id
    WHERE entry.standing IN ('withheld', 'quarantine') AND entry.value IS NULL AND entry.text LIKE '%"op":"put"%'
    ORDER BY feed.hash, entry.seq LIMIT ?`).all(most) as { feed: Uint8Array; seq: number }[];
  return rows.map((row) => ({ feed: toHex(row.feed), seq: row.seq }));
}

/** Keys whose entries of the root's kinds are not theirs to write. */
export function readClaimants(statements: Statements): readonly string[] {
  const rows = statements(`
    SELECT DISTINCT feed.key FROM entry JOIN record ON record.id = entry.record_id JOIN feed ON feed.id = entry.feed_id
    WHERE entry.standing = 'unauthorised' AND record.kind IN ('enrolment', 'revocation', 'succession')
    ORDER BY feed.key`).all() as { key: Uint8Array }[];
  return rows.map((row) => toHex(row.key));
}
