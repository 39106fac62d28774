// The yardstick of the merge: the very rows that it left, put into an empty file of the same schema by prepared statements.
import { indexWords } from "../../../src-main/domain/record/search-words.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { openDatabase, statementsOf, type Db } from "../../../src-main/store/db/database.ts";

const ROWS_PER_TRANSACTION = 1000;

/** A thousand rows of one table. */
type Batch = Readonly<{ table: string; columns: readonly string[]; rows: readonly (readonly unknown[])[] }>;

/** A copy under way: `read` fetches the batches of one part out of `parts`, `write` inserts them, a transaction each. */
export type TableCopy = Readonly<{
  read(part: number, parts: number): readonly Batch[];
  write(batches: readonly Batch[]): void;
  close(): void;
}>;

/** Opens a store's file to be copied and an empty one beside it. */
export function openTableCopy(from: string, to: string): TableCopy {
  const [source, target] = [openDatabase(from, { fileMustExist: true }), openDatabase(to)];
  const places = [...tableNames(source).flatMap((table) => placesOf(source, table)), ...placesOf(source, "search")];
  return {
    read: (part, parts) =>
      places
        .slice(share(places.length, part, parts), share(places.length, part + 1, parts))
        .map((place) => readBatch(source, place)),
    write: (batches) => batches.forEach((batch) => insertBatch(target, batch)),
    close: () => [source, target].forEach((db) => db.close()),
  };
}

function share(count: number, part: number, parts: number): number {
  return Math.floor((count * part) / parts);
}

/** Tables that others refer to come first. */
function tableNames(db: Db): string[] {
  const rows = db
    .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite_%'")
    .all();
  const names = (rows as { name: string }[]).map((row) => row.name);
  const first = ["fact", "import", "export", "feed", "record", "entry"];
  return [...first, ...names.filter((name) => !first.includes(name))];
}

type Place = Readonly<{ table: string; offset: number }>;

function placesOf(db: Db, table: string): readonly Place[] {
  const { n } = db.prepare(`SELECT count(*) AS n FROM (${rowsOf(table)})`).get() as { n: number };
  return Array.from({ length: Math.ceil(n / ROWS_PER_TRANSACTION) }, (_, index) => ({
    table,
    offset: index * ROWS_PER_TRANSACTION,
  }));
}

/** The search table keeps only its index: its rows are made of the records that stand in it. */
function rowsOf(table: string): string {
  return table === "search"
    ? "SELECT id AS rowid, value AS words FROM record WHERE value IS NOT NULL AND id IN (SELECT rowid FROM search)"
    : `SELECT * FROM "${table}"`;
}

function readBatch(db: Db, { table, offset }: Place): Batch {
  const select = db.prepare(`${rowsOf(table)} LIMIT ${ROWS_PER_TRANSACTION} OFFSET ${offset}`);
  const rows = select.raw().all() as unknown[][];
  const words = (row: readonly unknown[]) => [row[0], indexWords(JSON.parse(String(row[1])) as JsonObject)];
  return { table, columns: select.columns().map((column) => column.name), rows: table === "search" ? rows.map(words) : rows };
}

function insertBatch(db: Db, { table, columns, rows }: Batch): void {
  const insert = statementsOf(db)(`INSERT INTO "${table}" (${columns.join(", ")}) VALUES (${columns.map(() => "?").join(", ")})`);
  db.transaction(() => rows.forEach((row) => insert.run(...row))).immediate();
}
