// What a program that died left in the media store goes at the next opening, and nothing that is still somebody's.
import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { realFs } from "../../../src-main/media/keep/fs-port.ts";
import { isLeftover } from "../../../src-main/media/keep/leftovers.ts";
import { run } from "../made-files.ts";
import { freshFolder, incomingNames, openStore, quietly, inPieces } from "../temp-store.ts";

test("opening clears what the dead left and nothing else", async () => {
  const root = join(freshFolder(), "media");
  await openStore(root);
  const dead = Number(run(process.execPath, "-p", "process.pid"));
  const names = {
    dead: `${dead}-aa-01.part`,
    oldSelf: `${process.pid}-aa-02.part`,
    sibling: `${process.pid}-bb-03.part`,
    alive: `${process.ppid}-aa-04.part`,
    foreign: "notes.txt",
  };
  for (const name of Object.values(names)) writeFileSync(join(root, ".incoming", name), "x");
  utimesSync(join(root, ".incoming", names.oldSelf), 1, 1);
  await openStore(root);
  expect(incomingNames(root).sort()).toEqual([names.sibling, names.alive, names.foreign].sort());
});

test("a leftover that is held keeps no store shut; it goes the next time", async () => {
  const root = join(freshFolder(), "media");
  await openStore(root);
  writeFileSync(join(root, ".incoming", "999999999-aa-01.part"), "x");
  const held = () => Promise.reject(Object.assign(new Error("held"), { code: "EPERM" }));
  await openStore(root, { ...realFs, unlink: held });
  expect(incomingNames(root)).toHaveLength(1);
  await openStore(root);
  expect(incomingNames(root)).toEqual([]);
});

test("a temporary file of a live process goes only after a day of silence", () => {
  const opening = { owner: { pid: 1, session: "aa" }, startedAtMs: 5e9, nowMs: 1e10, isAlive: () => true };
  expect(isLeftover("7-cc-dd.part", 1e10 - 3600_000, opening)).toBe(false);
  expect(isLeftover("7-cc-dd.part", 1e10 - 25 * 3600_000, opening)).toBe(true);
  expect(isLeftover("7-cc-dd.part", 1e10, { ...opening, isAlive: () => false })).toBe(true);
  expect(isLeftover("1-aa-dd.part", 0, opening)).toBe(false);
});

test("a mutation under two stores of one process never takes the other's pending file", async () => {
  const root = join(freshFolder(), "media");
  const first = await openStore(root);
  const pending = await first.intakeStream(inPieces(Buffer.from("mine"), 4), quietly());
  const second = await openStore(root);
  expect(existsSync(pending.tempPath)).toBe(true);
  await first.commit([pending]);
  expect(await second.sizeOf(pending.sha256)).toBeDefined();
});
