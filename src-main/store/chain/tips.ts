// Keeps the ends of every feed's branches: what a frontier names and what the next own entry follows.
import { endsOf } from "../../domain/feed/chain.ts";
import { linksOf } from "./chains.ts";
import { toBlob, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

type Link = Readonly<{ seq: number; hash: string; prev: string | null }>;

/** What entries that were added to a feed come to: what the first one follows, the last one, and whether each followed the one before. */
export type Growth = Readonly<{ after: string | null; last: Link; isChain: boolean }>;

/** Notes one more entry; memory by feed and not by entry. */
export function grow(before: Growth | undefined, link: Link): Growth {
  if (before === undefined) return { after: link.prev, last: link, isChain: true };
  return { after: before.after, last: link, isChain: before.isChain && link.prev === before.last.hash };
}

/** Moves the tips of feeds that entries were added to. */
export function updateTips(statements: Statements, added: ReadonlyMap<number, Growth>): void {
  for (const [feedId, { after, last, isChain }] of added) {
    const tips = tipsOf(statements, feedId);
    const only = tips.length <= 1 && isChain && after === (tips[0]?.hash ?? null);
    writeTips(statements, feedId, only ? [last] : endsOf(linksOf(statements, feedId)));
  }
}

/** Finds the tips of a feed anew. */
export function retip(statements: Statements, feedId: number): void {
  writeTips(statements, feedId, endsOf(linksOf(statements, feedId)));
}

/** The branch ends of one feed, by sequence. */
export function tipsOf(statements: Statements, feedId: number): readonly Readonly<{ seq: number; hash: string }>[] {
  const rows = statements("SELECT seq, hash FROM tip WHERE feed_id = ? ORDER BY seq, hash").all(feedId) as {
    seq: number;
    hash: Uint8Array;
  }[];
  return rows.map((row) => ({ seq: row.seq, hash: toHex(row.hash) }));
}

function writeTips(statements: Statements, feedId: number, tips: readonly Readonly<{ seq: number; hash: string }>[]): void {
  statements("DELETE FROM tip WHERE feed_id = ?").run(feedId);
  for (const tip of tips)
    statements("INSERT INTO tip (feed_id, seq, hash) VALUES (?, ?, ?)").run(feedId, tip.seq, toBlob(tip.hash));
}
