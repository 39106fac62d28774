// What an erasure takes away besides values: the rows of its media, and the traces in drafts, the search index, the write-ahead log and
// the copies of earlier schemas.
import { toBlob, toHex } from "../db/codec.ts";
import { guarded, inTransaction, type Db, type Statements } from "../db/database.ts";
import { dropCopies } from "../db/migrate.ts";

/** Forgets originals; {@link readLeaving} names them until their files are gone. */
export function forgetMedia(statements: Statements, media: readonly string[]): void {
  for (const sha256 of media) {
    for (const table of ["media", "media_fact"]) statements(`DELETE FROM ${table} WHERE sha256 = ?`).run(toBlob(sha256));
    forgetLikeness(statements, sha256);
    statements("DELETE FROM smaller WHERE sha256 = ?").run(toBlob(sha256));
    statements("INSERT OR IGNORE INTO leaving (sha256) VALUES (?)").run(toBlob(sha256));
  }
}

/** What its copies were known by goes with a photo, and which these were. */
export function forgetLikeness(statements: Statements, sha256: string): void {
  const own = toBlob(sha256);
  statements("DELETE FROM likeness WHERE sha256 = ?").run(own);
  statements("DELETE FROM alike WHERE one = ? OR other = ?").run(own, own);
}

export function readLeaving(statements: Statements): readonly string[] {
  const rows = statements("SELECT sha256 FROM leaving").all() as { sha256: Uint8Array }[];
  return rows.map(({ sha256 }) => toHex(sha256));
}

/** The files are gone, or are here again. */
export function noteGone(statements: Statements, media: readonly string[]): void {
  for (const sha256 of media) statements("DELETE FROM leaving WHERE sha256 = ?").run(toBlob(sha256));
}

/** Runs work in a transaction; where it erased something, the traces in drafts, in the search index, the write-ahead log and older copies go too. */
export function forgetting<T>(db: Db, statements: Statements, work: () => T): T {
  const { result, erased } = inTransaction(db, () => leavingNoTraces(statements, work));
  if (erased) leaveNoCopies(db);
  return result;
}

/** The same inside a transaction; what is erased stands in the write-ahead log until {@link leaveNoCopies}. */
export function leavingNoTraces<T>(statements: Statements, work: () => T): Readonly<{ result: T; erased: boolean }> {
  const before = countErased(statements);
  const result = work();
  const erased = countErased(statements) > before;
  if (erased) forgetTraces(statements);
  return { result, erased };
}

/** Takes what was erased out of the write-ahead log, and the copies of earlier schemas away. */
export function leaveNoCopies(db: Db): void {
  guarded(db.name, () => {
    db.pragma("wal_checkpoint(TRUNCATE)");
    dropCopies(db.name);
  });
}

function countErased(statements: Statements): number {
  return (statements("SELECT count(*) AS n FROM erased").get() as { n: number }).n;
}

function forgetTraces(statements: Statements): void {
  statements(
    "DELETE FROM draft WHERE EXISTS (SELECT 1 FROM record WHERE record.kind = draft.kind AND record.record = draft.record AND status = 'erased')",
  ).run();
  statements("INSERT INTO search (search) VALUES ('optimize')").run();
}
