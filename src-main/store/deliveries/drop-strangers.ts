// Throws away what waits of unknown keys: entries, feeds, deliveries and volumes in one transaction. It writes no entry, and reading
// the same files again brings all of it back.
import { isUnknown } from "../../domain/trust/audience.ts";
import { Problem } from "../../domain/problem.ts";
import { entriesOf } from "../chain/chains.ts";
import { toBlob, toHex } from "../db/codec.ts";
import { recountAdmitted } from "../project/counted.ts";
import type { Statements } from "../db/database.ts";
import { forgetMedia } from "../chain/forget.ts";
import { unitsNaming } from "../project/handed-in.ts";
import { NAMING_VERSION, unnamedBeside, withoutNamed } from "../project/naming.ts";
import { loadJudge } from "../chain/judge.ts";
import { touchedRecord } from "../union/admit.ts";
import { projectRecords } from "../project/project.ts";
import { filesIn } from "../union/quarantine.ts";
import { forgetSet } from "./volume-sets.ts";

type FeedRow = Readonly<{ id: number; hash: Uint8Array }>;

/** Runs in a transaction. @see usecases/ports/store/trust.ts */
export function dropStrangers(statements: Statements, keys: readonly string[]): readonly string[] {
  const { authority } = loadJudge(statements);
  if (!keys.every((key) => isUnknown(authority, key))) throw new Problem("stranger-known-now", {});
  const feeds = keys.flatMap((key) => statements("SELECT id, hash FROM feed WHERE key = ?").all(toBlob(key)) as FeedRow[]);
  const [naming] = unitsNaming(
    statements,
    feeds.map(({ hash }) => toHex(hash)),
  );
  if (naming !== undefined) throw new Problem("stranger-named", { unit: naming });
  const files = new Set<string>();
  const records = new Set<number>();
  for (const feed of feeds) dropFeed(statements, feed, files, records);
  for (const key of keys) dropDeliveries(statements, key, files);
  settleRecords(statements, records);
  const loose = unnamed(statements, files);
  forgetMedia(statements, loose);
  return loose;
}

/** @param files gathers what its entries name. @param records gathers those that lose a version. */
function dropFeed(statements: Statements, { id, hash }: FeedRow, files: Set<string>, records: Set<number>): void {
  const entries = entriesOf<{ record: number | null; value: string | null }>(statements, id, "record_id AS record, value");
  for (const { record, value } of entries) {
    if (record !== null) records.add(record);
    for (const sha256 of filesIn(value ?? "")) files.add(sha256);
  }
  for (const table of ["tip", "head_signature", "handed_in", "entry"])
    statements(`DELETE FROM ${table} WHERE feed_id = ?`).run(id);
  statements("DELETE FROM carried WHERE feed = ? AND import_id IS NOT NULL").run(hash);
  statements("DELETE FROM feed WHERE id = ?").run(id);
}

/** A bundle that also brought what others wrote stays in the log: their entries name it. */
function dropDeliveries(statements: Statements, key: string, files: Set<string>): void {
  const sets = statements("SELECT id FROM volume_set WHERE signer = ?").all(toBlob(key)) as { id: number }[];
  for (const { id } of sets) for (const sha256 of forgetSet(statements, id)) files.add(sha256);
  const imports = statements(
    "SELECT id FROM import WHERE signer = ? AND NOT EXISTS (SELECT 1 FROM entry WHERE import_id = import.id)",
  ).all(toBlob(key)) as { id: number }[];
  for (const { id } of imports) {
    statements("UPDATE import_run_item SET import_id = NULL WHERE import_id = ?").run(id);
    for (const table of ["carried", "receipt_read"]) statements(`DELETE FROM ${table} WHERE import_id = ?`).run(id);
    statements("DELETE FROM import WHERE id = ?").run(id);
  }
}

/** Records of which nothing is left go; the others are folded again without what went. */
function settleRecords(statements: Statements, records: ReadonlySet<number>): void {
  const isLeft = statements("SELECT 1 FROM entry WHERE record_id = ?");
  const left = [...records].filter((record) => isLeft.get(record) !== undefined);
  for (const record of records) {
    statements("DELETE FROM counted WHERE record_id = ?").run(record);
    if (isLeft.get(record) === undefined) forgetRecord(statements, record);
  }
  projectRecords(
    statements,
    left.map((record) => touchedRecord(statements, record)),
  );
  recountAdmitted(statements, { lastEntry: 0, feeds: [], moved: new Set(), refolded: left });
}

function forgetRecord(statements: Statements, record: number): void {
  statements("DELETE FROM search WHERE rowid = ?").run(record);
  for (const table of ["attachment", "carried"]) statements(`DELETE FROM ${table} WHERE record_id = ?`).run(record);
  statements("DELETE FROM record WHERE id = ?").run(record);
}

/** Of some files those that nothing here names: no version of any record, no draft, no set of volumes, no fact. */
function unnamed(statements: Statements, files: ReadonlySet<string>): readonly string[] {
  const left = unnamedBeside(statements, files);
  if (left.size === 0) return [];
  const versions = statements(`SELECT value FROM entry WHERE ${NAMING_VERSION}`);
  for (const { value } of versions.iterate() as IterableIterator<{ value: string }>) withoutNamed(left, value);
  return [...left];
}
