// The list of 存疑照片 for those who look through them: each once, without those that somebody does not want to be told again.
import { DOUBT_REASONS, eachPairOnce, type Doubt, type DoubtReason } from "../../domain/doubts/doubts-of.ts";
import type { LikenessReader, LikenessWriter } from "../ports/store/looks/likeness.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { ReportReader } from "../ports/store/reports.ts";
import type { Needs } from "../workspace.ts";
import { doubtId, doubtsAmong } from "./find-doubts.ts";

/** `id` names it when it is dismissed. `answered`: a report of its unit says that somebody there looked at it and dismissed it. */
export type ListedDoubt = Doubt & Readonly<{ id: string; dismissed: boolean; answered: boolean }>;

type DismissedNeeds = Needs<LikenessReader & RecordReader, "campaign" | "sha256">;

export type ListDoubtsNeeds = DismissedNeeds & Needs<ReportReader>;

/**
 * All doubts about what is shown here: first those that no unit answered, the gravest first.
 *
 * @param which `open`: those that nobody at this PC dismissed; `dismissed`: the others.
 */
export function listDoubts(ws: ListDoubtsNeeds, which: "open" | "dismissed"): readonly ListedDoubt[] {
  const dismissed = ws.store.dismissedDoubts();
  const answered = answersOf(ws);
  return eachPairOnce(doubtsAmong(ws, ws.store.projected()))
    .map((doubt) => {
      const id = doubtId(ws, doubt);
      const named = answered.get(doubt.record.unit)?.has(inReports(id)) === true;
      return { ...doubt, id, dismissed: dismissed.has(id), answered: named };
    })
    .filter((doubt) => doubt.dismissed === (which === "dismissed"))
    .toSorted((a, b) => Number(a.answered) - Number(b.answered) || weightOf(a.reason) - weightOf(b.reason));
}

/** What a report names of this unit's doubts that were dismissed here, so that the county knows of it. */
export function dismissedHere(ws: DismissedNeeds, unit: string): readonly string[] {
  const dismissed = ws.store.dismissedDoubts();
  if (dismissed.size === 0) return [];
  const ids = doubtsAmong(ws, ws.store.projected(unit)).map((doubt) => doubtId(ws, doubt));
  return [...new Set(ids.filter((id) => dismissed.has(id)).map(inReports))];
}

/** Reports name what they answer by the first digits of its id. */
function inReports(id: string): string {
  return id.slice(0, 16);
}

/** What the reports of each unit answer. */
function answersOf(ws: Needs<ReportReader>): ReadonlyMap<string, ReadonlySet<string>> {
  const byUnit = Map.groupBy(ws.store.reports(), ({ unit }) => unit);
  return new Map([...byUnit].map(([unit, reports]) => [unit, new Set(reports.flatMap(({ value }) => value.explained ?? []))]));
}

function weightOf(reason: DoubtReason): number {
  return DOUBT_REASONS.indexOf(reason);
}

/** Says that doubts are answered, or takes that back; here alone. Those that are not there any more need no answer. */
export function dismissDoubts(
  ws: ListDoubtsNeeds & Needs<LikenessWriter, "world">,
  ids: readonly string[],
  dismissed: boolean,
): void {
  const known = new Set(listDoubts(ws, dismissed ? "open" : "dismissed").map(({ id }) => id));
  const answered = ids.filter((id) => known.has(id));
  ws.store.dismissDoubts(answered, dismissed ? ws.world.nowMs() : null);
}
