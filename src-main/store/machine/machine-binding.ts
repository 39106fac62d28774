// Binds the workspace to the PC and folder where it was opened last. One that was copied, moved or restored opens new feeds before it writes again, so
// that no feed is ever continued in two places.
import type { Origin } from "../../usecases/ports/store/facts.ts";
import type { Statements } from "../db/database.ts";
import { readFact, writeFact } from "../db/facts.ts";
import type { Source } from "../union/author.ts";

/**
 * Notes the place that the workspace is opened at. Where it was another one, its own feeds are given up.
 *
 * @param mark names the PC and folder; made outside the workspace and outside backups.
 * @see design.md §2 Feeds
 */
export function settleAt(statements: Statements, source: Source, mark: string): void {
  const known = readFact(statements, "machineMark");
  if (known === mark) return;
  if (known !== undefined) giveUpFeeds(statements, source, "moved");
  writeFact(statements, "machineMark", mark);
}

/** Gives up the own feeds: the next entry opens new ones. The county tells its units that it may have fallen behind. */
export function giveUpFeeds(statements: Statements, source: Source, why: Origin["why"]): void {
  statements("DELETE FROM fact WHERE name LIKE 'feed:%'").run();
  writeFact(statements, "origin", why);
  writeFact(statements, "originMs", String(source.nowMs()));
  if (readFact(statements, "role") === "county" && why !== "renewed") writeFact(statements, "regressed", source.randomHex(8));
  if (why === "restored") statements("DELETE FROM fact WHERE name = 'machineMark'").run();
}

/** Why this workspace opened new feeds last; undefined if it never had to. */
export function readOrigin(statements: Statements): Origin | undefined {
  const why = readFact(statements, "origin");
  if (why !== "moved" && why !== "restored" && why !== "renewed" && why !== "mended") return undefined;
  return { why, atMs: Number(readFact(statements, "originMs") ?? 0) };
}
