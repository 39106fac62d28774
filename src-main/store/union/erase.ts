// Erasure: values that a county entry names go from this PC, whenever they or the erasure arrive.
import { isErasable, KINDS } from "../../domain/kinds/kinds.ts";
import { valueIn, type ValueOf } from "../../domain/kinds/values.ts";
import { entryOf, toBlob, toHex, valueOf } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { forgetLikeness } from "../chain/forget.ts";
import { loadFeeds, type Judge } from "../chain/judge.ts";
import { madeOf } from "../project/renditions.ts";

export function isErased(statements: Statements, hash: string): boolean {
  return statements("SELECT 1 FROM erased WHERE hash = ?").get(toBlob(hash)) !== undefined;
}

/**
 * Notes what effective erasures name and takes those values away.
 *
 * Effective is an erasure by a key that ever was root or county; it is never undone, so that all who hold the same
 * entries come to the same state whatever came first.
 * @returns the media that are named, and what was made smaller of them, whether or not they are here.
 */
export function applyErasures(statements: Statements, judge: Judge, touch: (recordId: number) => void): readonly string[] {
  const media = new Set<string>();
  for (const value of effectiveErasures(statements, judge)) {
    for (const hash of value.entries) noteErased(statements, hash);
    for (const hash of value.media) {
      noteErased(statements, hash);
      forgetLikeness(statements, hash);
      for (const file of [hash, ...madeOf(statements, hash)]) media.add(file);
    }
  }
  wipeValues(statements, judge, touch);
  statements("DELETE FROM damaged WHERE hash IN (SELECT hash FROM erased)").run();
  return [...media];
}

function effectiveErasures(statements: Statements, judge: Judge): readonly ValueOf<"erasure">[] {
  const rows = statements(`
    SELECT feed.key, entry.text, entry.value FROM record JOIN entry ON entry.record_id = record.id JOIN feed ON feed.id = entry.feed_id
    WHERE record.kind = 'erasure' AND entry.value IS NOT NULL`).all() as { key: Uint8Array; text: string; value: string }[];
  return rows
    .filter((row) => judge.authority.erasers.has(toHex(row.key)) && entryOf(row).v === KINDS.erasure.v)
    .flatMap((row) => valueIn("erasure", valueOf(row.value)) ?? []);
}

function noteErased(statements: Statements, hash: string): void {
  statements("INSERT OR IGNORE INTO erased (hash) VALUES (?)").run(toBlob(hash));
}

type Row = Readonly<{ id: number; hash: Uint8Array; feed_id: number; record_id: number; text: string; standing: string }>;

function wipeValues(statements: Statements, judge: Judge, touch: (recordId: number) => void): void {
  const feeds = loadFeeds(statements);
  const rows = statements(`
    SELECT entry.id, entry.hash, entry.feed_id, entry.record_id, entry.text, entry.standing FROM erased JOIN entry ON entry.hash = erased.hash
    WHERE entry.record_id IS NOT NULL AND (entry.value IS NOT NULL OR entry.standing <> 'erased')`).all() as Row[];
  for (const row of rows) {
    const entry = entryOf(row);
    const feed = feeds.get(row.feed_id);
    if (feed === undefined || !isErasable(entry.kind)) continue;
    const standing = judge.judge(feed, toHex(row.hash), entry, null, true);
    statements("UPDATE entry SET value = NULL, salt = NULL, standing = ? WHERE id = ?").run(standing, row.id);
    touch(row.record_id);
  }
}
