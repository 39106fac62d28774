// The schema is a reviewed text; every connection has the settings that durability and distrust need; reads use their indexes.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { openDatabase, statementsOf } from "../../src-main/store/db/database.ts";
import { MIGRATIONS } from "../../src-main/store/db/migrate.ts";
import { pageSql, searchSql } from "../../src-main/store/project/record-queries.ts";
import type { RecordQuery } from "../../src-main/usecases/ports/store/records.ts";
import { codeOf } from "../support/codes.ts";
import { ROOT } from "../support/tree.ts";
import { tempFolder } from "../support/temp-folder.ts";

const SNAPSHOT = join(ROOT, "test/store/schema.sql");

test("the schema is the reviewed one", () => {
  const db = openDatabase(":memory:");
  const rows = db
    .prepare(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'search\\_%' ESCAPE '\\' ORDER BY type DESC, name",
    )
    .all() as { sql: string }[];
  db.close();
  expect(rows.map(({ sql }) => `${sql};\n`).join("\n")).toBe(readFileSync(SNAPSHOT, "utf8"));
});

test("tables are strict, every reference is enforced", () => {
  const db = openDatabase(":memory:");
  const loose = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main' AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  expect(loose).toEqual([]);
  expect(() =>
    db.prepare("INSERT INTO entry (hash, feed_id, seq, standing, text) VALUES (zeroblob(32), 99, 0, 'good', '{}')").run(),
  ).toThrow(/FOREIGN KEY/);
  db.close();
});

describe("every connection", () => {
  test.each([
    ["journal_mode", "wal"],
    ["synchronous", 2],
    ["foreign_keys", 1],
    ["trusted_schema", 0],
    ["secure_delete", 1],
  ])("%s = %s, also when opened again", async (pragma, expected) => {
    const path = join(await tempFolder(), "a.db");
    for (const round of [1, 2]) {
      const db = openDatabase(path);
      expect([round, db.pragma(pragma, { simple: true })]).toEqual([round, expected]);
      expect(db.pragma("user_version", { simple: true })).toBe(MIGRATIONS.length);
      db.close();
    }
  });
});

describe("migration", () => {
  test("a file of a newer program is refused and left as it is", async () => {
    const path = join(await tempFolder(), "a.db");
    openDatabase(path).close();
    const raw = new Database(path);
    raw.pragma(`user_version = ${MIGRATIONS.length + 1}`);
    raw.close();
    const before = readFileSync(path);
    expect(await codeOf(() => openDatabase(path))).toBe("workspace-newer");
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test.each([
    ["a text", "这不是数据库，只是一段足够长的文字。".repeat(60)],
    ["the first half of a file", ""],
  ])("%s is damaged, not overwritten", async (_name, content) => {
    const path = join(await tempFolder(), "a.db");
    if (content === "") {
      openDatabase(path).close();
      writeFileSync(path, Buffer.concat([readFileSync(path).subarray(0, 4096), Buffer.alloc(9000, 7)]));
    } else writeFileSync(path, content);
    const before = readFileSync(path);
    expect(await codeOf(() => openDatabase(path).prepare("SELECT * FROM entry JOIN record JOIN feed").all())).toMatch(
      /workspace-damaged/,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(existsSync(path)).toBe(true);
  });
});

describe("query plans", () => {
  const db = openDatabase(":memory:");
  const statements = statementsOf(db);
  const planOf = (query: RecordQuery): string => {
    const { sql, parameters } = pageSql(query);
    return (statements(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[])
      .map((row) => row.detail)
      .join("\n");
  };
  const after = { occurred: "2021-06-01", id: 9 };
  const cases: [string, RecordQuery, RegExp][] = [
    ["a kind", { kind: "activity", limit: 50 }, /INDEX record_by_time \(kind=\?\)/],
    ["a kind, the next page", { kind: "activity", limit: 50, after }, /INDEX record_by_time/],
    ["a unit's", { kind: "activity", unit: "1", limit: 50 }, /INDEX record_by_unit \(unit=\? AND kind=\?\)/],
    ["a unit's, the next page", { kind: "activity", unit: "1", limit: 50, after }, /INDEX record_by_unit/],
    ["a span of time", { kind: "activity", from: "2021-06-01", to: "2021-06-08", limit: 50 }, /INDEX record_by_time \(kind=\? AND occurred>\? AND occurred<\?\)/],
    ["a unit's span of time", { kind: "activity", unit: "1", from: "2021-06-01", to: "2021-06-08", limit: 50 }, /INDEX record_by_unit \(unit=\? AND kind=\? AND occurred>\? AND occurred<\?\)/],
    ["without evidence", { kind: "activity", evidenced: false, limit: 50 }, /INDEX record_by_time \(kind=\?\)/],
    ["by code", { kind: "activity", code: "21101", limit: 50 }, /INDEX record_by_time \(kind=\?\)/],
  ]; // prettier-ignore

  test.each(cases)("%s: by its index, in order, without sorting", (_name, query, expected) => {
    expect(planOf(query)).toMatch(expected);
    expect(planOf(query)).not.toMatch(/TEMP B-TREE|SCAN record\b/);
  });

  test.each([true, false])(
    "a search, by kind %s: from the full-text index to each record by its id, in order, without sorting",
    (byKind) => {
      const parameters = ['"安全"', ...(byKind ? ["[]"] : []), 20];
      const plan = (statements(`EXPLAIN QUERY PLAN ${searchSql(byKind)}`).all(...parameters) as { detail: string }[]).map(
        (row) => row.detail,
      );
      expect(plan[0]).toMatch(/SCAN search VIRTUAL TABLE INDEX/);
      expect(plan[1]).toMatch(/SEARCH record USING INTEGER PRIMARY KEY/);
      expect(plan.join("\n")).not.toMatch(/TEMP B-TREE|SCAN record\b/);
    },
  );

  test("words: through the full-text index, never over all values", () => {
    expect(planOf({ kind: "activity", words: "安全", limit: 50 })).toMatch(/search VIRTUAL TABLE INDEX/);
    expect(planOf({ kind: "activity", words: "安全", limit: 50 })).not.toMatch(/SCAN record\b(?!.*INDEX)/);
  });
});
