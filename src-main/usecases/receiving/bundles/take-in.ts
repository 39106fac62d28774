// What a unit reads beside its own work: the county's receipts, packs and returns, and what its other PCs handed in. Told is what
// became different by it, found by looking before and after: a file that brings nothing says so, whatever kind it is.
import { isOver, keyState } from "../../../domain/trust/key-state.ts";
import { canonicalJson, type Json } from "../../../domain/json.ts";
import type { Needs } from "../../workspace.ts";
import { importBatch, type RunResult, type ImportBatchNeeds } from "./import-batch.ts";
import { conflictingRecords } from "../../conflicts/list-conflicts.ts";
import type { Progress } from "../../ports/progress.ts";
import { returnedRecords } from "../../duties/review/returned-records.ts";
import type { RecordReader } from "../../ports/store/records.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { TrustReader } from "../../ports/store/trust.ts";
import type { AnswersNeeds } from "../../duties/matrix/answers.ts";
import type { FeedReader } from "../../ports/store/feeds.ts";
import type { ReceiptReader } from "../../ports/store/receipts.ts";

export type TakeInNeeds = AnswersNeeds &
  ImportBatchNeeds &
  Needs<FactReader & FeedReader & ReceiptReader & RecordReader & TrustReader>;

type TakeInReads = AnswersNeeds & Needs<FactReader & FeedReader & ReceiptReader & RecordReader & TrustReader>;

/** Where this PC's own key stands with the county. */
export type OwnKeyState = "unapproved" | "approved" | "revoked";

/**
 * What reading changed. `merged`: records of the unit that came, changed or went; `conflicts`, `returned`: those that were not so
 * before; `held`: entries that wait for the approval of their PC.
 */
export type TakenNews = Readonly<{
  receipt: boolean;
  returned: number;
  standing: OwnKeyState | null;
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
  standing: OwnKeyState;
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
  ws: TakeInNeeds,
  paths: readonly string[],
  progress: Progress,
): Promise<Readonly<{ batch: RunResult; news: TakenNews }>> {
  const before = lookAround(ws);
  const batch = await importBatch(ws, paths, { means: "usb" }, progress);
  return { batch, news: newsBetween(before, lookAround(ws)) };
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

function lookAround(ws: TakeInReads): Look {
  const { unit, campaignDocument } = ws.store.facts();
  const open = conflictingRecords(ws, unit);
  return {
    receipt: canonicalJson(ws.store.receiptsRead(1).map(({ value }) => value)),
    standing: ownKeyState(ws),
    campaign: campaignDocument,
    records: statesOf(recordsOf(ws, unit), ({ head, value }) => [head, value]),
    open: statesOf(open, ({ heads }) => heads),
    returned: statesOf(
      returnedRecords(ws, unit).map(({ record }) => record),
      ({ heads }) => heads,
    ),
    held: ws.store.standings()["quarantine"] ?? 0,
  };
}

/** What people entered; that it was handed in is told elsewhere. */
function recordsOf(ws: Needs<RecordReader>, unit: string) {
  return ws.store.projected(unit).filter(({ kind }) => kind !== "report");
}

function statesOf<T extends Readonly<{ kind: string; record: string }>>(rows: readonly T[], stateOf: (row: T) => Json): States {
  return new Map(rows.map((row) => [`${row.kind} ${row.record}`, canonicalJson(stateOf(row))]));
}

function ownKeyState(ws: Needs<FactReader & TrustReader>): OwnKeyState {
  const grant = ws.store.authority().grants.get(ws.store.facts().selfKey);
  if (isOver(grant)) return "revoked";
  return keyState(grant) === "in-force" ? "approved" : "unapproved";
}
