// The store that the use cases see: one connection, one writer; each port of it in the file of its name in `ports/`.
import { basename } from "node:path";
import { Problem } from "../domain/problem.ts";
import type { Facts } from "../usecases/ports/store/facts.ts";
import type { Store } from "../usecases/ports/store/store.ts";
import { openApart } from "./apart/apart.ts";
import { inTransaction, openDatabase, statementsOf, tellingStatements, type Db, type Statements } from "./db/database.ts";
import { readFact, writeFact, type FactName } from "./db/facts.ts";
import { likenessesOf } from "./looks/likeness.ts";
import { factsOfMediaOf } from "./looks/media-facts.ts";
import type { Connection } from "./ports/connection.ts";
import { copiesOf } from "./ports/copies.ts";
import { deliveriesOf } from "./ports/deliveries.ts";
import { draftsOf } from "./ports/drafts.ts";
import { exportsOf } from "./ports/exports.ts";
import { factsOf } from "./ports/facts.ts";
import { feedsOf } from "./ports/feeds.ts";
import { galleryOf } from "./ports/media/gallery.ts";
import { importsOf } from "./ports/imports.ts";
import { originalsOf } from "./ports/originals.ts";
import { receiptsOf } from "./ports/receipts.ts";
import { recordsOf } from "./ports/records.ts";
import { reportsOf } from "./ports/reports.ts";
import { soundnessOf } from "./ports/soundness.ts";
import { trustOf } from "./ports/trust.ts";
import { volumesOf } from "./ports/volumes.ts";
import { isCounted, recountAll } from "./project/counted.ts";
import type { Source } from "./union/author.ts";
import { isFolded, rebuildProjection } from "./union/rebuild.ts";

/** Opens the store of an existing workspace. @throws {Problem} see {@link openDatabase} */
export function openStore(path: string, source: Source): Store {
  const db = openDatabase(path, { fileMustExist: true });
  try {
    return storeOf(db, source);
  } catch (cause) {
    db.close();
    throw cause instanceof Problem ? cause : new Problem("workspace-damaged", { path: basename(path) }, { cause });
  }
}

/** Creates the file of a new workspace with its first facts. */
export function createStore(path: string, source: Source, facts: Facts): Store {
  const db = openDatabase(path);
  const statements = statementsOf(db);
  inTransaction(db, () => {
    for (const [name, value] of Object.entries(facts)) if (value !== null) writeFact(statements, name as FactName, value);
  });
  return storeOf(db, source);
}

function storeOf(db: Db, source: Source): Store {
  const statements = tellingStatements(db);
  bringUpToDate(db, statements);
  const apart = openApart(db, source.nowMs);
  const connection: Connection = { db, statements, source, apart, write: (work) => inTransaction(db, work) };
  return {
    ...factsOf(connection),
    ...recordsOf(connection),
    ...reportsOf(connection),
    ...feedsOf(connection),
    ...trustOf(connection),
    ...importsOf(connection),
    ...deliveriesOf(connection),
    ...exportsOf(connection),
    ...receiptsOf(connection),
    ...volumesOf(connection),
    ...originalsOf(connection),
    ...factsOfMediaOf(connection),
    ...likenessesOf(connection),
    ...galleryOf(connection),
    ...draftsOf(connection),
    ...copiesOf(connection),
    ...soundnessOf(connection),
    settled: apart.settled,
    close: async () => {
      await apart.end();
      db.close();
    },
  };
}

/** Folds or counts anew what this program shows otherwise than the one that wrote it. */
function bringUpToDate(db: Db, statements: Statements): void {
  if (!isFolded(statements) || readFact(statements, "refold") !== undefined)
    inTransaction(db, () => {
      rebuildProjection(statements);
      statements("DELETE FROM fact WHERE name = 'refold'").run();
    });
  if (!isCounted(statements)) inTransaction(db, () => recountAll(statements));
}
