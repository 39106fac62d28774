// Looks at a private copy of a database for everything that is not what the entries say: their hashes first, then what is reckoned
// from them against a rebuild of the copy.
import Database from "better-sqlite3";
import type { NamedRecord } from "../../domain/record/named-record.ts";
import type { Damage, Examined } from "../../usecases/ports/store/soundness.ts";
import { toHex } from "../db/codec.ts";
import { allDigests } from "../chain/digests.ts";
import { statementsOf, type Db, type Statements } from "../db/database.ts";
import { rebuildProjection } from "../union/rebuild.ts";
import { differences, snapshot, type Snapshot } from "./derived.ts";
import { faultyEntries, type EntryFault } from "./entry-faults.ts";
import { factFaults } from "./fact-faults.ts";
import { originalRowFaults } from "./original-rows.ts";
import { relink } from "./relink.ts";
import { schemaFaults } from "./schema-faults.ts";
import { renewSearch, unforgotten } from "./search-table.ts";
import { STILL_DAMAGED, takeOut } from "./take-out.ts";

/** @param path a copy that nobody else has open; it is changed. */
export function findDamage(path: string): Examined {
  const opened = tried(() => new Database(path, { fileMustExist: true }));
  if ("place" in opened) return { damages: [opened], digests: null };
  try {
    const digests = ifSound(() => allDigests(statementsOf(opened)));
    const found = tried(() => lookThrough(opened));
    return { damages: "place" in found ? [found] : found, digests };
  } finally {
    opened.close();
  }
}

/** What SQLite itself cannot read any more is a damage of the file. */
function tried<T extends object>(work: () => T): T | Damage {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof Database.SqliteError)) throw cause;
    return { kind: "database", place: cause.message, record: null };
  }
}

/** Damaged rows, which are told by themselves, may end in anything. */
function ifSound<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null;
  }
}

function lookThrough(db: Db): readonly Damage[] {
  for (const pragma of [
    "journal_mode = OFF",
    "synchronous = OFF",
    "trusted_schema = OFF",
    "foreign_keys = OFF",
    "temp_store = MEMORY",
  ])
    db.pragma(pragma);
  const statements = statementsOf(db);
  const found = [...schemaFaults(statements), ...structureFaults(db), ...factFaults(statements)];
  if (found.some(({ kind }) => kind === "database" || kind === "facts")) return found;
  const faults = [...faultyEntries(statements)];
  return [
    ...found,
    ...faults.map((fault) => entryDamage(statements, fault)),
    ...lostEntries(statements),
    ...originalRowFaults(statements),
    ...againstRebuild(statements, faults),
  ];
}

/** Indexes and the search table can be made again; if the file is whole then, nothing else was hit. */
function structureFaults(db: Db): readonly Damage[] {
  const before = structureOf(db);
  if (before.length === 0) return [];
  mendIndexes(db);
  const after = structureOf(db);
  const kind = after.length === 0 ? "table" : "database";
  return (after.length === 0 ? before : after).map((place) => ({ kind, place, record: null }));
}

/** What SQLite's own look at the file and its references finds. */
export function structureOf(db: Db): readonly string[] {
  const found = (db.pragma("integrity_check") as { integrity_check: string }[]).map((row) => row.integrity_check);
  const foreign = (db.pragma("foreign_key_check") as { table: string; parent: string }[]).filter(
    ({ parent }) => !REFILLED.has(parent),
  );
  return [...found.filter((line) => line !== "ok"), ...foreign.map(({ table, parent }) => `${table} → ${parent}`)];
}

/** References to these are read from the entries again: a wrong one is found there, with its record. */
const REFILLED: ReadonlySet<string> = new Set(["feed", "record"]);

/** Makes again what stands beside the rows: indexes, the search table, which import brought an entry. */
export function mendIndexes(db: Db): void {
  const statements = statementsOf(db);
  renewSearch(statements);
  statements("UPDATE entry SET import_id = NULL WHERE import_id NOT IN (SELECT id FROM import)").run();
  db.exec("REINDEX");
}

function againstRebuild(statements: Statements, faults: readonly EntryFault[]): readonly Damage[] {
  const before = snapshot(statements);
  const kept = unforgotten(statements);
  const hit = recordsOf(statements, faults);
  takeOut(statements, faults);
  relink(statements);
  rebuildProjection(statements);
  const after = snapshot(statements);
  const words = kept.map((record) => ({ table: "search", key: `${record} stays`, record }));
  return [...unexplained(before, after, hit), ...words].map(({ table, key, record }) => ({
    kind: FEED_TABLES.has(table) ? ("feed" as const) : ("table" as const),
    place: `${table} ${key}`,
    record: record === null ? null : nameOf(statements, record),
  }));
}

const FEED_TABLES: ReadonlySet<string> = new Set(["feed", "tip"]);

/** A damaged entry moves whatever is reckoned from it: that is told once, as its own damage. */
function* unexplained(before: Snapshot, after: Snapshot, hit: Hit) {
  for (const difference of differences(before, after)) {
    const { table, record } = difference;
    if (record !== null ? hit.records.has(record) : hit.any && table !== "feed") continue;
    yield difference;
  }
}

type Hit = Readonly<{ records: ReadonlySet<number>; any: boolean }>;

function recordsOf(statements: Statements, faults: readonly EntryFault[]): Hit {
  const ids = faults.map(
    ({ id }) => (statements("SELECT record_id AS record FROM entry WHERE id = ?").get(id) as { record: number | null }).record,
  );
  return { records: new Set(ids.filter((id) => id !== null)), any: faults.length > 0 };
}

function entryDamage(statements: Statements, { id, what }: EntryFault): Damage {
  const { hash, record } = statements("SELECT hash, record_id AS record FROM entry WHERE id = ?").get(id) as {
    hash: Uint8Array;
    record: number | null;
  };
  const kind = what === "place" ? "table" : "entry";
  return { kind, place: `entry ${toHex(hash)} ${what}`, record: record === null ? null : nameOf(statements, record) };
}

type Named = Readonly<{
  unit: string | null;
  kind: string | null;
  record: string | null;
  title: string | null;
  day: string | null;
}>;

/** As the rebuild names it; one whose own row was hit may be another by then. */
function nameOf(statements: Statements, id: number): NamedRecord | null {
  const find = statements("SELECT unit, kind, record, title, occurred AS day FROM record WHERE id = ?");
  return (find.get(id) as NamedRecord | undefined) ?? null;
}

/** Entries that an earlier mending set aside and that nobody has brought again. */
function lostEntries(statements: Statements): readonly Damage[] {
  const rows = statements(`SELECT hash, unit, kind, record, title, day ${STILL_DAMAGED}`).all() as (Named & {
    hash: Uint8Array;
  })[];
  return rows.map(({ hash, unit, kind, record, title, day }) => ({
    kind: "lost-entry",
    place: `entry ${toHex(hash)}`,
    record: unit === null || kind === null || record === null ? null : { unit, kind, record, title, day },
  }));
}
