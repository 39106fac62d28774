// A workspace whose making was cut off is none: it cannot be opened, is not offered, and goes before the next one is made or at the next start.
import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { openWorkspace } from "../../../src-main/compose/door.ts";
import { beginMaking, clearHalfMade, isInMaking, sweepHalfMade } from "../../../src-main/compose/workspace/half-made.ts";
import { STORE_FILE } from "../../../src-main/session/current/workspace-names.ts";
import { lockWorkspace } from "../../../src-main/store/db/lock.ts";
import { codeOf } from "../../support/codes.ts";
import { makeOffice, PIN, seasonClock, surroundingsOf, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** As a run that was killed leaves it. */
async function halfMade(folder: string): Promise<void> {
  await madeWithMark(folder);
  const db = new Database(join(folder, STORE_FILE));
  db.exec("DELETE FROM fact WHERE name = 'made'");
  db.close();
}

/** As a power cut leaves a whole one whose mark had been removed last. */
async function madeWithMark(folder: string): Promise<void> {
  await (await makeOffice(folder, TOWN, seasonClock())).close();
  beginMaking(folder);
}

test("it is no workspace, and the same one can be made there; what lay there before stays", async () => {
  const folder = join(await tempFolder(), "unit-1");
  await halfMade(folder);
  writeFileSync(join(folder, "别的.txt"), "");
  expect(await codeOf(() => openWorkspace(folder, PIN, surroundingsOf(seasonClock())))).toBe("workspace-not-found");
  await (await makeOffice(folder, TOWN, seasonClock())).close();
  expect([isInMaking(folder), existsSync(join(folder, "别的.txt"))]).toEqual([false, true]);
  await (await openWorkspace(folder, PIN, surroundingsOf(seasonClock()))).close();
});

test("it goes at the next start, unless it is being made", async () => {
  const home = await tempFolder();
  await halfMade(join(home, "rebuilt-1"));
  await (await makeOffice(join(home, "unit-2"), TOWN, seasonClock())).close();
  const lock = lockWorkspace(join(home, "rebuilt-1"));
  expect(await codeOf(async () => clearHalfMade(join(home, "rebuilt-1")))).toBe("workspace-busy");
  sweepHalfMade(home);
  expect(readdirSync(home)).toEqual(["rebuilt-1", "unit-2"]);
  lock.release();
  sweepHalfMade(home);
  expect(readdirSync(home)).toEqual(["unit-2"]);
});

test("a made one whose mark came back with a power cut is never removed: it only loses the mark", async () => {
  const home = await tempFolder();
  const folder = join(home, "unit-1");
  await madeWithMark(folder);
  sweepHalfMade(home);
  clearHalfMade(folder);
  expect(isInMaking(folder)).toBe(false);
  expect(await codeOf(() => makeOffice(folder, TOWN, seasonClock()))).toBe("workspace-exists");
  await (await openWorkspace(folder, PIN, surroundingsOf(seasonClock()))).close();
  expect(readdirSync(folder)).toContain(STORE_FILE);
  expect(readdirSync(folder)).not.toContain("anbao.making");
});

test("one whose database cannot be read is never removed either: opening it says what is wrong", async () => {
  const home = await tempFolder();
  const folder = join(home, "unit-1");
  await madeWithMark(folder);
  writeFileSync(join(folder, STORE_FILE), "no database at all, but it may have been one".repeat(100));
  sweepHalfMade(home);
  expect(await codeOf(() => openWorkspace(folder, PIN, surroundingsOf(seasonClock())))).toBe("workspace-damaged");
});

test("one that was cut off before its database held anything goes", async () => {
  const home = await tempFolder();
  for (const [name, bytes] of [
    ["nothing", undefined],
    ["empty", ""],
  ] as const) {
    const folder = join(home, name);
    mkdirSync(folder);
    beginMaking(folder);
    if (bytes !== undefined) writeFileSync(join(folder, STORE_FILE), bytes);
  }
  new Database(join(home, "empty", STORE_FILE)).exec("CREATE TABLE other (name TEXT)").close();
  sweepHalfMade(home);
  expect(readdirSync(home)).toEqual([]);
});

test("without its database one that holds copies of it is never removed", async () => {
  const home = await tempFolder();
  const folder = join(home, "unit-1");
  await madeWithMark(folder);
  rmSync(join(folder, STORE_FILE));
  mkdirSync(join(folder, "backups"), { recursive: true });
  writeFileSync(join(folder, "backups", "2021-06-01T000000000Z.db"), "a copy");
  sweepHalfMade(home);
  writeFileSync(join(folder, STORE_FILE), "");
  sweepHalfMade(home);
  expect(readdirSync(folder)).toContain("keys.json");
});

test("asking leaves the journal, by which the next opening sees that the last run was cut off", async () => {
  const folder = join(await tempFolder(), "unit-1");
  await madeWithMark(folder);
  const held = new Database(join(folder, STORE_FILE));
  held.pragma("journal_mode = WAL");
  held.exec("INSERT INTO fact (name, value) VALUES ('lastCheck', '1')");
  for (const name of [STORE_FILE, `${STORE_FILE}-wal`]) copyFileSync(join(folder, name), join(folder, `copy-${name}`));
  held.close();
  for (const name of [STORE_FILE, `${STORE_FILE}-wal`]) renameSync(join(folder, `copy-${name}`), join(folder, name));
  expect(isInMaking(folder)).toBe(false);
  expect(existsSync(join(folder, `${STORE_FILE}-wal`))).toBe(true);
});
