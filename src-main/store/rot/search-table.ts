// The search table as a whole: its words, and a fresh one in its place. It is only ever filled from the records.
import Database from "better-sqlite3";
import type { Statements } from "../db/database.ts";
import { schemaDue } from "./schema-faults.ts";

/** A view of all words of the search table with the records that hold them. @returns its name */
export function scratchWords(statements: Statements): string {
  statements("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search', 'instance')").run();
  return "temp.search_words";
}

/** Takes every record out of the search table. @returns those that are found by a word nevertheless; then it cannot be kept. */
export function unforgotten(statements: Statements): readonly number[] {
  const ids = (statements("SELECT id FROM search_docsize").all() as { id: number }[]).map(({ id }) => id);
  try {
    for (const id of ids) statements("DELETE FROM search WHERE rowid = ?").run(id);
    const left = statements(`SELECT DISTINCT doc FROM ${scratchWords(statements)}`).all() as { doc: number }[];
    return left.map(({ doc }) => doc);
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    renewSearch(statements);
    return [0];
  }
}

/** Makes the search table anew, empty: one whose inside is damaged may refuse to be emptied. */
export function renewSearch(statements: Statements): void {
  statements("DROP TABLE IF EXISTS temp.search_words").run();
  statements("DROP TABLE search").run();
  statements(schemaDue().get("table search")?.sql ?? "").run();
}
