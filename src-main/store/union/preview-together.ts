// What several bundles come to together: all are taken in one after another, counted, and taken back. Overlaps count once.
import { Problem } from "../../domain/problem.ts";
import type { TogetherPreview } from "../../usecases/ports/store/imports.ts";
import { admitLines } from "./admit.ts";
import { toBlob, type Line } from "../db/codec.ts";
import { noteRecords } from "../chain/count-records.ts";
import type { Db, Statements } from "../db/database.ts";

/** Counts inside a transaction that is taken back. A bundle that is refused brings nothing to the sum. */
export function previewTogether(db: Db, statements: Statements, bundles: readonly Iterable<Line>[]): TogetherPreview {
  const count = (sql: string, ...parameters: number[]) => (statements(sql).get(...parameters) as { n: number }).n;
  const { lastEntry, since } = noteRecords(statements);
  db.exec("CREATE TEMP TABLE known_before (hash BLOB PRIMARY KEY) WITHOUT ROWID");
  const refused = bundles.filter((lines) => !isTaken(db, statements, notingKnown(db, lines, lastEntry))).length;
  return {
    ...since(),
    newEntries: count("SELECT count(*) AS n FROM entry WHERE id > ?", lastEntry),
    known: (db.prepare("SELECT count(*) AS n FROM known_before").get() as { n: number }).n,
    quarantined: count("SELECT count(*) AS n FROM entry WHERE id > ? AND standing = 'quarantine'", lastEntry),
    refused,
  };
}

/** Takes one bundle in as a step of its own, so that a refused one leaves nothing in the sum. */
function isTaken(db: Db, statements: Statements, lines: Iterable<Line>): boolean {
  try {
    db.transaction(() => admitLines(statements, lines, null))();
    return true;
  } catch (error) {
    if (error instanceof Problem && error.code !== "cancelled") return false;
    throw error;
  }
}

/** Passes lines on and notes those that were here before any of the bundles. */
function* notingKnown(db: Db, lines: Iterable<Line>, lastEntry: number): Generator<Line> {
  const note = db.prepare("INSERT OR IGNORE INTO known_before SELECT hash FROM entry WHERE hash = ? AND id <= ?");
  for (const line of lines) {
    note.run(toBlob(line.hash), lastEntry);
    yield line;
  }
}
