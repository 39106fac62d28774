// The states of records, for lists of the screen and of the terminal.
import { reviewStateOf } from "../domain/judgement.ts";
import { stateOf, type RecordState } from "../domain/record-state.ts";
import type { Desk } from "./desk.ts";
import { reviewsByRecord } from "./review.ts";
import type { RecordView } from "./store-port.ts";

/** Gathers what decides the states of a list, once for all of it. Only an activity is nothing without evidence. */
export function recordStates(desk: Desk): (record: RecordView) => RecordState {
  const atCounty = desk.store.facts().role === "county";
  const reviewOf = reviewsByRecord(desk);
  const handedIn = desk.store.handedIn();
  const received = atCounty ? handedIn : desk.store.receipted();
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
