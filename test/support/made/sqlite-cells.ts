// Where the live cells of a SQLite file lie: what is committed and in use, byte by byte, by table. @see https://sqlite.org/fileformat2.html
import Database from "better-sqlite3";
import { readFileSync } from "node:fs";

/** A stretch of bytes in use. `separator`: it only says where to look; many values of it are right. */
export type Cell = Readonly<{ table: string; from: number; to: number; separator: boolean }>;

type Page = Readonly<{ name: string; pageno: number; pagetype: "leaf" | "internal" | "overflow"; payload: number }>;

/** Cells of all tables and indexes of a closed file. */
export function cellsOf(path: string): readonly Cell[] {
  const bytes = readFileSync(path);
  const db = new Database(path, { readonly: true });
  const pages = db.prepare("SELECT name, pageno, pagetype, payload FROM dbstat").all() as Page[];
  const owner = new Map(
    (db.prepare("SELECT name, tbl_name FROM sqlite_schema").all() as { name: string; tbl_name: string }[]).map((row) => [
      row.name,
      row.tbl_name,
    ]),
  );
  db.close();
  const size = bytes.readUInt16BE(16) === 1 ? 65536 : bytes.readUInt16BE(16);
  const usable = size - (bytes[20] ?? 0);
  return pages.flatMap((page) => {
    const start = (page.pageno - 1) * size;
    const table = owner.get(page.name) ?? page.name;
    if (page.pagetype === "overflow") return [{ table, from: start, to: start + 4 + page.payload, separator: false }];
    return cellsOfPage(bytes, start, page.pageno === 1 ? 100 : 0, usable).map((cell) => ({ table, ...cell }));
  });
}

const [INNER_TABLE, LEAF_TABLE, INNER_INDEX] = [5, 13, 2];

function cellsOfPage(bytes: Buffer, start: number, skip: number, usable: number): readonly Omit<Cell, "table">[] {
  const head = start + skip;
  const type = bytes[head] ?? 0;
  const inner = type === INNER_TABLE || type === INNER_INDEX;
  const pointers = head + (inner ? 12 : 8);
  return Array.from({ length: bytes.readUInt16BE(head + 3) }, (_, index) => {
    const from = start + bytes.readUInt16BE(pointers + 2 * index);
    return { from, to: from + cellSize(bytes, from, type, usable), separator: type === INNER_TABLE };
  });
}

function cellSize(bytes: Buffer, from: number, type: number, usable: number): number {
  const child = type === INNER_TABLE || type === INNER_INDEX ? 4 : 0;
  const first = varint(bytes, from + child);
  if (type === INNER_TABLE) return child + first.size;
  const rowid = type === LEAF_TABLE ? varint(bytes, from + first.size).size : 0;
  const local = localBytes(first.value, type === LEAF_TABLE, usable);
  return child + first.size + rowid + local + (local < first.value ? 4 : 0);
}

function localBytes(payload: number, isTable: boolean, usable: number): number {
  const most = isTable ? usable - 35 : Math.floor(((usable - 12) * 64) / 255) - 23;
  const least = Math.floor(((usable - 12) * 32) / 255) - 23;
  if (payload <= most) return payload;
  const fitting = least + ((payload - least) % (usable - 4));
  return fitting <= most ? fitting : least;
}

function varint(bytes: Buffer, at: number): Readonly<{ value: number; size: number }> {
  let value = 0;
  for (let size = 1; size < 9; size += 1) {
    const byte = bytes[at + size - 1] ?? 0;
    value = value * 128 + (byte & 127);
    if (byte < 128) return { value, size };
  }
  return { value: value * 256 + (bytes[at + 8] ?? 0), size: 9 };
}
