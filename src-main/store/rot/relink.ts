// Files every entry again where its text says that it belongs: its feed, its place, its record; and feeds as their opening says.
import type { Entry, FeedBody } from "../../domain/feed/entry.ts";
import { toBlob, toHex, valueOf } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { retip } from "../chain/tips.ts";
import type { EntryFault } from "./entry-faults.ts";
import { faultyEntries } from "./entry-faults.ts";

/** Puts right how entries hang together. All that is left of them is good. */
export function relink(statements: Statements): void {
  restateFeeds(statements);
  const astray = [...faultyEntries(statements)].filter(({ what }) => what === "place");
  for (const fault of astray) refile(statements, fault);
  dropEmptyRecords(statements);
  statements("DELETE FROM erased WHERE hash NOT IN (SELECT hash FROM entry) AND hash NOT IN (SELECT sha256 FROM media)").run();
  const feeds = statements("SELECT id FROM feed").all() as { id: number }[];
  for (const { id } of feeds) retip(statements, id);
}

type Opening = Readonly<{ hash: Uint8Array; feed_id: number; value: string | null }>;

/** A feed's row says what its opening entry says. */
function restateFeeds(statements: Statements): void {
  const openings = statements("SELECT hash, feed_id, value FROM entry WHERE seq = 0 AND record_id IS NULL").all() as Opening[];
  const known = new Set((statements("SELECT hash FROM feed").all() as { hash: Uint8Array }[]).map(({ hash }) => toHex(hash)));
  for (const { hash, feed_id: feed, value } of openings) {
    if (!known.has(toHex(hash))) statements("UPDATE feed SET hash = ? WHERE id = ?").run(hash, feed);
    const { key, unit, audience, nonce } = (valueOf(value) ?? {}) as Partial<FeedBody>;
    if (typeof key !== "string" || typeof unit !== "string" || typeof audience !== "string" || typeof nonce !== "string")
      continue;
    const restate = statements("UPDATE feed SET key = ?, unit = ?, audience = ?, nonce = ? WHERE hash = ?");
    restate.run(toBlob(key), unit, audience, nonce, hash);
  }
}

function refile(statements: Statements, { id }: EntryFault): void {
  const { text, hash } = statements("SELECT text, hash FROM entry WHERE id = ?").get(id) as { text: string; hash: Uint8Array };
  const { feed: named, seq, kind, record } = JSON.parse(text) as Entry;
  const feed = statements("SELECT id, unit FROM feed WHERE hash = ?").get(seq === 0 ? hash : toBlob(named)) as
    { id: number; unit: string } | undefined;
  if (feed === undefined) return;
  const home = kind === "feed" ? null : recordOf(statements, [kind, feed.unit, record]);
  statements("UPDATE entry SET feed_id = ?, seq = ?, record_id = ? WHERE id = ?").run(feed.id, seq, home, id);
}

function recordOf(statements: Statements, key: readonly [kind: string, unit: string, record: string]): number {
  statements("INSERT OR IGNORE INTO record (kind, unit, record) VALUES (?, ?, ?)").run(...key);
  const found = statements("SELECT id FROM record WHERE kind = ? AND unit = ? AND record = ?").get(...key);
  return (found as { id: number }).id;
}

function dropEmptyRecords(statements: Statements): void {
  const empty = "SELECT id FROM record WHERE NOT EXISTS (SELECT 1 FROM entry WHERE entry.record_id = record.id)";
  for (const table of ["attachment", "counted", "carried"])
    statements(`DELETE FROM ${table} WHERE record_id IN (${empty})`).run();
  statements(`DELETE FROM record WHERE id IN (${empty})`).run();
}
