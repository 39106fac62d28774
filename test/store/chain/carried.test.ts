// When an entry was received: of all bundles that carried it the earliest, branch by branch; and workspaces from before that table.
import Database from "better-sqlite3";
import { join } from "node:path";
import { expect, test } from "vitest";
import { receivedOf } from "../../../src-main/store/chain/carried.ts";
import { openDatabase, statementsOf } from "../../../src-main/store/db/database.ts";
import { MIGRATIONS } from "../../../src-main/store/db/migrate.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const hash = (byte: number): Buffer => Buffer.alloc(32, byte);
const text = (prev: Buffer | null): string => JSON.stringify({ prev: prev === null ? null : prev.toString("hex") });
const IMPORT = `INSERT INTO import (id, bundle, signer, purpose, unit, number, exported_ms, read_ms, received_ms, means, file_name, result)
  VALUES (?, ?, zeroblob(32), 'hand-in', 'u', 1, 0, 0, ?, 'usb', 'f', '{}')`;

test("a workspace from before: what an import brought first is dated by it, and a plan uses the index", async () => {
  const path = join(await tempFolder(), "old.db");
  const old = new Database(path);
  MIGRATIONS.slice(0, 3).forEach((sql) => old.exec(sql));
  old.pragma("user_version = 3");
  old.exec("INSERT INTO feed (id, hash, key, unit, audience, nonce) VALUES (1, zeroblob(32), zeroblob(32), 'u', 'county', 'n')");
  old.prepare(IMPORT).run(7, hash(1), 5000);
  const entry = old.prepare("INSERT INTO entry (hash, feed_id, seq, import_id, standing, text) VALUES (?, 1, ?, 7, 'good', ?)");
  [0, 1, 2].forEach((seq) => entry.run(hash(10 + seq), seq, text(seq === 0 ? null : hash(9 + seq))));
  old.close();
  const db = openDatabase(path);
  const statements = statementsOf(db);
  const place = (seq: number) => ({ hash: hash(10 + seq), seq, feed_id: 1, feed: Buffer.alloc(32) });
  expect([0, 1, 2].map((seq) => receivedOf(statements, place(seq)))).toEqual([5000, 5000, 5000]);
  db.prepare(IMPORT).run(8, hash(2), 3000);
  const carry = db.prepare(
    "INSERT INTO carried (import_id, feed, from_seq, to_seq, hash, received_ms) VALUES (8, zeroblob(32), 0, 1, ?, 3000)",
  );
  carry.run(hash(11));
  expect([0, 1, 2].map((seq) => receivedOf(statements, place(seq)))).toEqual([3000, 3000, 5000]);
  // another branch at the same place is not what that bundle carried
  db.prepare("INSERT INTO entry (hash, feed_id, seq, standing, text) VALUES (?, 1, 1, 'good', ?)").run(hash(40), text(hash(10)));
  expect(receivedOf(statements, { ...place(1), hash: hash(40) })).toBeNull();
  const plan = db
    .prepare("EXPLAIN QUERY PLAN SELECT hash FROM carried WHERE feed = ? AND to_seq >= ? AND from_seq <= ? ORDER BY received_ms")
    .all(hash(0), 1, 1) as { detail: string }[];
  expect(plan.map((row) => row.detail).join("\n")).toMatch(/INDEX carried_by_feed \(feed=\? AND to_seq>\?\)/);
  db.close();
});
