// Builds the projection anew from the union: the answer must equal the one that grew import by import.
import type { Statements } from "../db/database.ts";
import { recountAll } from "../project/counted.ts";
import { PROJECTION_VERSION } from "../chain/digests.ts";
import { applyErasures } from "./erase.ts";
import { readFact, writeFact } from "../db/facts.ts";
import { loadFeeds, loadJudge, type Feed, type Judge } from "../chain/judge.ts";
import { projectRecords, type Touched } from "../project/project.ts";
import { rejudgeFeed } from "./rejudge.ts";

/** Folds everything again. Runs in a transaction; nothing of the union is changed but the standing of entries. */
export function rebuildProjection(statements: Statements): void {
  const feeds = [...loadFeeds(statements).values()];
  const judge = judgeAll(statements, feeds);
  applyErasures(statements, judge, () => undefined);
  statements("DELETE FROM attachment").run();
  statements("INSERT INTO search (search) VALUES ('delete-all')").run();
  projectRecords(statements, allRecords(statements));
  recountAll(statements);
  writeFact(statements, "folded", FOLDED);
}

/** Raised when entries are judged otherwise though they are folded as before: what was good may be so no longer. */
const JUDGING_VERSION = 2;
const FOLDED = `${PROJECTION_VERSION}.${JUDGING_VERSION}`;

/** Whether the projection is that of this program: another's is folded again, as it may understand less. */
export function isFolded(statements: Statements): boolean {
  return readFact(statements, "folded") === FOLDED;
}

/** Twice where something is set aside: those records decide about others, so they are folded before the rest is judged. */
function judgeAll(statements: Statements, feeds: readonly Feed[]): Judge {
  const first = loadJudge(statements);
  for (const feed of feeds) rejudgeFeed(statements, feed, first, () => undefined);
  const deciding = allRecords(statements).filter((record) => record.kind === "set-aside");
  if (deciding.length === 0) return first;
  projectRecords(statements, deciding);
  const judge = loadJudge(statements);
  for (const feed of feeds) rejudgeFeed(statements, feed, judge, () => undefined);
  return judge;
}

function allRecords(statements: Statements): Touched[] {
  const rows = statements("SELECT id, kind FROM record ORDER BY id").all() as { id: number; kind: string }[];
  return rows.map((row) => ({ ...row, fresh: false, added: [], reload: true }));
}
