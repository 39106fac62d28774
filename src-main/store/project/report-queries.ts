// Reads of reports and documents with their arrival: every time that one was made, and when a bundle with it was received first.
import { holdsFor } from "../../domain/duties/judgement.ts";
import { ancestry } from "../../domain/feed/chain.ts";
import type { ValueOf } from "../../domain/kinds/values.ts";
import type { Arrival, DocumentView, ReportVersion, ReportView } from "../../usecases/ports/store/reports.ts";
import { receivedOf } from "../chain/carried.ts";
import { entryOf, shownIn, splitHashes, toHex } from "../db/codec.ts";
import type { Statements } from "../db/database.ts";
import { readJudgements } from "./figure-queries.ts";
import { isIn } from "../chain/chains.ts";
import { handedInOf, rememberMissing } from "./handed-in.ts";

type ReportRow = Readonly<{
  id: number;
  unit: string;
  record: string;
  heads: Uint8Array;
  type: string;
  period: string;
  exportedMs: number;
}>;

/** Reports with what is known of their arrival. What one holds, and what of it is missing, is looked at when it is asked for. */
export function readReports(statements: Statements, unit: string | undefined): readonly ReportView[] {
  const judgements = readJudgements(statements);
  const everReturned = readReturnedHeads(statements);
  const missingIn = rememberMissing(statements);
  const rows = statements(`
    SELECT id, unit, record, heads, code AS type, value ->> '$.period' AS period, value ->> '$.exportedAtMs' AS exportedMs
    FROM record WHERE kind = 'report' AND status = 'shown' ${unit === undefined ? "" : "AND unit = ?"} ORDER BY unit, id`).all(
    ...(unit === undefined ? [] : [unit]),
  ) as ReportRow[];
  return rows.map(({ id, heads: packed, ...row }) => {
    const heads = splitHashes(packed);
    const key = `${row.unit}/report/${row.record}`;
    const versions = versionsOf(statements, id, everReturned.get(key));
    const value = once(() => readReport(statements, id));
    const missing = once(() => missingIn(value()));
    return {
      ...row,
      heads,
      versions,
      returned: holdsFor(judgements.returned.get(key), heads),
      get value() {
        return value();
      },
      get missing() {
        return missing();
      },
    };
  });
}

function once<T>(read: () => T): () => T {
  let kept: { value: T } | undefined;
  return () => (kept ??= { value: read() }).value;
}

function readReport(statements: Statements, recordId: number): ValueOf<"report"> {
  const { value } = statements("SELECT value FROM record WHERE id = ?").get(recordId) as { value: string };
  return shownIn("report", value);
}

/** Shown records of some kinds that are owed as documents, with their versions as those of reports. */
export function readDocuments(statements: Statements, kinds: readonly string[]): readonly DocumentView[] {
  const judgements = readJudgements(statements);
  const everReturned = readReturnedHeads(statements);
  const rows = statements(`
    SELECT id, unit, kind, record, heads FROM record
    WHERE kind IN (SELECT value FROM json_each(?)) AND status = 'shown' ORDER BY unit, id`).all(JSON.stringify(kinds)) as {
    id: number;
    unit: string;
    kind: string;
    record: string;
    heads: Uint8Array;
  }[];
  return rows.map(({ id, unit, kind, record, heads: packed }) => {
    const heads = splitHashes(packed);
    const key = `${unit}/${kind}/${record}`;
    const versions = versionsOf(statements, id, everReturned.get(key));
    return { unit, kind, record, heads, versions, returned: holdsFor(judgements.returned.get(key), heads) };
  });
}

/** Heads that the county ever returned, by unit, kind and record: what a later review says does not undo that. */
function readReturnedHeads(statements: Statements): ReadonlyMap<string, readonly string[]> {
  const rows = statements(`
    SELECT entry.value FROM record JOIN entry ON entry.record_id = record.id
    WHERE record.kind = 'review' AND entry.standing = 'good' AND entry.value LIKE '%"decision":"return"%'`).all() as {
    value: string;
  }[];
  const heads = new Map<string, readonly string[]>();
  for (const row of rows) {
    const { about, decision } = shownIn("review", row.value);
    const key = `${about.unit}/${about.kind}/${about.record}`;
    if (decision === "return") heads.set(key, [...(heads.get(key) ?? []), ...about.heads]);
  }
  return heads;
}

/** Every time that a report was made, in the order of the clocks. */
function versionsOf(statements: Statements, recordId: number, returned: readonly string[] = []): readonly ReportVersion[] {
  const rows = arrivalsOf(statements, recordId).map((row) => ({ ...row, entry: entryOf(row) }));
  const judged = returned.length === 0 ? new Set<string>() : withAncestors(returned, rows);
  rows.sort((a, b) => a.entry.at.wallMs - b.entry.at.wallMs || a.entry.at.counter - b.entry.at.counter || a.seq - b.seq);
  return rows.map(({ hash, feed, feed_id: feedId, seq, exportedMs, receivedMs, entry }) => ({
    hash: toHex(hash),
    feed: toHex(feed),
    seq,
    exportedMs: Number(exportedMs ?? entry.at.wallMs),
    receivedMs,
    returned: judged.has(toHex(hash)),
    reported: isIn(handedInOf(statements, feedId), { seq, hash: toHex(hash) }),
  }));
}

function earliest(arrivals: readonly Readonly<{ receivedMs: number | null }>[]): number | null {
  const times = arrivals.map((row) => row.receivedMs).filter((time) => time !== null);
  return times.length === 0 ? null : Math.min(...times);
}

type EntryArrival = Readonly<{
  hash: Uint8Array;
  feed: Uint8Array;
  feed_id: number;
  seq: number;
  text: string;
  exportedMs: number | null;
  receivedMs: number | null;
}>;

/** The versions of a record, each with the earliest time at which a bundle with it was received. */
function arrivalsOf(statements: Statements, recordId: number): readonly EntryArrival[] {
  const rows = statements(`
    SELECT entry.hash, entry.seq, entry.text, entry.value ->> '$.exportedAtMs' AS exportedMs, entry.feed_id, feed.hash AS feed
    FROM entry JOIN feed ON feed.id = entry.feed_id
    WHERE entry.record_id = ?`).all(recordId) as (Parameters<typeof receivedOf>[1] & {
    text: string;
    exportedMs: number | null;
  })[];
  return rows.map((row) => ({ ...row, receivedMs: receivedOf(statements, row) }));
}

function withAncestors(
  heads: readonly string[],
  rows: readonly Readonly<{ hash: Uint8Array; text: string }>[],
): ReadonlySet<string> {
  const parents = new Map(rows.map((row) => [toHex(row.hash), entryOf(row).parents]));
  return ancestry(heads, (hash) => parents.get(hash) ?? []);
}

/** Shown records of some kinds with their first arrival. */
export function readArrivals(statements: Statements, kinds: readonly string[]): readonly Arrival[] {
  return kinds.flatMap((kind) => {
    const rows = statements(`
      SELECT record.id, record.unit, record.kind, record.record, record.title, record.edited_ms AS editedMs
      FROM record WHERE kind = ? AND status = 'shown' ORDER BY unit, id`).all(kind) as (Omit<Arrival, "receivedMs"> & {
      id: number;
    })[];
    return rows.map(({ id, ...row }) => ({ ...row, receivedMs: earliest(arrivalsOf(statements, id)) }));
  });
}
