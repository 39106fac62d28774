// Receipts as the two ends keep them beside the union: which one was read last, what the telephone told, which numbers are taken,
// which files are lacking, and which units a restored county has still to hear everything from.
import type { Frontier } from "../../domain/feed/entry.ts";
import { beneath, isForked, isIn, linksOf } from "../chain/chains.ts";
import { entryOf, shownIn, toBlob, toHex, type Line } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { frontierNamed } from "../chain/frontier-pages.ts";
import type { MissingRange } from "../../usecases/ports/store/feeds.ts";
import type { ReadReceipt } from "../../usecases/ports/store/receipts.ts";

/** The newest receipt for this unit among the lines that pass. */
export type SeenReceipt = { hash: string | undefined; wallMs: number; counter: number };

/** Passes lines on and remembers the newest receipt for `unit`, known or new: reading an old stick again counts as reading. */
export function* watchingReceipts(lines: Iterable<Line>, unit: string, seen: SeenReceipt): Generator<Line> {
  for (const line of lines) {
    const { entry, value } = line.carried;
    if (entry.kind === "receipt" && value?.["unit"] === unit) noteReceipt(seen, line);
    yield line;
  }
}

function noteReceipt(seen: SeenReceipt, { hash, carried: { entry } }: Line): void {
  const { wallMs, counter } = entry.at;
  const isNewer = wallMs > seen.wallMs || (wallMs === seen.wallMs && counter >= seen.counter);
  if (seen.hash === undefined || isNewer) Object.assign(seen, { hash, wallMs, counter });
}

export function insertReadReceipt(statements: Statements, importId: number, { hash }: SeenReceipt): void {
  if (hash === undefined) return;
  statements("INSERT INTO receipt_read (import_id, entry) VALUES (?, ?)").run(importId, toBlob(hash));
}

/** Receipts in the order in which they were read, the last one first; only those that the county wrote with good authority. */
export function readReceiptsRead(statements: Statements, most: number): readonly ReadReceipt[] {
  const rows = statements(`
    SELECT entry.value, entry.text, import.read_ms FROM receipt_read JOIN entry ON entry.hash = receipt_read.entry
    JOIN import ON import.id = receipt_read.import_id
    WHERE entry.standing = 'good' AND entry.value IS NOT NULL ORDER BY receipt_read.id DESC LIMIT ?`).all(most) as {
    value: string;
    text: string;
    read_ms: number;
  }[];
  return rows.map((row) => {
    const value = shownIn("receipt", row.value);
    return { value, frontier: frontierNamed(statements, value) ?? {}, writtenMs: entryOf(row).at.wallMs, readMs: row.read_ms };
  });
}

export function insertTold(statements: Statements, bundle: string, toldMs: number): void {
  statements("INSERT OR IGNORE INTO told_by_phone (bundle, told_ms) VALUES (?, ?)").run(toBlob(bundle), toldMs);
}

/** Bundles by id that were confirmed by telephone, and when. */
export function readTold(statements: Statements): ReadonlyMap<string, number> {
  const rows = statements("SELECT bundle, told_ms FROM told_by_phone").all() as { bundle: Uint8Array; told_ms: number }[];
  return new Map(rows.map((row) => [toHex(row.bundle), row.told_ms]));
}

/** The number that the next bundle gets, and the id of the last one that was finished under this key. */
export function nextExportNumber(statements: Statements): Readonly<{ number: number; previous: string | null }> {
  const { last } = statements(
    "SELECT max(number) AS last FROM (SELECT number FROM export UNION ALL SELECT number FROM export_intent)",
  ).get() as { last: number | null };
  const after = Number(readFact(statements, "seriesAfter") ?? 0);
  const row = statements("SELECT bundle FROM export WHERE id > ? ORDER BY id DESC LIMIT 1").get(after) as
    { bundle: Uint8Array } | undefined;
  return { number: (last ?? 0) + 1, previous: row === undefined ? null : toHex(row.bundle) };
}

export function reserveExport(statements: Statements, purpose: string, atMs: number): ReturnType<typeof nextExportNumber> {
  const next = nextExportNumber(statements);
  statements("INSERT INTO export_intent (number, purpose, at_ms) VALUES (?, ?, ?)").run(next.number, purpose, atMs);
  return next;
}

export function releaseExport(statements: Statements, number: number): void {
  statements("DELETE FROM export_intent WHERE number = ?").run(number);
}

/** Files that shown records name and that are neither here nor erased, by hash. */
export function readLackingMedia(statements: Statements, unit: string | undefined): readonly string[] {
  const rows = statements(`
    SELECT DISTINCT attachment.sha256 FROM attachment JOIN record ON record.id = attachment.record_id
    WHERE NOT EXISTS (SELECT 1 FROM media WHERE media.sha256 = attachment.sha256)
      AND NOT EXISTS (SELECT 1 FROM erased WHERE erased.hash = attachment.sha256)
      ${unit === undefined ? "" : "AND record.unit = ?"}
    ORDER BY attachment.sha256`).all(...(unit === undefined ? [] : [unit])) as { sha256: Uint8Array }[];
  return rows.map((row) => toHex(row.sha256));
}

/** Entries of a unit's known keys that came without their value, which a bundle that is sealed would bring. */
export function readWithheld(statements: Statements, unit: string): readonly MissingRange[] {
  const rows = statements(`
    SELECT feed.hash AS feed, entry.seq FROM entry JOIN feed ON feed.id = entry.feed_id
    WHERE entry.standing = 'withheld' AND feed.unit = ?
    ORDER BY feed.hash, entry.seq`).all(unit) as { feed: Uint8Array; seq: number }[];
  return rows.map((row) => ({ feed: toHex(row.feed), fromSeq: row.seq, toSeq: row.seq }));
}

/** Whether this county was restored and the unit has not sent everything since. */
export function isRegressed(statements: Statements, unit: string): boolean {
  const restore = readFact(statements, "regressed");
  return restore !== undefined && readFact(statements, `refilled:${unit}`) !== restore;
}

export function clearRegressed(statements: Statements, unit: string): void {
  const restore = readFact(statements, "regressed");
  if (restore !== undefined) writeFact(statements, `refilled:${unit}`, restore);
}

/** Lowest place of a feed that one who holds `held` may lack; undefined if that is nothing. @see design.md §3 Increment */
export function firstBeyond(statements: Statements, feedId: number, held: Frontier[string]): number | undefined {
  const { toSeq, forked } = beneath(statements, feedId, held);
  if (forked === undefined && !isForked(statements, feedId)) {
    const row = statements("SELECT min(seq) AS next FROM entry WHERE feed_id = ? AND seq > ?").get(feedId, toSeq);
    return (row as { next: number | null }).next ?? undefined;
  }
  const lacking = linksOf(statements, feedId).filter((link) => !isIn({ toSeq, forked }, link));
  return lacking.length === 0 ? undefined : lacking.reduce((least, { seq }) => Math.min(least, seq), Number.MAX_SAFE_INTEGER);
}
