// When authority changes, the entries of the keys concerned are judged again: the union stays, the projection moves.
import type { Authority } from "../domain/authority.ts";
import { entryOf, toHex, valueOf, type EntryRow } from "./codec.ts";
import type { Statements } from "./database.ts";
import { isErased } from "./erase.ts";
import { loadFeeds, type Feed, type Judge } from "./judge.ts";

/** Judges again the feeds of all keys whose grant differs, and reports the records whose entries changed standing. */
export function rejudgeFeeds(statements: Statements, before: Authority, judge: Judge, touch: (recordId: number) => void): void {
  const moved = new Map<string, boolean>();
  for (const feed of loadFeeds(statements).values()) {
    const differs = moved.get(feed.key) ?? differsFor(feed.key, before, judge.authority);
    moved.set(feed.key, differs);
    if (differs) rejudgeFeed(statements, feed, judge, touch);
  }
}

function differsFor(key: string, before: Authority, after: Authority): boolean {
  return JSON.stringify(before.grants.get(key)) !== JSON.stringify(after.grants.get(key));
}

/** Judges every entry of a feed. */
export function rejudgeFeed(statements: Statements, feed: Feed, judge: Judge, touch: (recordId: number) => void): void {
  const rows = statements(
    "SELECT id, hash, feed_id, seq, standing, text, salt, value, record_id FROM entry WHERE feed_id = ?",
  ).all(feed.id) as (EntryRow & {
    record_id: number | null;
  })[];
  for (const row of rows) {
    const hash = toHex(row.hash);
    const standing = judge.judge(feed, hash, entryOf(row), valueOf(row.value), isErased(statements, hash));
    if (standing === row.standing) continue;
    statements("UPDATE entry SET standing = ? WHERE id = ?").run(standing, row.id);
    if (row.record_id !== null) touch(row.record_id);
  }
}
