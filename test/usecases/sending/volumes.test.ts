// Volumes between two offices: in any order, twice, with losses, they come to the same records and originals.
import { mkdirSync, readdirSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { Problem } from "../../../src-main/domain/problem.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { beginVolumes, writeVolumes } from "../../../src-main/usecases/sending/write/export-volumes.ts";
import { computeFigures } from "../../../src-main/usecases/figures/figures.ts";
import { codeOf } from "../../support/codes.ts";
import { filesBelow, workspaceState } from "../../support/offices/disk-state.ts";
import { enrolledPair, record, TOWN } from "../../support/offices/office.ts";
import { receiptTo, take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { handOverVolumes, largePicture } from "../../support/offices/volumes.ts";

const LIMIT = 150 * 1024;

async function townWithPictures(sizes: readonly number[]) {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  for (const [index, kiB] of sizes.entries())
    await record(town.ws, `活动${index + 1}`, {}, [await largePicture(join(folder, "photos"), `IMG_${index + 1}.png`, kiB)]);
  return { folder, county: county.ws, town: town.ws, home: join(folder, "county") };
}

async function clean(ws: Workspace): Promise<Readonly<{ problems: readonly unknown[]; missing: number; unnamed: number }>> {
  const { problems, media } = await checkWorkspace(ws, true, UNWATCHED);
  return { problems, missing: media.missing, unnamed: media.unnamed };
}

/** The table as both ends print it, without what is pending here. */
function figuresOf(ws: Workspace): unknown {
  return computeFigures(ws, TOWN, "total").rows.map(({ row, cumulative }) => ({ row, cumulative }));
}

const WHOLE = { problems: [], missing: 0, unnamed: 0 };

describe("any order", () => {
  test.each([
    ["sealed, first to last", false, (paths: readonly string[]) => paths],
    ["last to first", true, (paths: readonly string[]) => paths.toReversed()],
    ["each twice, volume 1 in the middle", true, (paths: readonly string[]) => [...paths.slice(1), ...paths, ...paths.slice(2)]],
  ])("%s: the same records and originals, nothing left over", async (_name, plain, order) => {
    const { folder, county, town, home } = await townWithPictures([60, 320, 30]);
    const paths = await handOverVolumes(folder, town, LIMIT, { plain });
    expect(paths.length).toBeGreaterThan(3);
    for (const path of paths) expect(statSync(path).size).toBeLessThanOrEqual(LIMIT);
    for (const path of order(paths)) await take(county, path);
    expect(await clean(county)).toEqual(WHOLE);
    expect(county.store.lackingMedia()).toEqual([]);
    expect(figuresOf(county)).toEqual(figuresOf(town));
    const originals = filesBelow(join(folder, "town", "media")).filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name));
    const held = filesBelow(join(home, "media")).filter((name) => /^[0-9a-f]{2}\/[0-9a-f]{64}$/.test(name));
    expect(held.filter((name) => originals.includes(name)).sort()).toEqual(originals.sort());
    const before = workspaceState(home, county);
    for (const path of paths.slice(1)) await take(county, path);
    expect(workspaceState(home, county)).toEqual(before);
  });
});

test("statistics are whole after volume 1; originals are pending until they come", async () => {
  const { folder, county, town } = await townWithPictures([200, 200]);
  const [first = "", ...others] = await handOverVolumes(folder, town, LIMIT);
  await take(county, first);
  expect(figuresOf(county)).toEqual(figuresOf(town));
  expect(county.store.lackingMedia(TOWN)).toHaveLength(2);
  for (const path of others) await take(county, path);
  expect(county.store.lackingMedia(TOWN)).toEqual([]);
  expect(figuresOf(county)).toEqual(figuresOf(town));
});

test("volume 1 lost: what came is kept, the next bundle brings entries and only what lay in volume 1", async () => {
  const { folder, county, town } = await townWithPictures([60, 420, 90]);
  await take(county, (await handOverVolumes(folder, town, LIMIT))[0] ?? "");
  await receiptTo(folder, county, town);
  await record(town, "后来", {}, [await largePicture(join(folder, "photos"), "IMG_0009.png", 300)]);
  const [lost = "", ...others] = await handOverVolumes(folder, town, LIMIT);
  expect(basename(lost)).toMatch(/-卷1共\d\.anbao$/);
  for (const path of others) await take(county, path);
  expect((await clean(county)).problems).toEqual([]);
  await receiptTo(folder, county, town);
  const again = await handOverVolumes(folder, town, 4_000_000);
  expect(again).toHaveLength(1);
  expect(statSync(again[0] ?? "").size).toBeLessThan(others.reduce((sum, path) => sum + statSync(path).size, 0));
  for (const path of again) await take(county, path);
  expect(await clean(county)).toEqual(WHOLE);
  expect(county.store.lackingMedia()).toEqual([]);
});

test("records and small pictures only: all entries, no original; a full export closes it", async () => {
  const { folder, county, town } = await townWithPictures([200]);
  const thin = await handOverVolumes(folder, town, 4_000_000, { recordsOnly: true });
  expect(statSync(thin[0] ?? "").size).toBeLessThan(120 * 1024);
  const { changes } = await take(county, thin[0] ?? "");
  expect(changes.added).toBeGreaterThan(0);
  expect(county.store.lackingMedia(TOWN)).toHaveLength(1);
  for (const path of await handOverVolumes(folder, town, LIMIT, { full: true })) await take(county, path);
  expect(await clean(county)).toEqual(WHOLE);
});

test("a limit that volume 1 cannot keep gives the number back, and nothing is left", async () => {
  const { folder, town } = await townWithPictures([20]);
  expect(await codeOf(() => handOverVolumes(folder, town, 8000))).toBe("volume-too-small");
  expect(town.store.plans()).toEqual([]);
  const stick = join(folder, "after");
  mkdirSync(stick);
  const [path = ""] = await handOverVolumes(folder, town, 4_000_000);
  expect(basename(path)).toBe("城关镇-第2包.anbao");
  expect(readdirSync(join(folder, "town", "staging"))).toEqual([]);
});

test("a volume that did not pass when it was read back counts as not written, and its file goes", async () => {
  const { folder, town } = await townWithPictures([60, 320]);
  const target = join(folder, "bad stick");
  mkdirSync(target);
  const volumes = await beginVolumes(
    town,
    { purpose: "hand-in", recipient: { kind: "county" }, plain: true, papers: [] },
    LIMIT,
    UNWATCHED,
  );
  const passed = (path: string) =>
    path.includes("卷2共") ? Promise.reject(new Problem("read-back-differs", { name: basename(path) })) : Promise.resolve();
  expect(await codeOf(() => writeVolumes(volumes, target, UNWATCHED, {}, passed))).toBe("read-back-differs");
  expect(volumes.volumes().map((one) => one.writtenMs !== null)).toEqual([
    true,
    ...volumes
      .volumes()
      .slice(1)
      .map(() => false),
  ]);
  expect(readdirSync(target)).toHaveLength(1);
  const { files } = await writeVolumes(volumes, target, UNWATCHED);
  expect(files[0]?.volume).toBe(2);
  await volumes.close();
});
