// The store's side of the walk through feeds. Where no two entries share a place, a number tells what lies before what; a forked
// feed is walked.
import type { Frontier } from "../../domain/feed/entry.ts";
import { ancestry, chainOf, type Link } from "../../domain/feed/chain.ts";
import { reachOf, type Heads, type Reach } from "../../domain/feed/frontier.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** An entry as a link, with its place. */
export type Placed = Link & Readonly<{ seq: number }>;

type Row = Readonly<{ hash: Uint8Array; seq: number; prev: string | null }>;

/** The entries of a feed as links, up to a place. */
export function linksOf(statements: Statements, feedId: number, toSeq: number = Number.MAX_SAFE_INTEGER): readonly Placed[] {
  const rows = statements("SELECT hash, seq, text ->> '$.prev' AS prev FROM entry WHERE feed_id = ? AND seq <= ?").all(
    feedId,
    toSeq,
  ) as Row[];
  return rows.map(({ hash, seq, prev }) => ({ hash: toHex(hash), seq, prev }));
}

/**
 * Entries of a feed, one in memory at a time: values may be long and their number is their sender's choice. They may be changed
 * meanwhile.
 *
 * @param columns of `entry`, as SQL.
 */
export function* entriesOf<Row>(statements: Statements, feedId: number, columns: string): Generator<Row> {
  const ids = statements("SELECT id FROM entry WHERE feed_id = ? ORDER BY id").all(feedId) as { id: number }[];
  const one = statements(`SELECT ${columns} FROM entry WHERE id = ?`);
  for (const { id } of ids) yield one.get(id) as Row;
}

/**
 * Whether a feed is known to have branches up to a place: two entries share one, or an end has another at the next, which does not
 * follow it. Where one entry alone is followed by none, all others lead to it.
 */
export function isForked(statements: Statements, feedId: number, toSeq: number = Number.MAX_SAFE_INTEGER): boolean {
  const { tips } = statements("SELECT count(*) AS tips FROM tip WHERE feed_id = ?").get(feedId) as { tips: number };
  if (tips === 1) return false;
  const { entries, places } = statements(
    "SELECT count(*) AS entries, count(DISTINCT seq) AS places FROM entry WHERE feed_id = ? AND seq <= ?",
  ).get(feedId, toSeq) as { entries: number; places: number };
  if (entries > places) return true;
  const passed = statements(`
    SELECT 1 FROM tip JOIN entry ON entry.feed_id = tip.feed_id AND entry.seq = tip.seq + 1
    WHERE tip.feed_id = ? AND tip.seq < ? LIMIT 1`).get(feedId, toSeq);
  return passed !== undefined;
}

/** What lies at or before some heads of a feed: up to a place, or these hashes. Heads that are not here reach nothing. */
export type Beneath = Readonly<{ toSeq: number; forked: ReadonlySet<string> | undefined }>;

/** @param feedId a feed that is here. */
export function beneath(statements: Statements, feedId: number, heads: Heads): Beneath {
  const isHere = statements("SELECT 1 FROM entry WHERE feed_id = ? AND seq = ? AND hash = ?");
  const here = heads.filter(({ seq, hash }) => isHere.get(feedId, seq, toBlob(hash)) !== undefined);
  const toSeq = Math.max(-1, ...here.map(({ seq }) => seq));
  if (!isForked(statements, feedId, toSeq)) return { toSeq, forked: undefined };
  const walked = ancestry(
    here.map(({ hash }) => hash),
    chainOf(linksOf(statements, feedId, toSeq)),
  );
  return { toSeq, forked: walked };
}

/** Whether an entry of the feed lies there. */
export function isIn({ toSeq, forked }: Beneath, place: Readonly<{ seq: number; hash: string }>): boolean {
  return forked === undefined ? place.seq <= toSeq : forked.has(place.hash);
}

/** What a frontier reaches of the feeds that are here. */
export function readReach(statements: Statements, frontier: Frontier): Reach {
  return reachOf(frontier, (feed, heads) => {
    const row = statements("SELECT id FROM feed WHERE hash = ?").get(toBlob(feed)) as { id: number } | undefined;
    if (row === undefined) return () => false;
    const found = beneath(statements, row.id, heads);
    return (place) => isIn(found, place);
  });
}
