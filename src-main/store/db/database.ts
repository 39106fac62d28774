// Opens the one SQLite file of a workspace with the settings every connection must have.
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { writingProblem } from "../../disk/disk-problems.ts";
import { makeOwnFile } from "../../disk/owner-only.ts";
import { Problem } from "../../domain/problem.ts";
import { migrate } from "./migrate.ts";
import { asProblem, assertPathFits } from "./sqlite-problem.ts";

/** A connection that may write: that of the thread which answers screens, and for one long transaction at a time another. @see apart.ts */
export type Db = Database.Database;

/** One prepared statement per SQL text and connection. */
export type Statements = (sql: string) => Database.Statement;

/**
 * Opens the file, makes it durable and distrustful, and brings its schema up to date.
 *
 * @throws {Problem} `workspace-newer`, `workspace-damaged`, `disk-full`, `disk-read-only`, `workspace-busy`, `path-too-long`, `path-too-deep`
 */
export function openDatabase(path: string, options: Readonly<{ fileMustExist?: boolean }> = {}): Db {
  return guarded(path, () => {
    assertPathFits(path);
    if (options.fileMustExist !== true && path !== ":memory:") makeOwnFile(path);
    const db = new Database(path, { fileMustExist: options.fileMustExist ?? false });
    try {
      configure(db);
      migrate(db, path);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** What is needed beyond it, the system keeps at hand: an old PC has 4 GB for everything. */
const CACHE_KIB = 24 * 1024;

/** How long a connection waits for a file that somebody else is writing to. */
export const BUSY_MS = 3000;

function configure(db: Db): void {
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("foreign_keys = ON");
  db.pragma("trusted_schema = OFF");
  db.pragma("secure_delete = ON");
  db.pragma(`busy_timeout = ${BUSY_MS}`);
  db.pragma(`cache_size = -${CACHE_KIB}`);
  db.pragma("temp_store = MEMORY");
}

/** Prepares each SQL text once. */
export function statementsOf(db: Db): Statements {
  const prepared = new Map<string, Database.Statement>();
  return (sql) => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    prepared.set(sql, statement);
    return statement;
  };
}

/** The same, with what SQLite cannot read told as a problem by every statement: reading has no transaction around it. */
export function tellingStatements(db: Db): Statements {
  const told = new Map<string, Database.Statement>();
  const statements = statementsOf(db);
  return (sql) => {
    const known = told.get(sql);
    if (known !== undefined) return known;
    const statement = telling(db.name, statements(sql));
    told.set(sql, statement);
    return statement;
  };
}

function telling(path: string, statement: Database.Statement): Database.Statement {
  const calls: Pick<Database.Statement, "all" | "get" | "run" | "iterate"> = {
    all: (...values) => guarded(path, () => statement.all(...values)),
    get: (...values) => guarded(path, () => statement.get(...values)),
    run: (...values) => guarded(path, () => statement.run(...values)),
    iterate: (...values) =>
      rowsTold(
        path,
        guarded(path, () => statement.iterate(...values)),
      ),
  };
  return calls as Database.Statement;
}

function* rowsTold(path: string, rows: IterableIterator<unknown>): Generator<unknown> {
  try {
    yield* rows;
  } catch (error) {
    throw asProblem(error, path);
  }
}

const steps = new WeakMap<Db, () => void>();

/** Has something done before this connection writes. @returns no more so. */
export function beforeWriting(db: Db, step: () => void): () => void {
  steps.set(db, step);
  return () => void steps.delete(db);
}

/** Runs work as one unit: all of it is durable afterwards, or nothing happened. */
export function inTransaction<T>(db: Db, work: () => T): T {
  steps.get(db)?.();
  return guarded(db.name, () => db.transaction(work).immediate());
}

/** Runs work in a transaction that is always taken back. */
export function takenBack<T>(db: Db, work: () => T): T {
  return guarded(db.name, () => {
    db.exec("BEGIN IMMEDIATE");
    try {
      return work();
    } finally {
      db.exec("ROLLBACK");
    }
  });
}

/** Runs work and tells SQLite's failures as problems. */
export function guarded<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof Problem ? error : asProblem(writingProblem(error, basename(dirname(path))), path);
  }
}
