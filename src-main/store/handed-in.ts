// Which entries lie in a hand-in that was received: all that its frontier names must be held.
import type { Frontier } from "../domain/entry.ts";
import { toBlob, valueOf } from "./codec.ts";
import type { Statements } from "./database.ts";

/** Sets `feed.handed_in_seq` anew from the reports that the given units show now: one that no longer holds hands nothing in. */
export function markHandedIn(statements: Statements, units: ReadonlySet<string>): void {
  for (const unit of units) {
    statements("UPDATE feed SET handed_in_seq = -1 WHERE unit = ? AND handed_in_seq <> -1").run(unit);
    const rows = statements("SELECT value FROM record WHERE kind = 'report' AND unit = ? AND status = 'shown'").all(unit) as {
      value: string;
    }[];
    for (const row of rows) markReport(statements, unit, valueOf(row.value)?.["frontier"] as unknown as Frontier | undefined);
  }
}

function markReport(statements: Statements, unit: string, frontier: Frontier | undefined): void {
  if (frontier === undefined || missingOf(statements, frontier).length > 0) return;
  for (const [feed, tips] of Object.entries(frontier)) {
    const seq = Math.max(...tips.map((tip) => tip.seq));
    statements("UPDATE feed SET handed_in_seq = max(handed_in_seq, ?) WHERE hash = ? AND unit = ?").run(seq, toBlob(feed), unit);
  }
}

/** A stretch of a feed that a frontier names and that is not here. */
export type MissingRange = Readonly<{ feed: string; fromSeq: number; toSeq: number }>;

/** What of a frontier is missing here; empty if all of it is held. */
export function missingOf(statements: Statements, frontier: Frontier): readonly MissingRange[] {
  return Object.entries(frontier).flatMap(([feed, tips]) => tips.flatMap((tip) => missingBelow(statements, feed, tip)));
}

function missingBelow(
  statements: Statements,
  feed: string,
  tip: Readonly<{ seq: number; hash: string }>,
): readonly MissingRange[] {
  const tipHere = statements("SELECT 1 FROM entry WHERE hash = ?").get(toBlob(tip.hash)) !== undefined;
  const { held } = statements(
    "SELECT count(DISTINCT entry.seq) AS held FROM entry JOIN feed ON feed.id = entry.feed_id WHERE feed.hash = ? AND entry.seq <= ?",
  ).get(toBlob(feed), tip.seq) as { held: number };
  if (tipHere && held === tip.seq + 1) return [];
  const rows = statements(`
    SELECT DISTINCT entry.seq FROM entry JOIN feed ON feed.id = entry.feed_id WHERE feed.hash = ? AND entry.seq <= ? ORDER BY entry.seq`).all(
    toBlob(feed),
    tip.seq,
  ) as { seq: number }[];
  const places = rows.map((row) => row.seq).filter((seq) => tipHere || seq !== tip.seq);
  return rangesNotIn(places, feed, tip.seq);
}

/** The stretches between the held places; by gap and not by place, because a claim may name any number. @param held ascending. */
function rangesNotIn(held: readonly number[], feed: string, toSeq: number): readonly MissingRange[] {
  const borders = [...held, toSeq + 1];
  return borders.flatMap((seq, index) => {
    const fromSeq = index === 0 ? 0 : (borders[index - 1] ?? 0) + 1;
    return fromSeq < seq ? [{ feed, fromSeq, toSeq: seq - 1 }] : [];
  });
}
