// What taking lines in would change, counted by doing it and taking it all back: the numbers cannot differ from the import's.
import type { AdmissionPreview } from "../usecases/store-port.ts";
import { admitLines } from "./admit.ts";
import type { Line } from "./codec.ts";
import { guarded, type Db, type Statements } from "./database.ts";
import { readConflictsSince, readHistory } from "./record-queries.ts";

const KINDS = `SELECT kind, count(DISTINCT record.id) AS n FROM entry JOIN record ON record.id = entry.record_id
  WHERE entry.id > ? GROUP BY kind ORDER BY n DESC, kind`;

/** Counts inside a transaction that is always rolled back. */
export function previewAdmission(db: Db, statements: Statements, lines: Iterable<Line>): AdmissionPreview {
  return guarded(db.name, () => {
    db.exec("BEGIN IMMEDIATE");
    try {
      const lastEntry = maxId(statements, "entry");
      const lastRecord = maxId(statements, "record");
      const conflictsBefore = conflictedRecords(statements);
      const admission = admitLines(statements, lines, null);
      return {
        newRecords: countWhere(statements, "SELECT count(*) AS n FROM record WHERE id > ? AND status <> 'absent'", lastRecord),
        changedRecords: countWhere(
          statements,
          "SELECT count(DISTINCT record_id) AS n FROM entry WHERE id > ? AND record_id <= ?",
          lastEntry,
          lastRecord,
        ),
        kinds: Object.fromEntries(
          (statements(KINDS).all(lastEntry) as { kind: string; n: number }[]).map(({ kind, n }) => [kind, n]),
        ),
        known: admission.known,
        quarantined: admission.quarantined,
        conflicts: countOpened(statements, conflictsBefore),
        opened: openedSince(statements, lastEntry),
      };
    } finally {
      db.exec("ROLLBACK");
    }
  });
}

const MOST_OPENED = 100;

/** The conflicts that the new entries open, with the version behind each side: after the rollback nobody could look them up. */
function openedSince(statements: Statements, lastEntry: number): AdmissionPreview["opened"] {
  return readConflictsSince(statements, lastEntry, MOST_OPENED).map((record) => ({
    record,
    versions: readHistory(statements, record).filter(({ hash }) => record.heads.includes(hash)),
  }));
}

function maxId(statements: Statements, table: "entry" | "record"): number {
  return countWhere(statements, `SELECT coalesce(max(id), 0) AS n FROM ${table}`);
}

const CONFLICTED = `SELECT id FROM record
  WHERE (conflicts IS NOT NULL OR needs_check = 1 OR waiting = 1 OR newer = 1) AND conflicts IS NOT NULL`;

/** Records with an open conflict. */
export function conflictedRecords(statements: Statements): ReadonlySet<number> {
  return new Set((statements(CONFLICTED).all() as { id: number }[]).map(({ id }) => id));
}

/** How many have one now and had none: another that was closed meanwhile does not make up for it. */
export function countOpened(statements: Statements, before: ReadonlySet<number>): number {
  return [...conflictedRecords(statements)].filter((id) => !before.has(id)).length;
}

function countWhere(statements: Statements, sql: string, ...parameters: number[]): number {
  return (statements(sql).get(...parameters) as { n: number }).n;
}
