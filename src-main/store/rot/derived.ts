// What is reckoned from the entries, row by row as a digest: two snapshots tell which rows a rebuild would write otherwise.
import { hash } from "node:crypto";
import { toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { scratchWords } from "./search-table.ts";

/** A table's rows by key. */
type Rows = Map<string, string>;
export type Snapshot = ReadonlyMap<string, Rows>;

/** Every table that a rebuild fills: its key first (`key`), then what it says. `record_id` names the record where there is one. */
const DERIVED: Readonly<Record<string, string>> = {
  entry: "SELECT hex(hash) AS key, record_id, standing FROM entry",
  feed: 'SELECT id AS key, NULL AS record_id, hash, "key" AS pen, unit, audience, nonce FROM feed',
  tip: "SELECT feed_id || ':' || hex(hash) AS key, NULL AS record_id, seq FROM tip",
  // What is left of a record whose entries were all given up says nothing.
  record: `SELECT id AS key, id AS record_id, record.* FROM record
    WHERE status <> 'absent' OR EXISTS (SELECT 1 FROM entry WHERE entry.record_id = record.id)`,
  attachment: "SELECT record_id || ':' || hex(sha256) AS key, record_id, class, unit, occurred, place FROM attachment",
  counted: "SELECT record_id AS key, counted.* FROM counted",
  handed_in: "SELECT feed_id || ':' || hex(hash) AS key, NULL AS record_id, seq FROM handed_in",
  carried: `SELECT record_id || ':' || hex(feed) || ':' || from_seq || ':' || hex(hash) AS key, record_id, to_seq, received_ms
    FROM carried WHERE record_id IS NOT NULL`,
  erased: "SELECT hex(hash) AS key, NULL AS record_id FROM erased",
  search_docsize: "SELECT id AS key, id AS record_id, sz FROM search_docsize",
  search_data: "SELECT id AS key, NULL AS record_id, block FROM search_data WHERE id = 1",
};

/** Digests of every derived row. Rows of search are words that a record is found by. */
export function snapshot(statements: Statements): Snapshot {
  const tables = Object.entries(DERIVED).map(([table, sql]) => [table, digestsOf(statements, sql)] as const);
  return new Map([...tables, ["search", wordsOf(statements)]]);
}

function digestsOf(statements: Statements, sql: string): Rows {
  const rows: Rows = new Map();
  for (const { key, ...row } of statements(sql).iterate() as Iterable<Record<string, unknown>>) {
    const text = Object.entries(row).map(([name, value]) => `${name}=${said(value)}\n`);
    rows.set(`${String(key)}|${String(row["record_id"] ?? "")}`, digestOf(text));
  }
  return rows;
}

function digestOf(lines: readonly string[]): string {
  return hash("sha256", lines.join(""), "base64");
}

function said(value: unknown): string {
  return value instanceof Uint8Array ? toHex(value) : `${typeof value}:${String(value)}`;
}

function wordsOf(statements: Statements): Rows {
  const rows: Rows = new Map();
  const words = statements(`SELECT term, doc FROM ${scratchWords(statements)} ORDER BY doc, term`);
  let [doc, terms]: [number, string[]] = [0, []];
  const end = (): void => void (doc !== 0 && rows.set(`${doc}|${doc}`, digestOf(terms)));
  for (const row of words.iterate() as Iterable<{ term: string; doc: number }>) {
    if (row.doc !== doc) {
      end();
      [doc, terms] = [row.doc, []];
    }
    terms.push(`${row.term}\n`);
  }
  end();
  return rows;
}

/** A row that a rebuild writes otherwise. `record`: its id, in the snapshot before or after. */
export type Difference = Readonly<{ table: string; key: string; record: number | null }>;

export function* differences(before: Snapshot, after: Snapshot): Generator<Difference> {
  for (const [table, rows] of before) {
    const now = after.get(table) ?? new Map<string, string>();
    const keys = new Set([...rows.keys(), ...now.keys()]);
    for (const key of keys) if (rows.get(key) !== now.get(key)) yield { table, key, record: recordIn(key) };
  }
}

function recordIn(key: string): number | null {
  return Number(key.slice(key.indexOf("|") + 1)) || null;
}
