// The states of records, for lists of the screen and of the terminal.
import { reviewStateOf } from "../../../domain/duties/judgement.ts";
import { stateOf, type RecordState } from "../../../domain/record/record-state.ts";
import type { Needs } from "../../workspace.ts";
import { reviewsByRecord } from "./review.ts";
import type { RecordView, RecordReader } from "../../ports/store/records.ts";
import type { FactReader } from "../../ports/store/facts.ts";
import type { ReportReader } from "../../ports/store/reports.ts";

/** Gathers what decides the states of a list, once for all of it. Only an activity is nothing without evidence. */
export function recordStates(ws: Needs<FactReader & RecordReader & ReportReader>): (record: RecordView) => RecordState {
  const atCounty = ws.store.facts().role === "county";
  const reviewOf = reviewsByRecord(ws);
  const handedIn = ws.store.handedIn();
  const received = atCounty ? handedIn : ws.store.receipted();
  return (record) =>
    stateOf({
      conflict: record.conflicts.length > 0,
      needsCheck: record.needsCheck,
      waiting: record.waiting,
      returned: reviewStateOf(reviewOf(record), record.heads) === "returned",
      lacksEvidence: record.kind === "activity" && !record.evidenced,
      received: received(record),
      handedIn: handedIn(record),
      atCounty,
    });
}
