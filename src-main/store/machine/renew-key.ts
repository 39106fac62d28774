// A PC takes a new key because the PIN of the old one is forgotten. What the county says it holds stays in the old key's feeds. What
// no signature covers can never be shown to anyone under the old key, and what no receipt names may never arrive under it: the
// contents of both are written again, in order, under the new key.
import { appendEntry, type Source } from "../union/author.ts";
import { linksOf } from "../chain/chains.ts";
import { entryOf, toBlob, toHex, valueOf } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { isEnrolled } from "../chain/judge.ts";
import { giveUpFeeds } from "./machine-binding.ts";
import { rebuildProjection } from "../union/rebuild.ts";
import type { Audience, Entry } from "../../domain/feed/entry.ts";
import { ancestry, chainOf, endsOf } from "../../domain/feed/chain.ts";
import { HANDING_IN_KINDS } from "../../domain/kinds/kinds.ts";
import { readReceiptsRead } from "../deliveries/receipt-queries.ts";

/** Acts of a moment and of a key: they are done again by a person, not carried over. */
const NOT_CARRIED: ReadonlySet<string> = new Set(["feed", ...HANDING_IN_KINDS, "release", "enrolment-request"]);

type OwnEntry = Readonly<{ id: number; hash: string; unit: string; audience: Audience; entry: Entry; value: string | null }>;

/**
 * Makes `key` this workspace's own, with new feeds and a new series of bundles. Runs in a transaction.
 *
 * @returns how many entries were written again.
 */
export function renewKey(statements: Statements, source: Source, key: string, recipient: string): number {
  const { unsigned, unheard } = lostWith(statements, readFact(statements, "selfKey") ?? "");
  removeEntries(statements, unsigned);
  writeFact(statements, "selfKey", key);
  writeFact(statements, "recipient", recipient);
  writeFact(statements, "seriesAfter", String(lastExportId(statements)));
  dropPlans(statements);
  giveUpFeeds(statements, source, "renewed");
  rebuildProjection(statements);
  return writeAgain(statements, source, unheard);
}

/**
 * What would be lost with a key, in order of writing. `unsigned`: beneath no kept signature, or of a key that the county never
 * approved; it goes. `unheard`: besides, what no receipt says has arrived: if the key is ended before it does, it would not count.
 */
function lostWith(
  statements: Statements,
  key: string,
): Readonly<{ unsigned: readonly OwnEntry[]; unheard: readonly OwnEntry[] }> {
  const rows = statements(`
    SELECT entry.id, entry.hash, entry.text, entry.value, feed.unit, feed.audience
    FROM entry JOIN feed ON feed.id = entry.feed_id WHERE feed.key = ? ORDER BY entry.id`).all(toBlob(key)) as {
    id: number;
    hash: Uint8Array;
    text: string;
    value: string | null;
    unit: string;
    audience: string;
  }[];
  const own = rows.map((row) => ({ ...row, hash: toHex(row.hash), audience: row.audience as Audience, entry: entryOf(row) }));
  const signed = isEnrolled(statements, key) ? beneath(own, signedHeads(statements)) : new Set<string>();
  const heard = beneath(own, receiptedHeads(statements));
  return {
    unsigned: own.filter(({ hash }) => !signed.has(hash)),
    unheard: own.filter(({ hash }) => !signed.has(hash) || !heard.has(hash)),
  };
}

function signedHeads(statements: Statements): readonly string[] {
  return (statements("SELECT hash FROM head_signature").all() as { hash: Uint8Array }[]).map((row) => toHex(row.hash));
}

/** Ends of feeds that the receipt read last names. */
function receiptedHeads(statements: Statements): readonly string[] {
  const [last] = readReceiptsRead(statements, 1);
  return Object.values(last?.frontier ?? {}).flatMap((heads) => heads.map(({ hash }) => hash));
}

/** The entries at these heads and before them. */
function beneath(own: readonly OwnEntry[], heads: readonly string[]): ReadonlySet<string> {
  const chain = chainOf(own.map(({ hash, entry }) => ({ hash, prev: entry.prev })));
  return ancestry(heads.filter(chain.has), chain);
}

/** Volumes that are left would be signed by another key than the first. */
function dropPlans(statements: Statements): void {
  statements("DELETE FROM export_volume").run();
  statements("DELETE FROM export_plan").run();
}

function removeEntries(statements: Statements, lost: readonly OwnEntry[]): void {
  const feeds = new Set<number>();
  for (const { id } of lost) {
    const { feed_id: feed } = statements("SELECT feed_id FROM entry WHERE id = ?").get(id) as { feed_id: number };
    feeds.add(feed);
    statements("DELETE FROM entry WHERE id = ?").run(id);
  }
  for (const feed of feeds) settleFeed(statements, feed);
}

/** A feed ends where its signatures end; one of which nothing is left goes. */
function settleFeed(statements: Statements, feedId: number): void {
  statements("DELETE FROM tip WHERE feed_id = ?").run(feedId);
  const links = linksOf(statements, feedId);
  if (links.length === 0) {
    statements("DELETE FROM head_signature WHERE feed_id = ?").run(feedId);
    statements("DELETE FROM handed_in WHERE feed_id = ?").run(feedId);
    statements("DELETE FROM feed WHERE id = ?").run(feedId);
    return;
  }
  for (const { seq, hash } of endsOf(links))
    statements("INSERT INTO tip (feed_id, seq, hash) VALUES (?, ?, ?)").run(feedId, seq, toBlob(hash));
}

function writeAgain(statements: Statements, source: Source, lost: readonly OwnEntry[]): number {
  const again = new Map<string, string>();
  for (const { hash, unit, audience, entry, value } of lost) {
    const isErased = entry.op === "put" && value === null;
    if (NOT_CARRIED.has(entry.kind) || isErased) continue;
    const { kind, record, by, v } = entry;
    // What stays under the old key is followed, so that both count as one line whether or not the old one arrives.
    const seen = isHeld(statements, hash) ? [hash] : entry.parents;
    const parents = seen.flatMap((parent) => again.get(parent) ?? (isHeld(statements, parent) ? [parent] : []));
    const written = appendEntry(statements, source, {
      kind,
      record,
      unit,
      audience,
      value: valueOf(value),
      parents,
      by,
      again: v,
    });
    again.set(hash, written.hash);
  }
  return again.size;
}

function isHeld(statements: Statements, hash: string): boolean {
  return statements("SELECT 1 FROM entry WHERE hash = ?").get(toBlob(hash)) !== undefined;
}

function lastExportId(statements: Statements): number {
  return (statements("SELECT coalesce(max(id), 0) AS id FROM export").get() as { id: number }).id;
}
