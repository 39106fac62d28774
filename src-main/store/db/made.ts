// Whether a workspace was made to its end: its own database says so, in one transaction with nothing after it that could be lost.
import { existsSync, statSync } from "node:fs";
import Database from "better-sqlite3";
import { readFact } from "./facts.ts";
import { statementsOf } from "./database.ts";

/** Who holds it is at work on it. */
const WAIT_MS = 300;

/**
 * Reads it from the file, opened or not. A file that cannot be read counts as made: opening it says what is wrong, and nobody
 * removes what may hold records.
 */
export function isMade(path: string): boolean {
  if (!existsSync(path) || statSync(path).size === 0) return false;
  try {
    // Its journal stays: whether the last run ended in order is still to be asked.
    return saysMade(path, { readonly: true });
  } catch {
    return saysMadeOrUnreadable(path);
  }
}

/** What a run that was killed left half written is taken back by whoever opens it for writing. */
function saysMadeOrUnreadable(path: string): boolean {
  try {
    return saysMade(path, { fileMustExist: true });
  } catch (error) {
    return !/no such table/.test((error as Error).message);
  }
}

function saysMade(path: string, options: Database.Options): boolean {
  const db = new Database(path, { ...options, timeout: WAIT_MS });
  try {
    return readFact(statementsOf(db), "made") !== undefined;
  } finally {
    db.close();
  }
}
