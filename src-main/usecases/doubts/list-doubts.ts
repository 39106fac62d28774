// The list of 存疑照片 for those who look through them: each once, without those that somebody does not want to be told again.
import { DOUBT_REASONS, eachPairOnce, type Doubt, type DoubtReason } from "../../domain/doubts/doubts-of.ts";
import type { LikenessReader, LikenessWriter } from "../ports/store/looks/likeness.ts";
import type { RecordReader } from "../ports/store/records.ts";
import type { Needs } from "../workspace.ts";
import { doubtId, doubtsAmong } from "./find-doubts.ts";

/** `id` names it when it is dismissed. */
export type ListedDoubt = Doubt & Readonly<{ id: string; dismissed: boolean }>;

export type ListDoubtsNeeds = Needs<LikenessReader & RecordReader, "campaign" | "sha256">;

/** All doubts about what is shown here, the gravest first. @param which `open`: those that nobody dismissed; `dismissed`: the others. */
export function listDoubts(ws: ListDoubtsNeeds, which: "open" | "dismissed"): readonly ListedDoubt[] {
  const dismissed = ws.store.dismissedDoubts();
  const found = eachPairOnce(doubtsAmong(ws, ws.store.projected()));
  return found
    .map((doubt) => {
      const id = doubtId(ws, doubt);
      return { ...doubt, id, dismissed: dismissed.has(id) };
    })
    .filter((doubt) => doubt.dismissed === (which === "dismissed"))
    .toSorted((a, b) => weightOf(a.reason) - weightOf(b.reason));
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
