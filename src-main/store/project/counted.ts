// What the county counts of each record: its ordinary fold over the versions that were handed in, and what the county entered on
// the unit's behalf. Kept only where that differs from the fold over all that is here. design.md §7, Figures
import { foldRecord, type RecordState } from "../../domain/record/fold.ts";
import { canonicalJson, type Json } from "../../domain/json.ts";
import { COUNTED_KINDS } from "../../domain/kinds/kinds.ts";
import { isIn, linksOf, type Beneath } from "../chain/chains.ts";
import { joinHashes, toBlob, toHex, type EntryRow } from "../db/codec.ts";
import { readCountyKeys } from "../chain/county-keys.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { handedInOf, markHandedIn } from "./handed-in.ts";
import { rulesOf, unreadVersion } from "./project.ts";

/** What a run of admission changed. `anew`: units whose hand-ins were gathered anew. */
export type Admitted = Readonly<{
  /** Id of the last entry before. */
  lastEntry: number;
  /** Feeds that entries were added to. */
  feeds: Iterable<number>;
  /** Units whose hand-ins reach further, or less far. */
  moved: ReadonlySet<string>;
  /** Records with an entry that is judged otherwise now, or has its value. */
  refolded: Iterable<number>;
}>;

/** Counts anew what can have changed. Does nothing at a unit: there everything counts that is here. */
export function recountAdmitted(statements: Statements, { lastEntry, feeds, moved, refolded }: Admitted): void {
  if (readFact(statements, "role") !== "county") return;
  const records = new Set(refolded);
  for (const feed of feeds) for (const record of outside(statements, feed, lastEntry)) records.add(record);
  for (const unit of moved) for (const record of movable(statements, unit)) records.add(record);
  recount(statements, records);
}

/** The rule by which the county counts; what another one counted is counted anew. */
const COUNTING_RULE = "2";

export function isCounted(statements: Statements): boolean {
  return readFact(statements, "counted") === COUNTING_RULE;
}

/** Counts everything anew. */
export function recountAll(statements: Statements): void {
  writeFact(statements, "counted", COUNTING_RULE);
  statements("DELETE FROM handed_in").run();
  statements("DELETE FROM counted").run();
  const feeds = statements("SELECT id, unit FROM feed").all() as { id: number; unit: string }[];
  markHandedIn(statements, new Set(feeds.map(({ unit }) => unit)));
  recountAdmitted(statements, { lastEntry: 0, feeds: feeds.map(({ id }) => id), moved: new Set(), refolded: [] });
}

/** Records with an entry of a feed that was not handed in, of those that came after an entry. */
function outside(statements: Statements, feedId: number, afterEntry: number): readonly number[] {
  const found = handedInOf(statements, feedId);
  if (found.forked === undefined) {
    const rows = statements(
      "SELECT DISTINCT record_id AS record FROM entry WHERE feed_id = ? AND seq > ? AND id > ? AND record_id IS NOT NULL",
    ).all(feedId, found.toSeq, afterEntry) as { record: number }[];
    return rows.map(({ record }) => record);
  }
  const recordOf = statements("SELECT record_id AS record FROM entry WHERE hash = ? AND id > ?");
  return linksOf(statements, feedId)
    .filter((link) => !isIn(found, link))
    .flatMap(({ hash }) => (recordOf.get(toBlob(hash), afterEntry) as { record: number | null } | undefined)?.record ?? []);
}

/** Records of a unit that may count otherwise once its hand-ins reach elsewhere: those that did, and those with entries outside. */
function movable(statements: Statements, unit: string): readonly number[] {
  const counted = statements("SELECT record_id AS record FROM counted WHERE unit = ?").all(unit) as { record: number }[];
  const feeds = statements("SELECT id FROM feed WHERE unit = ?").all(unit) as { id: number }[];
  return [...counted.map(({ record }) => record), ...feeds.flatMap(({ id }) => outside(statements, id, 0))];
}

function recount(statements: Statements, records: Iterable<number>): void {
  const [counties, reaches] = [readCountyKeys(statements), new Map<number, Beneath>()];
  const isCounted = (row: VersionRow): boolean => {
    const reach = reaches.get(row.feed_id) ?? handedInOf(statements, row.feed_id);
    reaches.set(row.feed_id, reach);
    return counties.has(toHex(row.key)) || isIn(reach, { seq: row.seq, hash: toHex(row.hash) });
  };
  for (const record of records) recountOne(statements, record, isCounted);
}

type VersionRow = Pick<EntryRow, "id" | "hash" | "feed_id" | "seq" | "standing" | "text"> & Readonly<{ key: Uint8Array }>;

function recountOne(statements: Statements, record: number, isCounted: (row: VersionRow) => boolean): void {
  const { kind, unit } = statements("SELECT kind, unit FROM record WHERE id = ?").get(record) as { kind: string; unit: string };
  if (!COUNTED_KINDS.has(kind)) return;
  statements("DELETE FROM counted WHERE record_id = ?").run(record);
  const rows = statements(`
    SELECT entry.id, entry.hash, entry.feed_id, entry.seq, entry.standing, entry.text, feed.key
    FROM entry JOIN feed ON feed.id = entry.feed_id WHERE entry.record_id = ?`).all(record) as VersionRow[];
  const counted = rows.filter(isCounted);
  if (counted.length === rows.length) return;
  const state = foldRecord(versionsAmong(statements, counted, rows), rulesOf(kind));
  if (!isAsShown(statements, record, state)) writeCounted(statements, record, unit, state);
}

/** Versions as if none of the others were here: those are nobody's parents. One that is not here holds back, as in every fold. */
function versionsAmong(statements: Statements, counted: readonly VersionRow[], rows: readonly VersionRow[]) {
  const inside = new Set(counted);
  const outside = new Set(rows.filter((row) => !inside.has(row)).map(({ hash }) => toHex(hash)));
  return counted.map((row) => unreadVersion(statements, row, (parent) => !outside.has(parent)));
}

type Shown = Readonly<{
  status: string;
  value: string | null;
  heads: Uint8Array | null;
  needs_check: number;
  conflicts: string | null;
}>;

function isAsShown(statements: Statements, record: number, state: RecordState): boolean {
  const shown = statements("SELECT status, value, heads, needs_check, conflicts FROM record WHERE id = ?").get(record) as Shown;
  return (
    shown.status === state.status &&
    joinHashes(state.heads).equals(shown.heads ?? Buffer.alloc(0)) &&
    shown.needs_check === Number(state.needsCheck) &&
    shown.conflicts === conflictsText(state) &&
    (shown.value === null ? null : canonicalJson(JSON.parse(shown.value) as Json)) ===
      (state.value === null ? null : canonicalJson(state.value))
  );
}

function conflictsText({ conflicts }: RecordState): string | null {
  return conflicts.length === 0 ? null : canonicalJson(conflicts as unknown as Json);
}

function writeCounted(statements: Statements, record: number, unit: string, state: RecordState): void {
  statements(`
    INSERT INTO counted (record_id, unit, status, value, heads, lead_entry_id, edited_ms, evidenced, needs_check, conflicts)
    VALUES (?, ?, ?, ?, ?, (SELECT id FROM entry WHERE hash = ?), ?, ?, ?, ?)`).run(
    record,
    unit,
    state.status,
    state.value === null ? null : canonicalJson(state.value),
    joinHashes(state.heads),
    state.lead === undefined ? null : toBlob(state.lead.hash),
    state.lead?.at.wallMs ?? null,
    Number(state.evidenced),
    Number(state.needsCheck),
    conflictsText(state),
  );
}
