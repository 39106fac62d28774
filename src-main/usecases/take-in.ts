// What a unit reads beside its own work: the county's receipts, packs and returns, and what its other PCs handed in. Told is what
// became different by it, found by looking before and after: a file that brings nothing says so, whatever kind it is.
import { isOver, keyState } from "../domain/key-state.ts";
import { canonicalJson, type Json } from "../domain/json.ts";
import type { Desk } from "./desk.ts";
import { importBatch, type RunResult } from "./import-batch.ts";
import { conflictingRecords } from "./list-conflicts.ts";
import type { Progress } from "./ports.ts";
import { returnedRecords } from "./returned-records.ts";

/** Where this PC's own key stands with the county. */
export type OwnStanding = "unapproved" | "approved" | "revoked";

/**
 * What reading changed. `merged`: records of the unit that came, changed or went; `conflicts`, `returned`: those that were not so
 * before; `held`: entries that wait for the approval of their PC.
 */
export type TakenNews = Readonly<{
  receipt: boolean;
  returned: number;
  standing: OwnStanding | null;
  campaign: boolean;
  merged: number;
  conflicts: number;
  held: number;
}>;

/** Each record by name with its state as a text, so that two looks can be compared. */
type States = ReadonlyMap<string, string>;
type Look = Readonly<{
  /** What the county said last; when it was read is no part of it. */
  receipt: string;
  standing: OwnStanding;
  campaign: string;
  records: States;
  open: States;
  returned: States;
  held: number;
}>;

/**
 * Takes files in, and tells what that changed. @throws {Problem} as {@link importBatch}; after `cancelled` what was taken in stays
 */
export async function takeIn(
  desk: Desk,
  paths: readonly string[],
  progress: Progress,
): Promise<Readonly<{ batch: RunResult; news: TakenNews }>> {
  const before = lookAround(desk);
  const batch = await importBatch(desk, paths, { means: "usb" }, progress);
  return { batch, news: newsBetween(before, lookAround(desk)) };
}

function newsBetween(before: Look, after: Look): TakenNews {
  const gone = [...before.records.keys()].filter((key) => !after.records.has(key));
  return {
    receipt: after.receipt !== before.receipt,
    returned: newIn(before.returned, after.returned).length,
    standing: after.standing === before.standing ? null : after.standing,
    campaign: after.campaign !== before.campaign,
    merged: [...newIn(before.records, after.records), ...gone].filter((key) => !after.open.has(key)).length,
    conflicts: newIn(before.open, after.open).length,
    held: Math.max(0, after.held - before.held),
  };
}

function newIn(before: States, after: States): readonly string[] {
  return [...after.keys()].filter((key) => before.get(key) !== after.get(key));
}

function lookAround(desk: Desk): Look {
  const { unit, campaignDocument } = desk.store.facts();
  const open = conflictingRecords(desk).filter((record) => record.unit === unit);
  return {
    receipt: canonicalJson(desk.store.receiptsRead(1).map(({ value }) => value)),
    standing: ownStanding(desk),
    campaign: campaignDocument,
    records: statesOf(recordsOf(desk, unit), ({ head, value }) => [head, value]),
    open: statesOf(open, ({ heads }) => heads),
    returned: statesOf(
      returnedRecords(desk, unit).map(({ record }) => record),
      ({ heads }) => heads,
    ),
    held: desk.store.standings()["quarantine"] ?? 0,
  };
}

/** What people entered; that it was handed in is told elsewhere. */
function recordsOf(desk: Desk, unit: string) {
  return desk.store.projected(unit).filter(({ kind }) => kind !== "report");
}

function statesOf<T extends Readonly<{ kind: string; record: string }>>(rows: readonly T[], stateOf: (row: T) => Json): States {
  return new Map(rows.map((row) => [`${row.kind} ${row.record}`, canonicalJson(stateOf(row))]));
}

function ownStanding(desk: Desk): OwnStanding {
  const grant = desk.store.authority().grants.get(desk.store.facts().selfKey);
  if (isOver(grant)) return "revoked";
  return keyState(grant) === "in-force" ? "approved" : "unapproved";
}
