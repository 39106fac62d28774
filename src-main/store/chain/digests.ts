// The digests by which workspaces are compared: of the union, of what it comes to, and of what figures are made of.
import { createHash } from "node:crypto";
import { canonicalJson, type Json } from "../../domain/json.ts";
import { FIGURE_KINDS } from "../../domain/kinds/kinds.ts";
import type { Digests } from "../../usecases/ports/store/soundness.ts";
import { splitHashes, toHex, valueOf } from "../db/codec.ts";
import { countAll } from "./count-records.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";

/** Raised when the fold itself changes, so that digests of different programs are not mistaken for different data. */
export const PROJECTION_VERSION = 2;

/** All of them: long work, for every value is read. */
export function allDigests(statements: Statements): Digests {
  return {
    entriesDigest: entriesDigest(statements),
    stateDigest: stateDigest(statements),
    figuresDigest: figuresDigest(statements),
    ...countAll(statements),
  };
}

/** SHA-256 over the sorted entry hashes in hex, one a line. @see design.md §2 Merge */
export function entriesDigest(statements: Statements): string {
  const hash = createHash("sha256");
  for (const row of statements("SELECT hash FROM entry ORDER BY hash").iterate() as Iterable<{ hash: Uint8Array }>)
    hash.update(`${toHex(row.hash)}\n`);
  return hash.digest("hex");
}

/** SHA-256 over what figures are made of, one record a line: at the county what it counts, which may be earlier than what it shows. */
export function figuresDigest(statements: Statements): string {
  const hash = createHash("sha256");
  const rows = statements(`
    SELECT record.unit, record.kind, record.record, coalesce(counted.status, record.status) AS status,
      iif(counted.record_id IS NULL, record.value, counted.value) AS value, iif(counted.record_id IS NULL, record.heads, counted.heads) AS heads,
      coalesce(counted.needs_check, record.needs_check) AS needs_check, 0 AS waiting, 0 AS newer,
      iif(counted.record_id IS NULL, record.conflicts, counted.conflicts) AS conflicts
    FROM record LEFT JOIN counted ON counted.record_id = record.id
    WHERE record.kind IN (SELECT value FROM json_each(?)) AND coalesce(counted.status, record.status) <> 'absent'
    ORDER BY record.kind, record.unit, record.record`).iterate(JSON.stringify(FIGURE_KINDS)) as Iterable<Row>;
  for (const row of rows) hash.update(`${canonicalJson(stateOf(row))}\n`);
  return hash.digest("hex");
}

type Row = Readonly<{
  unit: string;
  kind: string;
  record: string;
  status: string;
  value: string | null;
  heads: Uint8Array | null;
  needs_check: number;
  waiting: number;
  newer: number;
  conflicts: string | null;
}>;

/** SHA-256 over the canonical projection, one record a line, with the projection's version and the pinned root. */
export function stateDigest(statements: Statements): string {
  const hash = createHash("sha256");
  hash.update(`${canonicalJson({ projectionVersion: PROJECTION_VERSION, root: readFact(statements, "root") ?? null })}\n`);
  const rows = statements(`
    SELECT unit, kind, record, status, value, heads, needs_check, waiting, newer, conflicts FROM record
    WHERE status <> 'absent' OR waiting = 1 OR newer = 1 ORDER BY kind, unit, record`).iterate() as Iterable<Row>;
  for (const row of rows) hash.update(`${canonicalJson(stateOf(row))}\n`);
  return hash.digest("hex");
}

function stateOf(row: Row): Json {
  return {
    unit: row.unit,
    kind: row.kind,
    record: row.record,
    status: row.status,
    value: valueOf(row.value),
    heads: splitHashes(row.heads),
    needsCheck: row.needs_check === 1,
    waiting: row.waiting === 1,
    newer: row.newer === 1,
    conflicts: row.conflicts === null ? [] : (JSON.parse(row.conflicts) as Json),
  };
}
