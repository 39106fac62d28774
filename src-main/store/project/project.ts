// Writes the projected state of single records: folds their versions and fills the tables that lists and search read.
import { compareAt } from "../../domain/feed/entry.ts";
import { foldRecord, type FoldRules, type RecordState } from "../../domain/record/fold.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { deliver, type Version } from "../../domain/record/history.ts";
import { canonicalJson, type Json, type JsonObject } from "../../domain/json.ts";
import { isValidValue, kindOf, listingFacts } from "../../domain/kinds/kinds.ts";
import { asShown, attachmentsShown, type ValueOf } from "../../domain/kinds/values.ts";
import { outOfOrder } from "../../domain/kinds/order.ts";
import { indexWords } from "../../domain/record/search-words.ts";
import { writeToldCarried } from "../chain/carried.ts";
import { entryOf, joinHashes, toBlob, toHex, valueOf, type EntryRow } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { noteType } from "../chain/media-types.ts";

/** A version that came just now, with the canonical text of its value. */
export type AddedVersion = Version & Readonly<{ valueText: string | null }>;

/** A record with versions that came in this transaction. `fresh`: it did not exist before. */
export type Touched = {
  readonly id: number;
  readonly kind: string;
  readonly fresh: boolean;
  readonly added: AddedVersion[];
  reload: boolean;
};

/** Folds each touched record again and stores what it shows now. */
export function projectRecords(statements: Statements, touched: Iterable<Touched>): void {
  for (const record of touched) writeState(statements, record, foldRecord(versionsFor(statements, record), rulesOf(record.kind)));
}

/** What a kind contributes to the fold. */
export function rulesOf(kindName: string): FoldRules {
  const kind = kindOf(kindName);
  return {
    sets: kind?.sets ?? {},
    isValid: (value) => kind !== undefined && isValidValue(kind, value) && outOfOrder(kindName, value).length === 0,
  };
}

/** What a deleted record showed before: its versions without the deletions that it ends in, folded; and the last of those. */
export function beforeDeletion<K extends string>(
  statements: Statements,
  key: RecordKey<K>,
): Readonly<{ value: ValueOf<K>; deletion: string }> | undefined {
  const row = statements("SELECT id FROM record WHERE kind = ? AND unit = ? AND record = ? AND status = 'deleted'").get(
    key.kind,
    key.unit,
    key.record,
  ) as { id: number } | undefined;
  if (row === undefined) return undefined;
  const versions = loadVersions(statements, row.id);
  const ends = new Set(deliver(versions).heads.map(({ hash }) => hash));
  const deletions = versions.filter(({ hash, op }) => op === "delete" && ends.has(hash)).sort(compareAt);
  const { value } = foldRecord(
    versions.filter(({ hash }) => !ends.has(hash)),
    rulesOf(key.kind),
  );
  const deletion = deletions.at(-1)?.hash;
  return value === null || deletion === undefined ? undefined : { value: asShown(key.kind, value), deletion };
}

function versionsFor(statements: Statements, record: Touched): readonly Version[] {
  return versionsAtHand(statements, record) ?? loadVersions(statements, record.id);
}

/** What came, if it is all there is or simply follows the one head; undefined where the whole history must be looked at. */
export function versionsAtHand(statements: Statements, record: Touched): readonly Version[] | undefined {
  if (record.reload) return undefined;
  if (record.fresh) return record.added;
  const [only] = record.added;
  const follows = record.added.length === 1 && only !== undefined && followsTheHead(statements, record.id, only);
  return follows ? [{ ...only, parents: [] }] : undefined;
}

function followsTheHead(statements: Statements, recordId: number, version: Version): boolean {
  const row = statements("SELECT status, heads, waiting, newer FROM record WHERE id = ?").get(recordId) as
    { status: string; heads: Uint8Array | null; waiting: number; newer: number } | undefined;
  const plain =
    row !== undefined && row.status === "shown" && row.waiting === 0 && row.newer === 0 && row.heads?.byteLength === 32;
  return (
    plain && version.standing === "good" && version.parents.length === 1 && toHex(row.heads as Uint8Array) === version.parents[0]
  );
}

type VersionRow = Pick<EntryRow, "id" | "hash" | "standing" | "text">;

/** All versions of a record, in order of arrival. Few of them are compared: a value is read when it is. */
export function loadVersions(statements: Statements, recordId: number): Version[] {
  const rows = statements("SELECT id, hash, standing, text FROM entry WHERE record_id = ?").all(recordId) as VersionRow[];
  return rows.map((row) => unreadVersion(statements, row));
}

/** A version whose value is read from its row, once. @param counts which of its parents count. */
export function unreadVersion(
  statements: Statements,
  row: VersionRow,
  counts: (parent: string) => boolean = () => true,
): Version {
  const { parents, at, op } = entryOf(row);
  let value: JsonObject | null | undefined;
  return {
    hash: toHex(row.hash),
    parents: parents.filter(counts),
    at,
    op,
    standing: row.standing,
    get value() {
      return (value ??= readValue(statements, row.id));
    },
  };
}

function readValue(statements: Statements, entryId: number): JsonObject | null {
  return valueOf((statements("SELECT value FROM entry WHERE id = ?").get(entryId) as { value: string | null }).value);
}

function writeState(statements: Statements, record: Touched, state: RecordState): void {
  const facts = listingFacts(record.kind, state.value);
  statements(`
    UPDATE record SET status = ?, value = ?, heads = ?, lead_entry_id = (SELECT id FROM entry WHERE hash = ?), edited_ms = ?,
      title = ?, code = ?, occurred = ?, evidenced = ?, needs_check = ?, waiting = ?, newer = ?, conflicts = ? WHERE id = ?`).run(
    state.status,
    textOf(record, state.value),
    joinHashes(state.heads),
    state.lead === undefined ? null : toBlob(state.lead.hash),
    state.lead?.at.wallMs ?? null,
    facts.title,
    facts.code,
    facts.occurred,
    Number(state.evidenced),
    Number(state.needsCheck),
    Number(state.waiting),
    Number(state.newer),
    state.conflicts.length === 0 ? null : canonicalJson(state.conflicts as unknown as Json),
    record.id,
  );
  writeSearch(statements, record, state.value);
  writeAttachments(statements, record, state.value, facts.occurred);
  if (record.kind === "arrival") writeToldCarried(statements, record.id, state.value && asShown("arrival", state.value));
}

/** The value's canonical text: that which travelled, where the value is shown as it came. */
function textOf(record: Touched, value: JsonObject | null): string | null {
  if (value === null) return null;
  return record.added.find((version) => version.value === value)?.valueText ?? canonicalJson(value);
}

function writeSearch(statements: Statements, record: Touched, value: JsonObject | null): void {
  if (!record.fresh) statements("DELETE FROM search WHERE rowid = ?").run(record.id);
  if (value !== null && kindOf(record.kind)?.isLog !== true)
    statements("INSERT INTO search (rowid, words) VALUES (?, ?)").run(record.id, indexWords(value));
}

function writeAttachments(statements: Statements, record: Touched, value: JsonObject | null, occurred: string | null): void {
  if (!record.fresh) statements("DELETE FROM attachment WHERE record_id = ?").run(record.id);
  for (const [place, item] of attachmentsShown(value).entries()) {
    const insert = statements(`
      INSERT OR IGNORE INTO attachment (record_id, sha256, class, unit, occurred, place)
      SELECT id, ?, ?, unit, ?, ? FROM record WHERE id = ?`);
    insert.run(toBlob(item.sha256), item.class, occurred ?? "", place, record.id);
    noteType(statements, item.sha256, item.mime);
  }
}
