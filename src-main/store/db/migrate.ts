// Brings a workspace file to the newest schema: all steps and their number in one transaction, after a copy of the file.
import { existsSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { whenNotHeldBlocking } from "../../disk/held-file.ts";
import { blockingCalls, placeBlocking } from "../../disk/small-file.ts";
import { Problem } from "../../domain/problem.ts";
import { initial } from "../migrations/001-initial.ts";
import { receipts } from "../migrations/002-receipts.ts";
import { importRuns } from "../migrations/003-import-runs.ts";
import { countyPcs } from "../migrations/004-county-pcs.ts";
import { volumes } from "../migrations/005-volumes.ts";
import { handedIn } from "../migrations/006-handed-in.ts";
import { openings } from "../migrations/007-openings.ts";
import { damaged } from "../migrations/008-damaged.ts";
import { leaving } from "../migrations/009-leaving.ts";
import { mediaFacts } from "../migrations/010-media-facts.ts";
import { likeness } from "../migrations/011-likeness.ts";
import { gallery } from "../migrations/012-gallery.ts";
import { renditions } from "../migrations/013-renditions.ts";

/** Schema steps in order; `user_version` counts them. */
export const MIGRATIONS: readonly string[] = [
  initial,
  receipts,
  importRuns,
  countyPcs,
  volumes,
  handedIn,
  openings,
  damaged,
  leaving,
  mediaFacts,
  likeness,
  gallery,
  renditions,
];

/**
 * Applies the steps that are missing: all of them, or none.
 *
 * @throws {Problem} `workspace-newer` if the file was written by a newer program.
 */
export function migrate(db: Database.Database, path: string): void {
  const version = db.pragma("user_version", { simple: true }) as number;
  if (version > MIGRATIONS.length) throw new Problem("workspace-newer", { found: version, known: MIGRATIONS.length });
  if (version > 0 && path !== ":memory:" && hasErased(db)) dropCopies(path);
  if (version > 0 && version < MIGRATIONS.length) keepCopy(db, path, version);
  if (version === MIGRATIONS.length) return;
  db.transaction(() => {
    for (const sql of MIGRATIONS.slice(version)) db.exec(sql);
    db.pragma(`user_version = ${MIGRATIONS.length}`);
  }).immediate();
}

/** Removes the copies of earlier schemas: they hold what has just been erased, and this schema has proved itself since. */
export function dropCopies(path: string): void {
  for (const version of MIGRATIONS.keys())
    try {
      whenNotHeldBlocking(() => rmSync(copyOf(path, version), { force: true }));
    } catch {
      continue; // what is erased is erased: the next opening tries again
    }
}

/** What cannot be read keeps nobody from opening the file: there it is looked through and mended. */
function hasErased(db: Database.Database): boolean {
  try {
    return db.prepare("SELECT 1 FROM erased LIMIT 1").get() !== undefined;
  } catch (cause) {
    if (cause instanceof Database.SqliteError) return false;
    throw cause;
  }
}

function copyOf(path: string, version: number): string {
  return `${path}.v${version}`;
}

function keepCopy(db: Database.Database, path: string, version: number): void {
  const copy = copyOf(path, version);
  if (path === ":memory:" || existsSync(copy)) return;
  // A copy that was cut off must never pass for the copy.
  const part = `${copy}.part`;
  rmSync(part, { force: true });
  db.prepare("VACUUM INTO ?").run(part);
  blockingCalls.syncFile(part);
  placeBlocking(part, copy);
}
