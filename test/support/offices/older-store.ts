// A workspace as an older program left it: its database with the schema of that time, and all that it could hold then.
import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { STORE_FILE } from "../../../src-main/session/current/workspace-names.ts";
import { MIGRATIONS } from "../../../src-main/store/db/migrate.ts";

/** Before what imports brought moved to a table of its own. */
export const OLDER_VERSION = 3;

/** Rewrites a closed workspace. The words for searching were not kept by the program of then: they are folded anew. */
export function makeOlder(home: string): void {
  const [path, newer] = [join(home, STORE_FILE), join(home, "newer.db")];
  renameSync(path, newer);
  const old = new Database(path);
  for (const sql of MIGRATIONS.slice(0, OLDER_VERSION)) old.exec(sql);
  old.pragma(`user_version = ${OLDER_VERSION}`);
  old.pragma("foreign_keys = OFF");
  old.prepare("ATTACH ? AS newer").run(newer);
  for (const table of tablesOf(old, "main")) {
    const columns = columnsOf(old, "main", table).filter((name) => columnsOf(old, "newer", table).includes(name));
    old.exec(`INSERT INTO main.${table} (${columns.join()}) SELECT ${columns.join()} FROM newer.${table}`);
  }
  old.exec("DELETE FROM fact WHERE name IN ('folded', 'counted')");
  old.pragma("journal_mode = WAL");
  old.exec("DETACH newer");
  old.close();
  rmSync(newer);
}

function tablesOf(db: Database.Database, schema: string): readonly string[] {
  const sql = "SELECT name FROM pragma_table_list WHERE schema = ? AND type = 'table' AND name NOT LIKE 'sqlite_%'";
  return db.prepare(sql).pluck().all(schema) as string[];
}

function columnsOf(db: Database.Database, schema: string, table: string): readonly string[] {
  return db.prepare("SELECT name FROM pragma_table_info(?, ?)").pluck().all(table, schema) as string[];
}
