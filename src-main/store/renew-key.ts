// A PC takes a new key because the PIN of the old one is forgotten. What the old key signed stays in its feeds; what no signature
// covers can never be shown to anyone under the old key, so its contents are written again, in order, under the new one.
import { appendEntry, type Source } from "./author.ts";
import { entryOf, toBlob, toHex, valueOf } from "./codec.ts";
import type { Statements } from "./database.ts";
import { readFact, writeFact } from "./facts.ts";
import { isEnrolled } from "./judge.ts";
import { giveUpFeeds } from "./own-place.ts";
import { rebuildProjection } from "./rebuild.ts";
import type { Audience, Entry } from "../domain/entry.ts";

/** Acts of a moment and of a key: they are done again by a person, not carried over. */
const NOT_CARRIED: ReadonlySet<string> = new Set(["feed", "report", "release", "enrolment-request"]);

type OwnEntry = Readonly<{ id: number; hash: string; unit: string; audience: Audience; entry: Entry; value: string | null }>;

/**
 * Makes `key` this workspace's own, with new feeds and a new series of bundles. Runs in a transaction.
 *
 * @returns how many entries were written again.
 */
export function renewKey(statements: Statements, source: Source, key: string, recipient: string): number {
  const lost = withoutSignature(statements, readFact(statements, "selfKey") ?? "");
  removeEntries(statements, lost);
  writeFact(statements, "selfKey", key);
  writeFact(statements, "recipient", recipient);
  writeFact(statements, "seriesAfter", String(lastExportId(statements)));
  giveUpFeeds(statements, source, "renewed");
  rebuildProjection(statements);
  return writeAgain(statements, source, lost);
}

/** Entries of a key beneath no kept signature; all of them if the county never approved the key. In order of writing. */
function withoutSignature(statements: Statements, key: string): readonly OwnEntry[] {
  const rows = statements(`
    SELECT entry.id, entry.hash, entry.text, entry.value, feed.id AS feed_id, feed.unit, feed.audience
    FROM entry JOIN feed ON feed.id = entry.feed_id WHERE feed.key = ? ORDER BY entry.id`).all(toBlob(key)) as {
    id: number;
    hash: Uint8Array;
    text: string;
    value: string | null;
    feed_id: number;
    unit: string;
    audience: string;
  }[];
  const own = rows.map((row) => ({ ...row, hash: toHex(row.hash), audience: row.audience as Audience, entry: entryOf(row) }));
  const covered = isEnrolled(statements, key) ? beneathSignatures(statements, own) : new Set<string>();
  return own.filter(({ hash }) => !covered.has(hash));
}

function beneathSignatures(statements: Statements, own: readonly OwnEntry[]): ReadonlySet<string> {
  const before = new Map(own.map(({ hash, entry }) => [hash, entry.prev]));
  const signed = statements("SELECT hash FROM head_signature").all() as { hash: Uint8Array }[];
  const covered = new Set<string>();
  for (const head of signed) {
    let hash: string | null = toHex(head.hash);
    while (hash !== null && before.has(hash) && !covered.has(hash)) {
      covered.add(hash);
      hash = before.get(hash) ?? null;
    }
  }
  return covered;
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
  const rows = statements("SELECT hash, seq, text FROM entry WHERE feed_id = ?").all(feedId) as {
    hash: Uint8Array;
    seq: number;
    text: string;
  }[];
  if (rows.length === 0) {
    statements("DELETE FROM head_signature WHERE feed_id = ?").run(feedId);
    statements("DELETE FROM feed WHERE id = ?").run(feedId);
    return;
  }
  const followed = new Set(rows.map((row) => entryOf(row).prev));
  for (const row of rows.filter(({ hash }) => !followed.has(toHex(hash))))
    statements("INSERT INTO tip (feed_id, seq, hash) VALUES (?, ?, ?)").run(feedId, row.seq, row.hash);
}

function writeAgain(statements: Statements, source: Source, lost: readonly OwnEntry[]): number {
  const again = new Map<string, string>();
  for (const { hash, unit, audience, entry, value } of lost) {
    const isErased = entry.op === "put" && value === null;
    if (NOT_CARRIED.has(entry.kind) || isErased) continue;
    const { kind, record, by } = entry;
    const parents = entry.parents.flatMap((parent) => again.get(parent) ?? (isHeld(statements, parent) ? [parent] : []));
    const written = appendEntry(statements, source, { kind, record, unit, audience, value: valueOf(value), parents, by });
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
