// A copy of the database by SQLite's own backup, while the store stays open; checked before anybody relies on it.
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { namedRecord, type NamedRecord } from "../../domain/record/named-record.ts";
import { Problem } from "../../domain/problem.ts";
import type { Progress } from "../../usecases/ports/progress.ts";
import type { DatabaseCopy } from "../../usecases/ports/store/copies.ts";
import { writingProblem } from "../../disk/disk-problems.ts";
import { closeToOthers } from "../../disk/owner-only.ts";
import { blockingCalls } from "../../disk/small-file.ts";
import { statementsOf, type Db } from "../db/database.ts";
import { entriesDigest, stateDigest } from "../chain/digests.ts";
import { faultyEntries } from "../rot/entry-faults.ts";
import { asProblem } from "../db/sqlite-problem.ts";

const PAGES_AT_ONCE = 2000;

/**
 * Copies the whole database into a new file, forces it to the disk, and checks that it is whole and says the same.
 *
 * @throws {Problem} `backup-damaged`, `cancelled`, `disk-full`, `disk-read-only`, `disk-failing`; then nothing of it is left
 */
export async function copyDatabase(db: Db, path: string, progress: Progress): Promise<DatabaseCopy> {
  try {
    await db.backup(path, {
      progress: ({ totalPages, remainingPages }) => {
        if (progress.signal.aborted) throw new Problem("cancelled", {});
        progress.report(totalPages - remainingPages, totalPages);
        return PAGES_AT_ONCE;
      },
    });
    // No other work has run since the last page: what is live now is what was copied.
    const live = digestsOf(db);
    const copied = examineCopy(path);
    if (copied.entriesDigest !== live.entriesDigest || copied.stateDigest !== live.stateDigest)
      throw new Problem("backup-damaged", {});
    assertSound(db);
    closeToOthers(path);
    blockingCalls.syncFile(path);
    return copied;
  } catch (error) {
    const told = error instanceof Problem ? error : asProblem(writingProblem(error, dirname(path)), path);
    for (const ending of ["", "-journal", "-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
    throw told;
  }
}

/** A copy holds what is here: a damaged entry would be kept for a good one. @throws {Problem} `entry-damaged` */
function assertSound(db: Db): void {
  const statements = statementsOf(db);
  const [fault] = faultyEntries(statements);
  if (fault === undefined) return;
  const row = statements(`
    SELECT record.unit, record.kind, record.record, record.title, record.occurred AS day
    FROM entry JOIN record ON record.id = entry.record_id WHERE entry.id = ?`).get(fault.id) as NamedRecord | undefined;
  throw new Problem("entry-damaged", { record: namedRecord(row) });
}

/** Opens a copy by itself, as one file without journals. @throws {Problem} `backup-damaged`, and what its disk refuses */
export function examineCopy(path: string): DatabaseCopy {
  const copy = new Database(path, { fileMustExist: true });
  try {
    copy.pragma("journal_mode = DELETE");
    copy.pragma("trusted_schema = OFF");
    const isWhole = copy.pragma("integrity_check", { simple: true }) === "ok" && isEmpty(copy.pragma("foreign_key_check"));
    if (!isWhole) throw new Problem("backup-damaged", {});
    return digestsOf(copy);
  } catch (cause) {
    const told = asProblem(cause, path);
    throw cause instanceof Database.SqliteError && !isOfDisk(told) ? new Problem("backup-damaged", {}, { cause }) : told;
  } finally {
    copy.close();
  }
}

function isOfDisk(told: unknown): boolean {
  return told instanceof Problem && (told.code === "disk-full" || told.code === "disk-failing");
}

function isEmpty(rows: unknown): boolean {
  return Array.isArray(rows) && rows.length === 0;
}

function digestsOf(db: Db): DatabaseCopy {
  const statements = statementsOf(db);
  const count = (sql: string) => (statements(sql).get() as { n: number }).n;
  return {
    entriesDigest: entriesDigest(statements),
    stateDigest: stateDigest(statements),
    entries: count("SELECT count(*) AS n FROM entry"),
    records: count("SELECT count(*) AS n FROM record WHERE status = 'shown'"),
  };
}
