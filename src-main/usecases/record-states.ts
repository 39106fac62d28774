// The states of records, for lists of the screen and of the terminal.
import { recordState, type RecordState } from "../domain/record-state.ts";
import type { Desk } from "./desk.ts";
import { reviewsByRecord, reviewStateOf } from "./review.ts";
import type { RecordView } from "./store-port.ts";

/** Gathers what decides the states of a list, once for all of it. Only an activity is nothing without evidence. */
export function recordStates(desk: Desk): (record: RecordView) => RecordState {
  const atCounty = desk.store.facts().role === "county";
  const reviewOf = reviewsByRecord(desk);
  const handedIn = desk.store.handedIn();
  const facts = {
    atCounty,
    handedIn,
    returned: (record: RecordView) => reviewStateOf(reviewOf(record), record.heads) === "returned",
    received: atCounty ? handedIn : desk.store.receipted(),
  };
  return (record) => recordState<RecordView>(record, facts, record.kind !== "activity");
}
