// What a hand-in tells besides the activities of its period: ledgers and documents of the period, and whatever has not left yet.
import { COUNTED_KINDS } from "../domain/kinds.ts";
import type { Desk } from "./desk.ts";
import { recordsOut } from "./left-here.ts";
import type { RecordView } from "./store-port.ts";

const MOST_LISTED = 1000;

/** @param from, to local times, the second is the first one after the period. */
export function contentsBeside(desk: Desk, from: string, to: string): readonly RecordView[] {
  const { unit } = desk.store.facts();
  const isOut = recordsOut(desk);
  const belongs = (record: RecordView): boolean =>
    isWithin(record.occurred, from, to) ? record.kind !== "activity" : !isOut(record);
  return [...COUNTED_KINDS].flatMap((kind) => desk.store.records({ kind, unit, limit: MOST_LISTED }).records.filter(belongs));
}

/** A day stands for its beginning, as it does in figures. */
function isWithin(occurred: string | null, from: string, to: string): boolean {
  if (occurred === null) return false;
  const time = occurred.length === 10 ? `${occurred}T00:00` : occurred;
  return time >= from && time < to;
}
