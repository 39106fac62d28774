// Mends a database: damaged entries go aside and come back from copies that hold them whole; the rest is reckoned from the entries.
import Database from "better-sqlite3";
import { isSound } from "../../domain/feed/entry.ts";
import type { Mended } from "../../usecases/ports/store/soundness.ts";
import { Problem } from "../../domain/problem.ts";
import { admitLines } from "../union/admit.ts";
import type { Source } from "../union/author.ts";
import { lineOf, sha256, toBlob, toHex, type Line } from "../db/codec.ts";
import { statementsOf, type Db, type Statements } from "../db/database.ts";
import { readFact } from "../db/facts.ts";
import { giveUpFeeds } from "../machine/machine-binding.ts";
import { rebuildProjection } from "../union/rebuild.ts";
import { faultyEntries } from "./entry-faults.ts";
import { mendIndexes } from "./examine.ts";
import { factFaults } from "./fact-faults.ts";
import { mendOriginalRows } from "./original-rows.ts";
import { relink } from "./relink.ts";
import { STILL_DAMAGED, takeOut } from "./take-out.ts";

/**
 * Runs in a transaction.
 *
 * @param copies databases, the likeliest first.
 * @throws {Problem} `workspace-damaged` where the facts themselves are wrong: nothing is reckoned by them
 */
export function mendStore(db: Db, statements: Statements, source: Source, copies: readonly string[]): Mended {
  if (factFaults(statements).length > 0) throw new Problem("workspace-damaged", { path: "anbao.db" });
  db.pragma("defer_foreign_keys = ON");
  mendIndexes(db);
  takeOut(statements, [...faultyEntries(statements)]);
  relink(statements);
  const before = countLost(statements);
  for (const copy of copies) takeFrom(statements, copy);
  mendOriginalRows(statements);
  rebuildProjection(statements);
  mendOriginalRows(statements);
  const lost = countLost(statements);
  if (hasLostOwn(statements)) giveUpFeeds(statements, source, "mended");
  return { healed: before - lost, lost };
}

function countLost(statements: Statements): number {
  return (statements(`SELECT count(*) AS n ${STILL_DAMAGED}`).get() as { n: number }).n;
}

/** The place of an entry that is gone may be taken at the other end: this PC must not write there again. */
function hasLostOwn(statements: Statements): boolean {
  const own = toBlob(readFact(statements, "selfKey") ?? "");
  const lost = `SELECT 1 ${STILL_DAMAGED} AND damaged.hash NOT IN (SELECT hash FROM entry) AND feed IN (SELECT hash FROM feed WHERE key = ?)`;
  return statements(lost).get(own) !== undefined;
}

function takeFrom(statements: Statements, path: string): void {
  const lost = statements(`SELECT hash, import_id ${STILL_DAMAGED} ORDER BY feed, seq, hash`).all() as Lost[];
  for (const { line, lost: row } of wholeIn(path, lost)) {
    admitLines(statements, [line], null);
    statements("UPDATE entry SET import_id = coalesce(import_id, ?) WHERE hash = ?").run(row.import_id, row.hash);
  }
}

type Lost = Readonly<{ hash: Uint8Array; import_id: number | null }>;
type Found = Readonly<{ line: Line; lost: Lost }>;

/** Which of the lost entries a copy holds whole. One that cannot be read, or is of an earlier schema, holds none. */
function wholeIn(path: string, lost: readonly Lost[]): readonly Found[] {
  try {
    const copy = new Database(path, { readonly: true, fileMustExist: true });
    try {
      copy.pragma("trusted_schema = OFF");
      const find = statementsOf(copy)("SELECT hash, text, salt, value FROM entry WHERE hash = ?");
      return lost.flatMap((row) => {
        const found = find.get(row.hash) as Parameters<typeof lineOf>[0] | undefined;
        if (found === undefined || !isSound(sha256, { ...found, hash: toHex(found.hash) })) return [];
        return [{ line: lineOf(found), lost: row }];
      });
    } finally {
      copy.close();
    }
  } catch (cause) {
    if (cause instanceof Database.SqliteError) return [];
    throw cause;
  }
}
