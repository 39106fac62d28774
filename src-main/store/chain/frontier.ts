// What is held of each feed, and the entries that a bundle carries.
import type { KeptHead, StoredLine } from "../../usecases/ports/store/feeds.ts";
import type { Audience, Frontier, Position } from "../../domain/feed/entry.ts";
import { beneath } from "./chains.ts";
import { toBlob, toHex, type EntryRow } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

/** A feed that may be carried, with its branch ends. */
export type CarriedFeed = Readonly<{
  id: number;
  hash: string;
  key: string;
  unit: string;
  audience: Audience;
  /** Its opening is none: it is never carried. */
  malformed: boolean;
  heads: readonly Readonly<{ seq: number; hash: string; signature: string | null }>[];
}>;

type Row = Readonly<{ id: number; hash: Uint8Array; key: Uint8Array; unit: string; audience: string; malformed: number }>;

/** All feeds with their heads, ordered by hash: two reads, however many there are. */
export function listFeeds(statements: Statements): readonly CarriedFeed[] {
  const rows = statements("SELECT id, hash, key, unit, audience, malformed FROM feed ORDER BY hash").all() as Row[];
  const heads = readHeads(statements);
  return rows.map((row) => ({
    id: row.id,
    hash: toHex(row.hash),
    key: toHex(row.key),
    unit: row.unit,
    audience: row.audience as Audience,
    malformed: row.malformed === 1,
    heads: heads.get(row.id) ?? [],
  }));
}

function readHeads(statements: Statements): ReadonlyMap<number, CarriedFeed["heads"]> {
  const rows = statements(`
    SELECT tip.feed_id, tip.seq, tip.hash, head_signature.signature FROM tip
    LEFT JOIN head_signature ON head_signature.feed_id = tip.feed_id AND head_signature.hash = tip.hash
    ORDER BY tip.feed_id, tip.seq, tip.hash`).all() as {
    feed_id: number;
    seq: number;
    hash: Uint8Array;
    signature: string | null;
  }[];
  const heads = new Map<number, CarriedFeed["heads"][number][]>();
  for (const { feed_id: feed, seq, hash, signature } of rows) {
    const known = heads.get(feed) ?? [];
    known.push({ seq, hash: toHex(hash), signature });
    heads.set(feed, known);
  }
  return heads;
}

/** The key that a feed was opened under. */
export function keyOfFeed(statements: Statements, feed: string): string | undefined {
  const row = statements("SELECT key FROM feed WHERE hash = ?").get(toBlob(feed)) as { key: Uint8Array } | undefined;
  return row === undefined ? undefined : toHex(row.key);
}

/** Keeps the signature that admitted a head, so that whoever carries the feed on can show it. */
export function keepHeadSignature(statements: Statements, head: Position & Readonly<{ signature: string }>): void {
  statements(`
    INSERT OR IGNORE INTO head_signature (feed_id, seq, hash, signature) SELECT id, ?, ?, ? FROM feed WHERE hash = ?`).run(
    head.seq,
    toBlob(head.hash),
    head.signature,
    toBlob(head.feed),
  );
}

/**
 * The entries of one feed ascending by sequence and hash; a page at a time, so that no file is ever held whole.
 *
 * @param fromSeq lowest place; the opening entry comes besides, because its hash names the feed.
 */
export function* feedEntries(statements: Statements, feedId: number, fromSeq: number): Generator<StoredLine> {
  if (fromSeq > 0) yield* feedPages(statements, feedId, -1, 0);
  yield* feedPages(statements, feedId, fromSeq - 1, Number.MAX_SAFE_INTEGER);
}

const AFTER_ALL_HASHES = Buffer.alloc(33, 0xff);

function* feedPages(statements: Statements, feedId: number, afterSeq: number, toSeq: number): Generator<StoredLine> {
  const page = statements(`
    SELECT entry.id, entry.hash, entry.seq, entry.text, entry.salt, entry.value, coalesce(record.kind, 'feed') AS kind, record.record
    FROM entry LEFT JOIN record ON record.id = entry.record_id
    WHERE entry.feed_id = ? AND (entry.seq, entry.hash) > (?, ?) AND entry.seq <= ?
    ORDER BY entry.seq, entry.hash LIMIT 500`);
  type Place = { seq: number; hash: Uint8Array };
  for (let after: Place | undefined = { seq: afterSeq, hash: AFTER_ALL_HASHES }; after !== undefined;) {
    const rows = page.all(feedId, after.seq, after.hash, toSeq) as (EntryRow & Pick<StoredLine, "kind" | "record">)[];
    for (const { seq, hash, text, salt, value, kind, record } of rows)
      yield { seq, hash: toHex(hash), text, salt, value, kind, record };
    after = rows.at(-1);
  }
}

/** Hashes of everything beneath a frontier, ascending: what a hand-in's `contentDigest` is made over. */
export function hashesBeneath(statements: Statements, frontier: Frontier): readonly string[] {
  return Object.entries(frontier)
    .flatMap(([feed, tips]) => hashesOfFeed(statements, feed, tips))
    .sort();
}

function hashesOfFeed(statements: Statements, feed: string, tips: Frontier[string]): readonly string[] {
  const row = statements("SELECT id FROM feed WHERE hash = ?").get(toBlob(feed)) as { id: number } | undefined;
  if (row === undefined) return [];
  const { toSeq, forked } = beneath(statements, row.id, tips);
  if (forked !== undefined) return [...forked];
  const rows = statements("SELECT hash FROM entry WHERE feed_id = ? AND seq <= ?").all(row.id, toSeq) as { hash: Uint8Array }[];
  return rows.map(({ hash }) => toHex(hash));
}

type SignatureRow = Readonly<{ feed: Uint8Array; seq: number; hash: Uint8Array; signature: string; key: Uint8Array }>;

/** Every end of a branch of which a signature is kept. */
export function* readHeadSignatures(statements: Statements): Generator<KeptHead> {
  const rows = statements(`
    SELECT feed.hash AS feed, head_signature.seq, head_signature.hash, head_signature.signature, feed.key
    FROM head_signature JOIN feed ON feed.id = head_signature.feed_id ORDER BY head_signature.feed_id, head_signature.hash`).all();
  for (const { feed, seq, hash, signature, key } of rows as SignatureRow[])
    yield { feed: toHex(feed), seq, hash: toHex(hash), signature, key: toHex(key) };
}

export function dropHeadSignature(statements: Statements, hash: string): void {
  statements("DELETE FROM head_signature WHERE hash = ?").run(toBlob(hash));
}
