// What every part of the store works with: one connection, its statements, one writer.
import type { Apart } from "../apart/apart.ts";
import type { Db, Statements } from "../db/database.ts";
import type { Source } from "../union/author.ts";

/** `write`: one transaction, all or nothing. `apart`: work on bundles in a thread with a connection of its own. */
export type Connection = Readonly<{
  db: Db;
  statements: Statements;
  source: Source;
  apart: Apart;
  write: <T>(work: () => T) => T;
}>;
