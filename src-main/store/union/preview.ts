// What taking lines in would change, counted by doing it and taking it all back: the numbers cannot differ from the import's.
import type { AdmissionPreview } from "../../usecases/ports/store/imports.ts";
import { admitLines } from "./admit.ts";
import type { Line } from "../db/codec.ts";
import { noteRecords } from "../chain/count-records.ts";
import type { Statements } from "../db/database.ts";
import { readConflictsSince, readHistory } from "../project/record-queries.ts";

const KINDS = `SELECT kind, count(DISTINCT record.id) AS n FROM entry JOIN record ON record.id = entry.record_id
  WHERE entry.id > ? GROUP BY kind ORDER BY n DESC, kind`;

/** Counts inside a transaction that is taken back. */
export function previewAdmission(statements: Statements, lines: Iterable<Line>): AdmissionPreview {
  const { lastEntry, since } = noteRecords(statements);
  const admission = admitLines(statements, lines, null);
  return {
    ...since(),
    kinds: Object.fromEntries(
      (statements(KINDS).all(lastEntry) as { kind: string; n: number }[]).map(({ kind, n }) => [kind, n]),
    ),
    known: admission.known,
    quarantined: admission.quarantined,
    opened: openedSince(statements, lastEntry),
  };
}

const MOST_OPENED = 100;

/** The conflicts that the new entries open, with the version behind each side: after the rollback nobody could look them up. */
function openedSince(statements: Statements, lastEntry: number): AdmissionPreview["opened"] {
  return readConflictsSince(statements, lastEntry, MOST_OPENED).map((record) => ({
    record,
    versions: readHistory(statements, record).filter(({ hash }) => record.heads.includes(hash)),
  }));
}
