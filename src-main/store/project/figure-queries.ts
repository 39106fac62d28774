// Reads for figures: every shown record with the facts that decide whether it counts, and what lies around it.
import { holdsFor } from "../../domain/duties/judgement.ts";
import type { JsonObject } from "../../domain/json.ts";
import { madeAtMs } from "../../domain/feed/record-id.ts";
import type { ProjectedRecord, RecordKey } from "../../domain/record/projected.ts";
import type { MediaRow } from "../../usecases/ports/store/originals.ts";
import type { PendingRequest } from "../../usecases/ports/store/trust.ts";
import { COUNTED_KINDS, FIGURE_KINDS } from "../../domain/kinds/kinds.ts";
import { valueIn, type ValueOf } from "../../domain/kinds/values.ts";
import { beneath, isIn, type Beneath } from "../chain/chains.ts";
import { shownIn, splitHashes, toBlob, toHex, valueOf } from "../db/codec.ts";
import { readCountyKeys } from "../chain/county-keys.ts";
import type { Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";
import { frontierNamed } from "../chain/frontier-pages.ts";
import { handedInOf } from "./handed-in.ts";
import { evidenceOf, type Evidence } from "./renditions.ts";

type Row = Readonly<{
  id: number;
  unit: string;
  kind: string;
  record: string;
  value: string;
  heads: Uint8Array;
  edited_ms: number;
  evidenced: number;
  needs_check: number;
  conflicts: string | null;
  lead: Uint8Array;
  seq: number;
  feed_id: number;
  feed_key: Uint8Array;
  lacking: number;
  counts: "shown" | "earlier" | "nothing";
}>;

const KINDS = FIGURE_KINDS.map((kind) => `'${kind}'`).join(", ");

/** What is shown; `nothing` of it counts where the county counts otherwise. What a hand-in contains is its longest part, and no figure's. */
const SHOWN = `
  SELECT record.id, record.unit, record.kind, record.record,
    iif(record.kind = 'report', json_remove(record.value, '$.frontier', '$.pages'), record.value) AS value, record.heads, record.edited_ms, record.evidenced, record.needs_check,
    record.conflicts,
    entry.hash AS lead, entry.seq, entry.feed_id, feed.key AS feed_key, iif(counted.record_id IS NULL, 'shown', 'nothing') AS counts,
    EXISTS (SELECT 1 FROM attachment LEFT JOIN media USING (sha256) WHERE attachment.record_id = record.id AND media.sha256 IS NULL) AS lacking
  FROM record JOIN entry ON entry.id = record.lead_entry_id JOIN feed ON feed.id = entry.feed_id
  LEFT JOIN counted ON counted.record_id = record.id
  WHERE record.status = 'shown' AND coalesce(counted.status, '') <> 'shown' AND record.kind IN (${KINDS})`;

/** What the county counts instead of what is shown, or although it was taken away since. */
const EARLIER = `
  SELECT record.id, record.unit, record.kind, record.record, counted.value, counted.heads, counted.edited_ms, counted.evidenced,
    counted.needs_check, counted.conflicts, entry.hash AS lead, entry.seq, entry.feed_id, feed.key AS feed_key, 'earlier' AS counts,
    EXISTS (
      SELECT 1 FROM json_each(counted.value, '$.attachments') AS item LEFT JOIN media ON media.sha256 = unhex(item.value ->> '$.sha256')
      WHERE item.value ->> '$.sha256' IS NOT NULL AND media.sha256 IS NULL
    ) AS lacking
  FROM counted JOIN record ON record.id = counted.record_id
  JOIN entry ON entry.id = counted.lead_entry_id JOIN feed ON feed.id = entry.feed_id
  WHERE counted.status = 'shown'`;

/** Records of units as they count, for statistics. @see domain/record/projected.ts */
export function readProjected(statements: Statements, unit: string | undefined): readonly ProjectedRecord[] {
  const judgements = readJudgements(statements);
  const countyKeys = readCountyKeys(statements);
  const ofUnit = unit === undefined ? "" : "AND record.unit = ?";
  const read = (sql: string) =>
    statements(`${sql} ${ofUnit} ORDER BY record.id`).all(...(unit === undefined ? [] : [unit])) as Row[];
  const isLater = laterStates(statements);
  return [...read(SHOWN), ...read(EARLIER)].map((row) =>
    projectedOf(row, { judgements, countyKeys, later: isLater(row), evidence: evidenceOf(statements, row) }),
  );
}

/** Which rows are, or hide, a state that no hand-in brought: at the county it does not count, at the unit it does and is marked. */
function laterStates(statements: Statements): (row: Row) => boolean {
  if (readFact(statements, "role") === "county") return ({ counts }) => counts === "earlier";
  const within = leadsWithin((feedId) => handedInOf(statements, feedId));
  return (row) => COUNTED_KINDS.has(row.kind) && !within({ seq: row.seq, hash: row.lead, feed_id: row.feed_id });
}

/** Where the county counts another state than the one that is shown, that one; where it counts none, the shown one as not handed in. */
function projectedOf(
  row: Row,
  {
    judgements,
    countyKeys,
    later,
    evidence,
  }: Readonly<{
    judgements: Judgements;
    countyKeys: ReadonlySet<string>;
    later: boolean;
    evidence: Evidence;
  }>,
): ProjectedRecord {
  const heads = splitHashes(row.heads);
  const about = `${row.unit}/${row.kind}/${row.record}`;
  return {
    unit: row.unit,
    kind: row.kind,
    record: row.record,
    head: toHex(row.lead),
    value: JSON.parse(row.value) as JsonObject,
    evidenced: row.evidenced === 1,
    evidenceOverridden: holdsFor(judgements.overridden.get(about), heads),
    handedIn: row.counts !== "nothing",
    later,
    returned: holdsFor(judgements.returned.get(about), heads),
    needsCheck: row.needs_check === 1,
    onBehalf: countyKeys.has(toHex(row.feed_key)),
    conflict: row.conflicts !== null,
    ...evidence,
    firstAtMs: madeAtMs(row.record) ?? row.edited_ms,
    editedAtMs: row.edited_ms,
  };
}

/** The heads that the county returned or let count, by unit, kind and record. */
type Judgements = Readonly<{
  returned: ReadonlyMap<string, readonly string[]>;
  overridden: ReadonlyMap<string, readonly string[]>;
}>;

/** What the county decided of records, as it holds now. */
export function readJudgements(statements: Statements): Judgements {
  const rows = statements("SELECT kind, value FROM record WHERE kind IN ('review', 'override') AND status = 'shown'").all() as {
    kind: "review" | "override";
    value: string;
  }[];
  const returned = new Map<string, readonly string[]>();
  const overridden = new Map<string, readonly string[]>();
  for (const row of rows) {
    const judged = shownIn(row.kind, row.value);
    const { about } = judged;
    const key = `${about.unit}/${about.kind}/${about.record}`;
    if ("decision" in judged && judged.decision === "return") returned.set(key, about.heads);
    if ("subject" in judged && judged.subject === "evidence") overridden.set(key, about.heads);
  }
  return { returned, overridden };
}

/** Enrolment requests whose key has no grant yet, the latest of each key, in order of their keys' first. One key may ask any number of times. */
export function readPendingRequests(statements: Statements, granted: ReadonlySet<string>): readonly PendingRequest[] {
  const rows = statements(`
    WITH own AS (
      SELECT feed.key, feed.unit, max(entry.id) AS last, min(entry.id) AS first FROM record
      JOIN entry ON entry.record_id = record.id JOIN feed ON feed.id = entry.feed_id
      WHERE record.kind = 'enrolment-request' AND entry.value ->> '$.key' = lower(hex(feed.key)) AND entry.value ->> '$.unit' = feed.unit AND feed.malformed = 0
      GROUP BY feed.key)
    SELECT entry.value, entry.hash, own.key, import.read_ms AS arrivedMs,
      (SELECT count(*) FROM feed JOIN entry ON entry.feed_id = feed.id WHERE feed.key = own.key) AS quarantined
    FROM own JOIN entry ON entry.id = own.last LEFT JOIN import ON import.id = entry.import_id ORDER BY own.first`).all() as {
    value: string;
    hash: Uint8Array;
    key: Uint8Array;
    arrivedMs: number | null;
    quarantined: number;
  }[];
  return rows.flatMap((row) => {
    const key = toHex(row.key);
    const value = granted.has(key) ? undefined : valueIn("enrolment-request", valueOf(row.value));
    if (value === undefined) return [];
    return [
      {
        key,
        hash: toHex(row.hash),
        unit: value.unit,
        role: value.role ?? "unit",
        arrivedMs: row.arrivedMs,
        device: value.device,
        recipient: value.recipient,
        recovery: value.recovery ?? "",
        quarantined: row.quarantined,
      },
    ];
  });
}

export function readMedia(statements: Statements, sha256: string): MediaRow | undefined {
  const row = statements("SELECT size_bytes, crc32, ext, mime FROM media WHERE sha256 = ?").get(toBlob(sha256)) as
    { size_bytes: number; crc32: number; ext: string; mime: string } | undefined;
  return row === undefined ? undefined : { sha256, sizeBytes: row.size_bytes, crc32: row.crc32, ext: row.ext, mime: row.mime };
}

export function readKept(statements: Statements): readonly Readonly<{ sha256: string; sizeBytes: number }>[] {
  const rows = statements("SELECT sha256, size_bytes FROM media").all() as { sha256: Uint8Array; size_bytes: number }[];
  return rows.map(({ sha256, size_bytes: sizeBytes }) => ({ sha256: toHex(sha256), sizeBytes }));
}

const MOST_NAMES = 100;

/** The names of a file, as shown records hold it. */
export function readAttachedAs(statements: Statements, sha256: string): readonly string[] {
  const rows = statements(`
    SELECT json_extract(item.value, '$.name') AS name
    FROM attachment JOIN record ON record.id = attachment.record_id, json_each(record.value, '$.attachments') AS item
    WHERE attachment.sha256 = ? AND json_extract(item.value, '$.sha256') = ?
    ORDER BY record.edited_ms DESC, record.id DESC LIMIT ${MOST_NAMES}`).all(toBlob(sha256), sha256) as { name: unknown }[];
  return rows.flatMap(({ name }) => (typeof name === "string" ? [name] : []));
}

/** The shown records that name a file, in order of their numbers. */
export function readRecordsWith(statements: Statements, sha256: string): readonly RecordKey[] {
  return statements(`
    SELECT record.unit, record.kind, record.record FROM attachment JOIN record ON record.id = attachment.record_id
    WHERE attachment.sha256 = ? ORDER BY record.id LIMIT ${MOST_NAMES}`).all(toBlob(sha256)) as RecordKey[];
}

/** Every file that a shown record names. */
export function* readNamedMedia(
  statements: Statements,
): Generator<Readonly<{ sha256: string; here: boolean; record: RecordKey }>> {
  const rows = statements(`
    SELECT attachment.sha256, media.sha256 IS NOT NULL AS here, record.unit, record.kind, record.record
    FROM attachment JOIN record ON record.id = attachment.record_id LEFT JOIN media ON media.sha256 = attachment.sha256
    ORDER BY attachment.record_id, attachment.sha256`).all() as {
    sha256: Uint8Array;
    here: number;
    unit: string;
    kind: string;
    record: string;
  }[];
  for (const row of rows)
    yield { sha256: toHex(row.sha256), here: row.here === 1, record: { unit: row.unit, kind: row.kind, record: row.record } };
}

type Lead = Readonly<{ seq: number; hash: Uint8Array; feed_id: number; key: Uint8Array }>;

function leadOf(statements: Statements, key: RecordKey): Lead | undefined {
  return statements(`
    SELECT entry.seq, entry.hash, entry.feed_id, feed.key FROM record
    JOIN entry ON entry.id = record.lead_entry_id JOIN feed ON feed.id = entry.feed_id
    WHERE record.kind = ? AND record.unit = ? AND record.record = ?`).get(key.kind, key.unit, key.record) as Lead | undefined;
}

type CountedRow = Readonly<{ status: string; value: string | null }>;

function countedRow(statements: Statements, { kind, unit, record }: RecordKey): CountedRow | undefined {
  return statements(`
    SELECT counted.status, counted.value FROM counted JOIN record ON record.id = counted.record_id
    WHERE record.kind = ? AND record.unit = ? AND record.record = ?`).get(kind, unit, record) as CountedRow | undefined;
}

/** The value that the county counts instead of what it shows. */
export function readCountedValue<K extends string>(statements: Statements, key: RecordKey<K>): ValueOf<K> | undefined {
  const value = countedRow(statements, key)?.value ?? null;
  return value === null ? undefined : shownIn(key.kind, value);
}

/** Whether records as they are shown lie in hand-ins that are complete here, or need none; each feed is looked at once. */
export function readHandedIn(statements: Statements): (key: RecordKey) => boolean {
  const atCounty = readFact(statements, "role") === "county";
  if (!atCounty)
    return ofLead(
      statements,
      leadsWithin((feedId) => handedInOf(statements, feedId)),
    );
  return (key) => !COUNTED_KINDS.has(key.kind) || countedRow(statements, key) === undefined;
}

/** Whether the versions that lead records lie beneath the frontier of a receipt; each feed is looked at once. */
export function readReceipted(statements: Statements): (key: RecordKey) => boolean {
  const rows = statements("SELECT value FROM record WHERE kind = 'receipt' AND status = 'shown'").all() as { value: string }[];
  const frontiers = rows.map(({ value }) => frontierNamed(statements, shownIn("receipt", value)) ?? {});
  const namedOf = (feedId: number) => {
    const { hash } = statements("SELECT hash FROM feed WHERE id = ?").get(feedId) as { hash: Uint8Array };
    const ends = frontiers.flatMap((frontier) => frontier[toHex(hash)] ?? []);
    return beneath(statements, feedId, ends);
  };
  return ofLead(statements, leadsWithin(namedOf));
}

function ofLead(statements: Statements, within: (lead: Placed) => boolean): (key: RecordKey) => boolean {
  return (key) => {
    const lead = leadOf(statements, key);
    return lead !== undefined && within(lead);
  };
}

type Placed = Pick<Lead, "seq" | "hash" | "feed_id">;

function leadsWithin(reachOfFeed: (feedId: number) => Beneath): (lead: Placed) => boolean {
  const reaches = new Map<number, Beneath>();
  return ({ seq, hash, feed_id: feedId }) => {
    const reach = reaches.get(feedId) ?? reachOfFeed(feedId);
    reaches.set(feedId, reach);
    return isIn(reach, { seq, hash: toHex(hash) });
  };
}

export function readOnBehalf(statements: Statements, key: RecordKey): boolean {
  const lead = leadOf(statements, key);
  return lead !== undefined && readCountyKeys(statements).has(toHex(lead.key));
}
