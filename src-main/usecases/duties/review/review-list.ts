// What the county has to look at, in pages: records of one kind, or of all ledgers, by what was decided about them.
import { reviewStateOf } from "../../../domain/duties/judgement.ts";
import type { RecordKey } from "../../../domain/record/projected.ts";
import type { Needs } from "../../workspace.ts";
import type { RecordQuery, RecordView, RecordReader } from "../../ports/store/records.ts";
import { typedLedgers } from "../../records/drafts/ledger-fields.ts";
import { reviewsByRecord, type Review } from "./review.ts";
import type { ReportReader } from "../../ports/store/reports.ts";

export type ReviewState = "new" | Exclude<ReturnType<typeof reviewStateOf>, "none">;

/** A record with what was decided about it last. */
export type Reviewed = Readonly<{ record: RecordView; review: Review | undefined; state: ReviewState }>;

/** `pending`: nobody has decided, or it was changed since. */
export type ReviewFilter = "pending" | "accepted" | "returned";

/** Where a page goes on: in which of the kinds, and after which record of it. */
export type ReviewCursor = Readonly<{ at: number; after?: RecordQuery["after"] }>;

const PAGE = 50;

/** @param kind or `ledger`: all kinds of the campaign's ledgers, one after the other. */
export function reviewPage(
  ws: Needs<RecordReader, "campaign">,
  kind: string,
  filter: ReviewFilter,
  start: ReviewCursor = { at: 0 },
): Readonly<{ rows: readonly Reviewed[]; next: ReviewCursor | undefined }> {
  const judge = judging(ws);
  const kinds = kind === "ledger" ? typedLedgers(ws, undefined).map((ledger) => ledger.kind) : [kind];
  const rows: Reviewed[] = [];
  let from = start;
  while (from.at < kinds.length && rows.length < PAGE) {
    const { at, after } = from;
    const query = { kind: kinds[at] ?? kind, limit: PAGE - rows.length };
    const page = ws.store.records(after === undefined ? query : { ...query, after });
    const judged = page.records.map(judge);
    rows.push(...judged.filter(({ record, state }) => filterOf(state) === filter && !ws.store.isOnBehalf(record)));
    from = page.next === undefined ? { at: at + 1 } : { at, after: page.next };
  }
  return { rows, next: from.at < kinds.length ? from : undefined };
}

/** One record with its review; gathered once for a whole list. */
export function judging(ws: Needs<RecordReader>): (record: RecordView) => Reviewed {
  const reviewOf = reviewsByRecord(ws);
  return (record) => {
    const review = reviewOf(record);
    const state = reviewStateOf(review, record.heads);
    return { record, review, state: state === "none" ? "new" : state };
  };
}

/** When a record of a unit came here; null if it was written here. */
export function arrivedMs(ws: Needs<ReportReader>, { unit, kind, record }: RecordKey): number | null {
  return ws.store.arrivals([kind]).find((one) => one.unit === unit && one.record === record)?.receivedMs ?? null;
}

function filterOf(state: ReviewState): ReviewFilter {
  return state === "accepted" || state === "returned" ? state : "pending";
}
