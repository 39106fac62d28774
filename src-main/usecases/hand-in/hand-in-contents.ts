// What a hand-in tells besides the activities of its period: ledgers and documents of the period, and whatever has not left yet.
import { COUNTED_KINDS } from "../../domain/kinds/kinds.ts";
import type { Needs } from "../workspace.ts";
import { recordsOut } from "../duties/reports/exported-up-to.ts";
import type { RecordView, RecordReader } from "../ports/store/records.ts";
import type { ExportReader } from "../ports/store/exports.ts";
import type { FactReader } from "../ports/store/facts.ts";
import type { FeedReader } from "../ports/store/feeds.ts";

type HandInContentsNeeds = Needs<ExportReader & FactReader & FeedReader & RecordReader>;

/** @param from, to local times, the second is the first one after the period. */
export function contentsBeside(ws: HandInContentsNeeds, from: string, to: string): readonly RecordView[] {
  const { unit } = ws.store.facts();
  const isOut = recordsOut(ws);
  const belongs = (record: RecordView): boolean =>
    isWithin(record.occurred, from, to) ? record.kind !== "activity" : !isOut(record);
  return [...COUNTED_KINDS].flatMap((kind) => ws.store.allRecords({ kind, unit }).filter(belongs));
}

/** A day stands for its beginning, as it does in figures. */
function isWithin(occurred: string | null, from: string, to: string): boolean {
  if (occurred === null) return false;
  const time = occurred.length === 10 ? `${occurred}T00:00` : occurred;
  return time >= from && time < to;
}
