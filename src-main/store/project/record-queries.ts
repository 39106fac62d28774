// Reads of the projection: single records, pages of lists, history, search.
import type { NamedRecord } from "../../domain/record/named-record.ts";
import type { JsonObject } from "../../domain/json.ts";
import { compareAt, type Entry } from "../../domain/feed/entry.ts";
import type { Standing } from "../../domain/record/history.ts";
import type { FieldConflict } from "../../domain/record/merge.ts";
import type { RecordKey } from "../../domain/record/projected.ts";
import { queryWords } from "../../domain/record/search-words.ts";
import type {
  AllQuery,
  HistoryItem,
  RecordPage,
  RecordQuery,
  RecordView,
  UndecidedQuery,
} from "../../usecases/ports/store/records.ts";
import { shownIn, splitHashes, toBlob, toHex, valueOf } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";

type RecordRow<K extends string = string> = Readonly<{
  id: number;
  unit: string;
  kind: K;
  record: string;
  status: RecordView["status"];
  value: string | null;
  heads: Uint8Array | null;
  edited_ms: number | null;
  title: string | null;
  code: string | null;
  occurred: string | null;
  evidenced: number;
  needs_check: number;
  waiting: number;
  newer: number;
  conflicts: string | null;
}>;

const COLUMNS =
  "id, unit, kind, record, status, value, heads, edited_ms, title, code, occurred, evidenced, needs_check, waiting, newer, conflicts";

function viewOf<K extends string>(row: RecordRow<K>): RecordView<K> & { id: number } {
  return {
    id: row.id,
    unit: row.unit,
    kind: row.kind,
    record: row.record,
    status: row.status,
    value: row.value === null ? null : shownIn(row.kind, row.value),
    heads: splitHashes(row.heads),
    editedAtMs: row.edited_ms,
    title: row.title,
    code: row.code,
    occurred: row.occurred,
    evidenced: row.evidenced === 1,
    needsCheck: row.needs_check === 1,
    waiting: row.waiting === 1,
    newer: row.newer === 1,
    conflicts: row.conflicts === null ? [] : (JSON.parse(row.conflicts) as FieldConflict[]),
  };
}

export function readRecord<K extends string>(statements: Statements, key: RecordKey<K>): RecordView<K> | undefined {
  const row = statements(`SELECT ${COLUMNS} FROM record WHERE kind = ? AND unit = ? AND record = ?`).get(
    key.kind,
    key.unit,
    key.record,
  ) as RecordRow<K> | undefined;
  return row === undefined ? undefined : viewOf(row);
}

/** Deleted records of one unit and kind, the last deleted first. */
export function readDeleted<K extends string>(
  statements: Statements,
  kind: K,
  unit: string,
  limit: number,
): readonly RecordView<K>[] {
  const rows = statements(`
    SELECT ${COLUMNS} FROM record WHERE kind = ? AND unit = ? AND status = 'deleted' ORDER BY edited_ms DESC, id DESC LIMIT ?`).all(
    kind,
    unit,
    limit,
  ) as RecordRow<K>[];
  return rows.map((row) => viewOf(row));
}

/** Records of any kind and unit that carry this id. */
export function findRecords(statements: Statements, record: string): readonly RecordKey[] {
  return statements("SELECT unit, kind, record FROM record WHERE record = ? ORDER BY kind, unit").all(record) as RecordKey[];
}

/** By the index of all that is odd, 待补前包 and 需升级程序 included; of these there may be very many, and nobody decides them. */
const UNDECIDED = `
  FROM record WHERE (conflicts IS NOT NULL OR needs_check = 1 OR waiting = 1 OR newer = 1)
  AND (conflicts IS NOT NULL OR (needs_check = 1 AND @toCheck))
  AND (@unit IS NULL OR unit = @unit) AND (@kind IS NULL OR kind = @kind) AND (@notKind IS NULL OR kind <> @notKind)`;

const undecidedBy = ({ toCheckAsWell, unit, kind, notKind }: UndecidedQuery) => ({
  toCheck: Number(toCheckAsWell ?? false),
  unit: unit ?? null,
  kind: kind ?? null,
  notKind: notKind ?? null,
});

export function readUndecided(statements: Statements, query: UndecidedQuery): readonly RecordView[] {
  const rows = statements(`SELECT ${COLUMNS} ${UNDECIDED} ORDER BY id`).all(undecidedBy(query)) as RecordRow[];
  return rows.map((row) => viewOf(row));
}

export function countUndecided(statements: Statements, query: UndecidedQuery): number {
  return (statements(`SELECT count(*) AS n ${UNDECIDED}`).get(undecidedBy(query)) as { n: number }).n;
}

/** Records with an open conflict that entries behind `entryId` belong to. */
export function readConflictsSince(statements: Statements, entryId: number, limit: number): readonly RecordView[] {
  const rows = statements(`
    SELECT ${COLUMNS} FROM record WHERE conflicts IS NOT NULL AND id IN (SELECT record_id FROM entry WHERE id > ?) ORDER BY id LIMIT ?`).all(
    entryId,
    limit,
  ) as RecordRow[];
  return rows.map((row) => viewOf(row));
}

/** A page asks for one row more than its limit; -1 is none. */
const ALL = -2;

/** The SQL of a list page and its parameters; exported for the tests of query plans. */
export function pageSql(query: RecordQuery): Readonly<{ sql: string; parameters: readonly (string | number)[] }> {
  const parts: string[] = ["status = 'shown'", "kind = ?"];
  const parameters: (string | number)[] = [query.kind];
  const add = (sql: string, ...values: (string | number)[]) => {
    parts.push(sql);
    parameters.push(...values);
  };
  if (query.unit !== undefined) add("unit = ?", query.unit);
  if (query.code !== undefined) add("code >= ? AND code < ?", query.code, `${query.code}\u{10FFFF}`);
  if (query.from !== undefined) add("occurred >= ?", query.from);
  if (query.to !== undefined) add("occurred < ?", query.to);
  if (query.evidenced !== undefined) add("evidenced = ?", Number(query.evidenced));
  const words = query.words === undefined ? undefined : queryWords(query.words);
  if (words !== undefined) add("search MATCH ?", words);
  if (query.after !== undefined && words !== undefined) add("search.rowid < ?", query.after.id);
  if (query.after !== undefined && words === undefined)
    add("(coalesce(occurred, ''), id) < (?, ?)", query.after.occurred ?? "", query.after.id);
  parameters.push(query.limit + 1);
  // Found by words, the latest entered come first: the full-text index gives them in that order, however many there are.
  if (words !== undefined) {
    const found = "search CROSS JOIN record ON record.id = search.rowid";
    return { sql: `SELECT ${COLUMNS} FROM ${found} WHERE ${parts.join(" AND ")} ORDER BY search.rowid DESC LIMIT ?`, parameters };
  }
  // Without statistics SQLite takes the index of all units for a span of time: at a thousand units a thousand times too much.
  const from = query.unit !== undefined ? "record INDEXED BY record_by_unit" : "record";
  return {
    sql: `SELECT ${COLUMNS} FROM ${from} WHERE ${parts.join(" AND ")} ORDER BY occurred DESC, id DESC LIMIT ?`,
    parameters,
  };
}

export function readPage<K extends string>(statements: Statements, query: RecordQuery<K>): RecordPage<K> {
  const { sql, parameters } = pageSql(query);
  const rows = statements(sql).all(...parameters) as RecordRow<K>[];
  const records = rows.slice(0, query.limit).map((row) => viewOf(row));
  const last = records.at(-1);
  return {
    records,
    next: rows.length > query.limit && last !== undefined ? { occurred: last.occurred, id: last.id } : undefined,
  };
}

/** All that a query finds. */
export function readAll<K extends string>(statements: Statements, query: AllQuery<K>): readonly RecordView<K>[] {
  const { sql, parameters } = pageSql({ ...query, limit: ALL });
  return (statements(sql).all(...parameters) as RecordRow<K>[]).map((row) => viewOf(row));
}

/** Counts what a query finds, up to `most`. */
export function countRecords(statements: Statements, query: AllQuery, most: number): number {
  const { sql, parameters } = pageSql({ ...query, limit: most - 1 });
  const counted = sql.replace(COLUMNS, "1").replace(/ORDER BY [\w., ]+ LIMIT/, "LIMIT");
  return (statements(`SELECT count(*) AS n FROM (${counted})`).get(...parameters) as { n: number }).n;
}

/** The SQL of a search; exported for the tests of query plans. Parameters: words, kinds as JSON if `byKind`, limit. */
export function searchSql(byKind: boolean): string {
  return `SELECT ${COLUMNS} FROM search CROSS JOIN record ON record.id = search.rowid
    WHERE search MATCH ? AND status = 'shown' ${byKind ? "AND kind IN (SELECT value FROM json_each(?))" : ""}
    ORDER BY search.rowid DESC LIMIT ?`;
}

/** Records that hold all of the words, the latest first. @param kinds only these. */
export function searchRecords(
  statements: Statements,
  typed: string,
  limit: number,
  kinds?: readonly string[],
): readonly RecordView[] {
  const words = queryWords(typed);
  if (words === undefined) return [];
  const among = kinds === undefined ? [] : [JSON.stringify(kinds)];
  const rows = statements(searchSql(kinds !== undefined)).all(words, ...among, limit) as RecordRow[];
  return rows.map((row) => viewOf(row));
}

/** All versions of a record by their clocks, the latest first. */
export function readHistory(statements: Statements, key: RecordKey): readonly HistoryItem[] {
  const rows = statements(`
    SELECT entry.hash, entry.seq, entry.text, entry.standing, feed.hash AS feed FROM record
    JOIN entry ON entry.record_id = record.id JOIN feed ON feed.id = entry.feed_id
    WHERE record.kind = ? AND record.unit = ? AND record.record = ?`).all(key.kind, key.unit, key.record) as {
    hash: Uint8Array;
    seq: number;
    text: string;
    standing: Standing;
    feed: Uint8Array;
  }[];
  const items = rows.map((row) => {
    const { at, by, op, parents } = JSON.parse(row.text) as Entry;
    return {
      hash: toHex(row.hash),
      feed: toHex(row.feed),
      seq: row.seq,
      at,
      wallMs: at.wallMs,
      by,
      op,
      parents,
      standing: row.standing,
    };
  });
  return items.sort((a, b) => compareAt(b, a)).map(({ at: _clock, ...item }) => item);
}

export function readVersionValue(statements: Statements, hash: string): JsonObject | null {
  const row = statements("SELECT value FROM entry WHERE hash = ?").get(toBlob(hash)) as { value: string | null } | undefined;
  return valueOf(row?.value ?? null);
}

/** Day and title of a record, read without its value. */
export function readName(statements: Statements, { kind, unit, record }: RecordKey): NamedRecord | undefined {
  const find = statements(
    "SELECT unit, kind, record, title, occurred AS day FROM record WHERE kind = ? AND unit = ? AND record = ?",
  );
  return find.get(kind, unit, record) as NamedRecord | undefined;
}
