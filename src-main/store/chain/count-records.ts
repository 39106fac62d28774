// Counts records and not entries: what an admission brings, whether it stays or is taken back, is told in the same numbers.
import type { RecordCounts } from "../../usecases/ports/store/imports.ts";
import type { Statements } from "../db/database.ts";

const NEW = "SELECT count(*) AS n FROM record WHERE id > ? AND status <> 'absent'";
const CHANGED = "SELECT count(DISTINCT record_id) AS n FROM entry WHERE id > ? AND record_id <= ?";
const CONFLICTED = `SELECT id FROM record
  WHERE (conflicts IS NOT NULL OR needs_check = 1 OR waiting = 1 OR newer = 1) AND conflicts IS NOT NULL`;

/** Notes how things stand now. @returns counts what has come since, in the same transaction; `lastEntry`: the newest entry of now. */
export function noteRecords(statements: Statements): Readonly<{ lastEntry: number; since: () => RecordCounts }> {
  const lastEntry = countOf(statements, "SELECT coalesce(max(id), 0) AS n FROM entry");
  const lastRecord = countOf(statements, "SELECT coalesce(max(id), 0) AS n FROM record");
  const before = conflictedRecords(statements);
  return {
    lastEntry,
    since: () => ({
      newRecords: countOf(statements, NEW, lastRecord),
      changedRecords: countOf(statements, CHANGED, lastEntry, lastRecord),
      // Another conflict that was closed meanwhile does not make up for one that was opened.
      conflicts: [...conflictedRecords(statements)].filter((id) => !before.has(id)).length,
    }),
  };
}

/** Records with an open conflict. */
function conflictedRecords(statements: Statements): ReadonlySet<number> {
  return new Set((statements(CONFLICTED).all() as { id: number }[]).map(({ id }) => id));
}

function countOf(statements: Statements, sql: string, ...parameters: number[]): number {
  return (statements(sql).get(...parameters) as { n: number }).n;
}

/** Entries that are held and not shown, by the reason. */
export function countStandings(statements: Statements): Readonly<Record<string, number>> {
  const rows = statements("SELECT standing, count(*) AS n FROM entry WHERE standing <> 'good' GROUP BY standing").all() as {
    standing: string;
    n: number;
  }[];
  return Object.fromEntries(rows.map((row) => [row.standing, row.n]));
}

/** Entries that are here, and records that are shown. */
export function countAll(statements: Statements): { entries: number; records: number } {
  return statements(
    "SELECT (SELECT count(*) FROM entry) AS entries, (SELECT count(*) FROM record WHERE status = 'shown') AS records",
  ).get() as {
    entries: number;
    records: number;
  };
}
