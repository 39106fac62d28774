// A stick that is torn out between a file's name and the end may hold the file whole: its number is never given to another bundle.
import { join } from "node:path";
import { mkdirSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { Problem } from "../../../../src-main/domain/problem.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { exportBundle } from "../../../../src-main/usecases/sending/write/export-bundle.ts";
import { beginVolumes } from "../../../../src-main/usecases/sending/write/export-volumes.ts";
import { codeOf } from "../../../support/codes.ts";
import { enrolledPair, record } from "../../../support/offices/office.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

const WISH = { purpose: "hand-in", recipient: { kind: "county" }, plain: true, papers: [], full: true } as const;
const torn = (): never => {
  throw new Problem("disk-failing", { path: "U盘" });
};

/** The desk whose bundles fail when the file has its name, or before. */
function failing(ws: Workspace, isNamed: boolean): Workspace {
  const { bundles } = ws;
  const write: Workspace["bundles"]["write"] = async (source, target, progress) => {
    if (isNamed) await bundles.write(source, target, progress);
    return torn();
  };
  return { ...ws, bundles: { ...bundles, write } };
}

test.each([
  [true, 1],
  [false, 0],
])("failed with its name there (%s): so many numbers are used up: %i", async (isNamed, used) => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  const { number } = town.ws.store.nextExportNumber();
  expect(await codeOf(() => exportBundle(failing(town.ws, isNamed), { ...WISH, folder: stick }, UNWATCHED))).toBe("disk-failing");
  expect(town.ws.store.nextExportNumber().number).toBe(number + used);
});

test("a system that cannot tell its drives any more when the file gets its name: the number is used up", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  const { number } = town.ws.store.nextExportNumber();
  const { bundles, drives } = failing(town.ws, true);
  const state = { asked: 0 };
  // Asked before: for the name, and twice for the drive itself.
  const markOf = (path: string) => ((state.asked += 1) > 3 ? Promise.reject(new Error("no mounts")) : drives.markOf(path));
  await expect(
    exportBundle({ ...town.ws, bundles, drives: { ...drives, markOf } }, { ...WISH, folder: stick }, UNWATCHED),
  ).rejects.toThrow("no mounts");
  expect(state.asked).toBeGreaterThan(3);
  expect(town.ws.store.nextExportNumber().number).toBe(number + 1);
});

test("volumes: a plan that the full disk cannot keep leaves no files and no number behind", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const { store } = town.ws;
  const { number } = store.nextExportNumber();
  const keepPlan = () => {
    throw new Problem("disk-full", { path: "anbao.db" });
  };
  const full = { ...town.ws, store: { ...store, keepPlan } };
  expect(await codeOf(() => beginVolumes(full, WISH, 10_000_000, UNWATCHED))).toBe("disk-full");
  expect([readdirSync(town.ws.stagingDir), store.nextExportNumber().number]).toEqual([[], number]);
});

test("volumes: a first volume that got its name and failed keeps the number of its bundle; one that never got it does not", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  const { number } = town.ws.store.nextExportNumber();
  const unnamed = await beginVolumes(town.ws, WISH, 10_000_000, UNWATCHED);
  expect(await codeOf(() => unnamed.write(1, join(folder, "gone"), UNWATCHED))).toBe("folder-missing");
  await unnamed.close();
  expect(town.ws.store.nextExportNumber().number).toBe(number);
  const named = await beginVolumes(town.ws, WISH, 10_000_000, UNWATCHED);
  expect(await codeOf(() => named.write(1, stick, UNWATCHED, async () => torn()))).toBe("disk-failing");
  await named.close();
  expect(town.ws.store.nextExportNumber().number).toBe(number + 1);
});
