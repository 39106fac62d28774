// What reading a vector's entries comes to: the recorded facts. The generator notes them once; the test asks for them again.
import { parseCarriedLine, readCarriedLines, type CarriedLine } from "../../../src-main/bundle/bag/entries-file.ts";
import type { SignedHead } from "../../../src-main/bundle/bag/heads-file.ts";
import { verifyFeeds } from "../../../src-main/bundle/read/verify-feeds.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { firstFault, kindOf } from "../../../src-main/domain/kinds/kinds.ts";
import { splitHashes, toBlob, type Line } from "../../../src-main/store/db/codec.ts";
import { statementsOf, type Statements } from "../../../src-main/store/db/database.ts";
import { entriesDigest } from "../../../src-main/store/chain/digests.ts";
import { writeFact } from "../../../src-main/store/db/facts.ts";
import { sha256 } from "../made/make-bundle.ts";
import { entryStanding, feedHashOf, receive, type Device } from "../laws/season.ts";
import { CAMPAIGN, COUNTY, keyOf } from "./cast.ts";
import { memoryStore } from "./memory-store.ts";

/** One entry: its hash and place, and what a county that pins the cast's root makes of it. */
export type EntryFact = Readonly<{
  hash: string;
  seq: number;
  kind: string;
  v: number;
  op: string;
  record: string;
  standing: string;
  /** Where its kind's schema refuses the value. */
  fault?: string;
}>;

/** One record as the county shows it. `value`: SHA-256 of its canonical text. */
export type RecordFact = Readonly<{
  unit: string;
  kind: string;
  record: string;
  status: string;
  heads: readonly string[];
  value: string | null;
  conflicts: readonly string[];
  waiting: boolean;
  newer: boolean;
}>;

export type EntriesFacts = Readonly<{
  /** SHA-256 over the sorted hashes of these entries and of `office`, one a line. */
  entriesDigest: string;
  feeds: number;
  units: readonly string[];
  entries: readonly EntryFact[];
  records: readonly RecordFact[];
}>;

/** The lines of a file of entries, beneath its heads: everything that reading asks before a workspace sees them. */
export async function readEntries(
  bytes: Uint8Array,
  heads: readonly SignedHead[],
  keys: Readonly<Record<string, string>> = {},
): Promise<readonly Line[]> {
  const lines: CarriedLine[] = [];
  for await (const batch of verifyFeeds(readCarriedLines(blocks(bytes), 1000, parseCarriedLine), heads, (feed) => keys[feed]))
    lines.push(...batch);
  return lines.map(lineOf);
}

async function* blocks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  if (bytes.byteLength > 0) yield bytes;
}

function lineOf({ line, carried, hash }: CarriedLine): Line {
  const border = line.indexOf(',"salt":');
  const valueAt = line.indexOf('"value":', border) + '"value":'.length;
  const text = line.slice('{"entry":'.length, border);
  return { hash, text, valueText: carried.value === null ? null : line.slice(valueAt, -1), carried };
}

/** A county in memory that pins the cast's root and has no key of its own. */
export function openReader(): Device {
  const db = memoryStore();
  const statements = statementsOf(db);
  const facts = { campaign: CAMPAIGN, role: "county", unit: COUNTY, root: keyOf("root") } as const;
  for (const [name, value] of Object.entries(facts)) writeFact(statements, name as keyof typeof facts, value);
  return { db, statements, key: "", unit: COUNTY, role: "county" };
}

/** Takes the office's entries and then these into the county. @param before what an earlier bundle brought. */
export function factsOf(lines: readonly Line[], office: readonly Line[], before: readonly Line[] = []): EntriesFacts {
  const reader = openReader();
  try {
    receive(reader, office);
    receive(reader, before);
    receive(reader, lines);
    const entries = lines.map((line) => entryFact(reader, line));
    const named = new Set(entries.map(({ kind, record }) => `${kind} ${record}`));
    return {
      entriesDigest: entriesDigest(reader.statements),
      feeds: new Set(lines.map(feedHashOf)).size,
      units: [...new Set(lines.map((line) => unitOf(reader.statements, feedHashOf(line))))].sort(),
      entries,
      records: recordFacts(reader.statements).filter(({ kind, record }) => named.has(`${kind} ${record}`)),
    };
  } finally {
    reader.db.close();
  }
}

function entryFact(reader: Device, line: Line): EntryFact {
  const { seq, kind, v, op, record } = line.carried.entry;
  const standing = entryStanding(reader, line.hash) ?? "absent";
  const place = { hash: line.hash, seq, kind, v, op, record };
  return { ...place, standing, ...(standing === "invalid" && { fault: faultOf(kind, line.carried.value) }) };
}

function faultOf(kind: string, value: JsonObject | null): string {
  const known = kindOf(kind);
  return known === undefined || value === null ? "" : (firstFault(known, value)?.path ?? "");
}

function unitOf(statements: Statements, feed: string): string {
  return (statements("SELECT unit FROM feed WHERE hash = ?").get(toBlob(feed)) as { unit: string }).unit;
}

type Row = Readonly<{
  unit: string;
  kind: string;
  record: string;
  status: string;
  value: string | null;
  heads: Uint8Array | null;
  conflicts: string | null;
  waiting: number;
  newer: number;
}>;

function recordFacts(statements: Statements): readonly RecordFact[] {
  const rows = statements("SELECT * FROM record ORDER BY kind, unit, record").all() as Row[];
  return rows.map(({ unit, kind, record, status, value, heads, conflicts, waiting, newer }) => ({
    unit,
    kind,
    record,
    status,
    heads: splitHashes(heads),
    value: value === null ? null : sha256(value),
    conflicts: pathsIn(conflicts),
    waiting: waiting === 1,
    newer: newer === 1,
  }));
}

function pathsIn(conflicts: string | null): readonly string[] {
  return ((JSON.parse(conflicts ?? "[]") as { path: string }[]) ?? []).map(({ path }) => path);
}
