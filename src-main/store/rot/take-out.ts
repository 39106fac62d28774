// Sets damaged entries aside: what is left then is good. A value goes alone where the text that commits to it is whole.
import { sha256, toBlob } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import type { EntryFault } from "./entry-faults.ts";

/** Moves what is damaged into `damaged`. A hash that was hit itself is put right where others name the text. */
export function takeOut(statements: Statements, faults: readonly EntryFault[]): void {
  for (const { id, what } of faults) {
    if (what === "place" || (what === "text" && isRenamed(statements, id))) continue;
    keepAside(statements, id);
    if (what === "value") statements("UPDATE entry SET salt = NULL, value = NULL WHERE id = ?").run(id);
    else dropEntry(statements, id);
  }
}

function isRenamed(statements: Statements, id: number): boolean {
  const {
    text,
    feed_id: feed,
    seq,
  } = statements("SELECT text, feed_id, seq FROM entry WHERE id = ?").get(id) as {
    text: string;
    feed_id: number;
    seq: number;
  };
  const hash = sha256(text);
  const named = statements(`
    SELECT EXISTS (SELECT 1 FROM tip WHERE hash = :blob) OR EXISTS (SELECT 1 FROM head_signature WHERE hash = :blob)
      OR EXISTS (SELECT 1 FROM entry WHERE feed_id = :feed AND seq = :next AND instr(text, :prev) > 0) AS named`).get({
    blob: toBlob(hash),
    feed,
    next: seq + 1,
    prev: `"prev":"${hash}"`,
  }) as { named: number };
  if (named.named === 1) statements("UPDATE OR IGNORE entry SET hash = ? WHERE id = ?").run(toBlob(hash), id);
  return named.named === 1;
}

function keepAside(statements: Statements, id: number): void {
  statements(`
    INSERT OR REPLACE INTO damaged (hash, feed, seq, unit, kind, record, title, day, import_id, text, salt, value)
    SELECT entry.hash, feed.hash, entry.seq, record.unit, record.kind, record.record, record.title, record.occurred, entry.import_id,
      entry.text, entry.salt, entry.value
    FROM entry LEFT JOIN feed ON feed.id = entry.feed_id LEFT JOIN record ON record.id = entry.record_id WHERE entry.id = ?`).run(
    id,
  );
}

function dropEntry(statements: Statements, id: number): void {
  statements("UPDATE record SET lead_entry_id = NULL WHERE lead_entry_id = ?").run(id);
  statements("DELETE FROM entry WHERE id = ?").run(id);
}

/** Entries that were set aside and have not come back whole. */
export const STILL_DAMAGED = `FROM damaged WHERE NOT EXISTS (
  SELECT 1 FROM entry WHERE entry.hash = damaged.hash AND (entry.value IS NOT NULL OR entry.standing = 'erased'))`;
