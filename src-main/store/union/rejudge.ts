// When authority changes, the entries of the keys concerned are judged again: the union stays, the projection moves.
import type { Authority } from "../../domain/trust/authority.ts";
import { entriesOf } from "../chain/chains.ts";
import { entryOf, toHex, valueOf, type EntryRow } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { isErased } from "./erase.ts";
import { loadFeeds, type Feed, type Judge } from "../chain/judge.ts";

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

type JudgedRow = Pick<EntryRow, "id" | "hash" | "standing" | "text" | "value"> & Readonly<{ record_id: number | null }>;

/** Judges every entry of a feed. */
export function rejudgeFeed(statements: Statements, feed: Feed, judge: Judge, touch: (recordId: number) => void): void {
  const rows = entriesOf<JudgedRow>(statements, feed.id, "id, hash, standing, text, value, record_id");
  for (const row of rows) {
    const hash = toHex(row.hash);
    const standing = judge.judge(feed, hash, entryOf(row), valueOf(row.value), isErased(statements, hash));
    if (standing === row.standing) continue;
    statements("UPDATE entry SET standing = ? WHERE id = ?").run(standing, row.id);
    if (row.record_id !== null) touch(row.record_id);
  }
}
