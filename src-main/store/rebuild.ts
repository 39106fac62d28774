// Builds the projection anew from the union: the answer must equal the one that grew import by import.
import type { Statements } from "./database.ts";
import { applyErasures } from "./erase.ts";
import { markHandedIn } from "./handed-in.ts";
import { loadFeeds, loadJudge } from "./judge.ts";
import { projectRecords, type Touched } from "./project.ts";
import { rejudgeFeed } from "./rejudge.ts";

/** Folds everything again. Runs in a transaction; nothing of the union is changed but the standing of entries. */
export function rebuildProjection(statements: Statements): void {
  const judge = loadJudge(statements);
  const feeds = [...loadFeeds(statements).values()];
  for (const feed of feeds) rejudgeFeed(statements, feed, judge, () => undefined);
  applyErasures(statements, judge, () => undefined);
  statements("DELETE FROM attachment").run();
  statements("INSERT INTO search (search) VALUES ('delete-all')").run();
  projectRecords(statements, allRecords(statements));
  markHandedIn(statements, new Set(feeds.map((feed) => feed.unit)));
}

function allRecords(statements: Statements): Touched[] {
  const rows = statements("SELECT id, kind FROM record ORDER BY id").all() as { id: number; kind: string }[];
  return rows.map((row) => ({ ...row, fresh: false, added: [], reload: true }));
}
