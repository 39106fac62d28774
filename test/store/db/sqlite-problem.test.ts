// SQLite's failures in the product's words: every code of the library in use, and real disks that are full, fail and forget.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { openDatabase, inTransaction, type Db } from "../../../src-main/store/db/database.ts";
import { asProblem, codeOfSqlite } from "../../../src-main/store/db/sqlite-problem.ts";
import { codeOf } from "../../support/codes.ts";
import { plugIn, plugInCounterfeit } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** Extended codes that mean something else than their family. */
const EXACT: Readonly<Record<string, string | undefined>> = {
  SQLITE_IOERR_SHMSIZE: "disk-full",
  SQLITE_IOERR_NOMEM: undefined,
  SQLITE_IOERR_DATA: "workspace-damaged",
  SQLITE_IOERR_VNODE: "folder-missing",
  SQLITE_IOERR_DELETE_NOENT: "folder-missing",
  SQLITE_READONLY_DBMOVED: "folder-missing",
};
const FAMILIES: Readonly<Record<string, string>> = {
  IOERR: "disk-failing",
  READONLY: "disk-read-only",
  CANTOPEN: "disk-read-only",
  BUSY: "workspace-busy",
  LOCKED: "workspace-busy",
  CORRUPT: "workspace-damaged",
};

test("every extended code of the families that concern the disk, as the header of the library lists them", () => {
  const home = dirname(createRequire(import.meta.url).resolve("better-sqlite3/package.json"));
  const header = readFileSync(join(home, "deps/sqlite3/sqlite3.h"), "utf8");
  const listed = [...header.matchAll(/^#define (SQLITE_(IOERR|READONLY|CANTOPEN|BUSY|LOCKED|CORRUPT)_\w+)\s+\(SQLITE_/gm)];
  expect(listed.length).toBeGreaterThan(45);
  for (const [, code = "", family = ""] of listed) {
    const expected = code in EXACT ? EXACT[code] : FAMILIES[family];
    expect([code, codeOfSqlite(code)]).toEqual([code, expected]);
  }
  expect(["SQLITE_FULL", "SQLITE_NOTADB", "SQLITE_IOERR", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_NOMEM"].map(codeOfSqlite)).toEqual([
    "disk-full",
    "workspace-damaged",
    "disk-failing",
    undefined,
    undefined,
  ]);
});

test("a native file that the system's loader refuses is told as a problem of this PC, not as a crash", async () => {
  const home = dirname(createRequire(import.meta.url).resolve("better-sqlite3/package.json"));
  const other = process.arch === "x64" ? "arm64" : "x64";
  const load = (path: string) => () => {
    try {
      process.dlopen({ exports: {} }, path);
    } catch (error) {
      throw asProblem(error, "anbao.db");
    }
  };
  expect(await codeOf(load(join(home, "prebuilds", `linux-${other}.node`)))).toBe("database-not-loaded");
  expect(await codeOf(load(join(home, "prebuilds", "absent.node")))).toBe("database-not-loaded");
});

/** Writes about four megabytes as one unit of work. */
function fill(db: Db): void {
  const insert = db.prepare("INSERT INTO fact (name, value) VALUES (?, ?)");
  inTransaction(db, () => Array.from({ length: 2000 }, (_, index) => insert.run(`n${index}`, "安".repeat(700))));
}

const factsOf = (db: Db) => db.prepare("SELECT name FROM fact").all();

describe("real disks", () => {
  test("full: told as full, the unit of work is taken back, and the store goes on when there is room again", async () => {
    const { path } = plugIn(join(await tempFolder(), "盘"), 2560);
    const db = openDatabase(join(path, "a.db"));
    inTransaction(db, () => db.prepare("INSERT INTO fact (name, value) VALUES ('先前', '在')").run());
    expect(await codeOf(() => fill(db))).toBe("disk-full");
    expect(factsOf(db)).toEqual([{ name: "先前" }]);
    execFileSync("mount", ["-o", "remount,size=32m", path]);
    fill(db);
    expect(factsOf(db)).toHaveLength(2001);
    expect(db.pragma("integrity_check", { simple: true })).toBe("ok");
    db.close();
  });

  test("failing while it is written to: what the disk could not keep is told as the system tells it, never as kept", async () => {
    const { path } = plugInCounterfeit(await tempFolder(), 3 * 1024);
    const db = openDatabase(join(path, "a.db"));
    expect(await codeOf(() => fill(db))).toMatch(/^disk-(full|failing)$/);
    expect(await codeOf(() => db.close())).toMatch(/^(done|disk-failing)$/);
  });

  test("torn out while it is read", async () => {
    const drive = plugInCounterfeit(await tempFolder(), 32 * 1024);
    const file = join(drive.path, "a.db");
    const db = openDatabase(file);
    fill(db);
    db.pragma("wal_checkpoint(TRUNCATE)");
    db.close();
    execFileSync("dd", [`if=${file}`, "iflag=nocache", "count=0"], { stdio: "ignore" });
    drive.tearOut();
    expect(await codeOf(() => openDatabase(file))).toBe("disk-failing");
  });

  test("locked: a store on a drive that may only be read", async () => {
    const drive = plugIn(join(await tempFolder(), "盘"), 8 * 1024);
    const file = join(drive.path, "a.db");
    openDatabase(file).close();
    drive.lock();
    expect(await codeOf(() => openDatabase(file))).toBe("disk-read-only");
  });
});
