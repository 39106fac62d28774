// The search table as a whole: its words, and a fresh one in its place. It is only ever filled from the records.
import type { Statements } from "../database.ts";
import { schemaDue } from "./schema-faults.ts";

/** A view of all words of the search table with the records that hold them. @returns its name */
export function scratchWords(statements: Statements): string {
  statements("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search', 'instance')").run();
  return "temp.search_words";
}

/** Makes the search table anew, empty: one whose inside is damaged may refuse to be emptied. */
export function renewSearch(statements: Statements): void {
  statements("DROP TABLE IF EXISTS temp.search_words").run();
  statements("DROP TABLE search").run();
  statements(schemaDue().get("table search")?.sql ?? "").run();
}
