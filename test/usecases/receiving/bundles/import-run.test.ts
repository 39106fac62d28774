// Runs of imports: what is looked at is counted once, what is read is written down, what was cut off goes on, what was wrong is set
// aside and taken back.
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { findBundles, searchForBundles } from "../../../../src-main/usecases/receiving/bundles/find-bundles.ts";
import { findBundleFiles } from "../../../../src-main/bundle/read/find-bundle-files.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import {
  dropRun,
  importBatch,
  previewBatch,
  resumeImport,
} from "../../../../src-main/usecases/receiving/bundles/import-batch.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { listRuns } from "../../../../src-main/usecases/receiving/log/import-log.ts";
import { issueReceipts } from "../../../../src-main/usecases/receipts/receipt.ts";
import { setAsideImport, setAsides, takeBackImport } from "../../../../src-main/usecases/receiving/log/set-aside.ts";
import { codeOf } from "../../../support/codes.ts";
import { leftovers, workspaceState } from "../../../support/offices/disk-state.ts";
import { enrolledPair, handOver, record, TOWN } from "../../../support/offices/office.ts";
import { picture } from "../../../support/made/sample-files.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

const USB = { means: "usb" } as const;

/** Three bundles of one town, each with what the ones before hold. */
async function threeBundles(folder: string) {
  const pair = await enrolledPair(folder);
  const paths: string[] = [];
  for (const title of ["一", "二", "三"]) {
    await record(pair.town.ws, title, {}, [await picture(folder, `${title}.png`, paths.length * 50)]);
    paths.push(await handOver(folder, pair.town.ws));
  }
  return { ...pair, paths };
}

const shown = (ws: Workspace) =>
  ws.store
    .records({ kind: "activity", limit: 10 })
    .records.map((row) => row.title)
    .sort();

test("a batch is read in the order of its numbers, whatever the files are called, and its progress is that of the whole", async () => {
  const folder = await tempFolder();
  const { county, paths } = await threeBundles(folder);
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  const names = ["丙", "乙", "甲"].map((name) => join(stick, name));
  for (const [index, path] of paths.entries()) copyFileSync(path, names[index] ?? "");
  writeFileSync(join(stick, "坏.anbao"), "坏");
  const given = (await findBundles(county.ws, [stick])).toSorted();
  const seen: (readonly [number, number, number | undefined])[] = [];
  const progress = {
    report: (done: number, total: number, files?: Readonly<{ done: number }>) => void seen.push([done, total, files?.done]),
    signal: UNWATCHED.signal,
  };
  const looked = await previewBatch(county.ws, given, progress);
  expect(looked.paths).toEqual([...names, join(stick, "坏.anbao")]);
  const run = await importBatch(county.ws, given, USB, progress);
  expect(run.done.map(({ number }) => number)).toEqual(run.done.map(({ number }) => number).toSorted((a, b) => a - b));
  expect(run.done.map(({ changes }) => changes.newRecords > 0)).toEqual([true, true, true]);
  const half = seen.findIndex(([done], index) => index > 0 && done === 0);
  for (const part of [seen.slice(0, half), seen.slice(half)]) {
    expect(new Set(part.map(([, total]) => total)).size).toBe(1);
    expect(part.map(([done]) => done)).toEqual(part.map(([done]) => done).toSorted((a, b) => a - b));
    expect(part.at(-1)).toEqual([part[0]?.[1], part[0]?.[1], 4]);
  }
});

test("bundles are found by what they hold: renamed, hidden, in subfolders; the rest is passed over and counted", async () => {
  const folder = await tempFolder();
  const { county, town, paths } = await threeBundles(folder);
  const stick = join(folder, "U盘");
  for (const name of ["深/更深", "System Volume Information", ".hidden"]) mkdirSync(join(stick, name), { recursive: true });
  const [first = "", second = "", third = ""] = paths;
  copyFileSync(first, join(stick, "照片.jpg"));
  copyFileSync(second, join(stick, "深/更深/文件(2)"));
  copyFileSync(await handOver(folder, town.ws, true), join(stick, ".hidden/plain.zip"));
  copyFileSync(third, join(stick, "System Volume Information/x.anbao.age"));
  writeFileSync(join(stick, "._一.anbao"), "AppleDouble");
  writeFileSync(join(stick, "坏.anbao"), "坏");
  writeFileSync(join(stick, "名单.docx"), Buffer.from("504b030414000000", "hex"));
  symlinkSync(stick, join(stick, "深/回"));
  const found = await searchForBundles(county.ws, [stick], UNWATCHED.signal);
  const expected = [".hidden/plain.zip", "坏.anbao", "深/更深/文件(2)", "照片.jpg"];
  expect(found.paths).toEqual(expected.map((name) => join(stick, name)));
  expect(found).toMatchObject({ ignored: 1, capped: false });
  expect(await findBundles(county.ws, [first, join(folder, "无")])).toEqual([first, join(folder, "无")]);
  const limits = { depth: 1, files: 2, bundles: 9 };
  expect(await findBundleFiles([stick], UNWATCHED.signal, limits)).toMatchObject({ capped: true });
  const batch = await previewBatch(county.ws, found.paths, UNWATCHED);
  expect([batch.done.length, batch.refused.map((row) => row.problem.code)]).toEqual([3, ["bundle-not-zip"]]);
});

test("the preview of all counts overlaps once, and is what the import then does", async () => {
  const folder = await tempFolder();
  const { county, paths } = await threeBundles(folder);
  const before = workspaceState(join(folder, "county"), county.ws);
  const preview = await previewBatch(county.ws, paths, UNWATCHED);
  expect(workspaceState(join(folder, "county"), county.ws)).toEqual(before);
  const { entries } = county.ws.store.counts();
  const result = await importBatch(county.ws, paths.toReversed(), USB, UNWATCHED);
  const { together } = preview;
  expect(together).toMatchObject({
    newEntries: county.ws.store.counts().entries - entries,
    conflicts: 0,
    refused: 0,
    quarantined: 0,
  });
  expect(together.newRecords).toBe(preview.done.at(-1)?.changes.newRecords);
  expect(preview.done.reduce((sum, row) => sum + row.changes.newRecords, 0)).toBeGreaterThan(together.newRecords);
  expect(together.known).toBeLessThan(preview.done.reduce((sum, row) => sum + row.changes.known, 0));
  expect(result).toMatchObject({ run: 1, refused: [] });
  expect((await county.ws.keeping.shelf.list()).map((copy) => copy.name)).toEqual([result.backup]);
  expect((await previewBatch(county.ws, paths, UNWATCHED)).together).toMatchObject({ newEntries: 0, newRecords: 0 });
});

test("every file of a run is written down with what became of it", async () => {
  const folder = await tempFolder();
  const { county, paths } = await threeBundles(folder);
  const bad = join(folder, "坏.anbao");
  writeFileSync(bad, "坏");
  await importBatch(county.ws, [paths[0] ?? "", bad, join(folder, "已拔出.anbao")], USB, UNWATCHED);
  const [run] = listRuns(county.ws, 5);
  expect(run?.endedMs).not.toBeNull();
  expect(run?.items.map(({ state, problem, taken, unitName }) => [state, problem?.code, taken?.number, unitName])).toEqual([
    ["done", undefined, expect.any(Number), "城关镇"],
    ["refused", "bundle-not-zip", undefined, ""],
    ["refused", "bundle-missing", undefined, ""],
  ]);
  expect(await codeOf(() => resumeImport(county.ws, UNWATCHED))).toBe("run-none");
});

test("a run that is stopped keeps what it took in and gives up the rest", async () => {
  const folder = await tempFolder();
  const { county, paths } = await threeBundles(folder);
  const stop = new AbortController();
  const watched: Workspace = {
    ...county.ws,
    store: {
      ...county.ws.store,
      admit: async (...args) => {
        const admission = await county.ws.store.admit(...args);
        stop.abort();
        return admission;
      },
    },
  };
  expect(await codeOf(() => importBatch(watched, paths, USB, { report: () => undefined, signal: stop.signal }))).toBe(
    "cancelled",
  );
  expect(listRuns(county.ws, 1)[0]?.items.map((item) => item.state)).toEqual(["done", "cancelled", "cancelled"]);
  expect(county.ws.store.runs(5, "open")).toEqual([]);
  expect(shown(county.ws)).toEqual(["一"]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
});

test("a run that was cut off is seen, and goes on with what is left; or is given up", async () => {
  const folder = await tempFolder();
  const { county, paths } = await threeBundles(folder);
  const { store } = county.ws;
  const begin = () => {
    const items = paths.map((path) => ({ path, fileName: path }));
    return store.beginRun({ startedMs: 1, receivedMs: 5, means: "chat", earlyReason: "补录", backup: null, items });
  };
  begin();
  const item = store.runs(1, "open")[0]?.items[0]?.item ?? 0;
  await importBundle(county.ws, paths[0] ?? "", { means: "chat", receivedMs: 5, earlyReason: "补录", runItem: item }, UNWATCHED);
  expect(store.runs(5, "open")[0]?.items.map((row) => row.state)).toEqual(["done", "waiting", "waiting"]);
  const rest = await resumeImport(county.ws, UNWATCHED);
  expect([rest.done.length, rest.refused, shown(county.ws)]).toEqual([2, [], ["一", "三", "二"]]);
  expect(
    store
      .imports()
      .filter((row) => row.purpose === "hand-in")
      .map((row) => [row.means, row.receivedMs, row.earlyReason]),
  ).toEqual(Array(3).fill(["chat", 5, "补录"]));
  expect(store.runs(5, "open")).toEqual([]);
  begin();
  dropRun(county.ws);
  expect(store.runs(1, "all")[0]?.items.map((row) => row.state)).toEqual(["cancelled", "cancelled", "cancelled"]);
});

test("an import is set aside with a reason, and taken back: what it first brought goes and comes, live as after a rebuild", async () => {
  const folder = await tempFolder();
  const { county, town, paths } = await threeBundles(folder);
  const { ws } = county;
  for (const path of paths) await importBundle(ws, path, USB, UNWATCHED);
  const bundles = ws.store.imports().filter((row) => row.purpose === "hand-in");
  const whole = ws.store.digests();
  const second = bundles[1]?.bundle ?? "";
  setAsideImport(ws, second.slice(0, 10), "另一个单位的内容");
  const agree = () => {
    const live = ws.store.digests();
    ws.store.rebuild();
    expect(ws.store.digests()).toEqual(live);
    return shown(ws);
  };
  expect(agree()).toEqual(["一", "三"]);
  const receiptSays = async () => {
    await issueReceipts(ws, TOWN, folder, UNWATCHED);
    const receipts = ws.store.records({ kind: "receipt", limit: 9 }).records.map((row) => row.value);
    return receipts.find((value) => value?.["bundle"] === second)?.["setAside"];
  };
  expect(await receiptSays()).toBe("另一个单位的内容");
  expect(ws.store.standings()).toMatchObject({ aside: expect.any(Number) });
  // The same bundle again, and later ones that build on it, bring nothing of it back.
  for (const path of paths) await importBundle(ws, path, USB, UNWATCHED);
  await record(town.ws, "四");
  handIn(town.ws, { report: "weekly:1" });
  await importBundle(ws, await handOver(folder, town.ws), USB, UNWATCHED);
  expect(agree()).toEqual(["一", "三", "四"]);
  expect(setAsides(ws)).toMatchObject([{ bundle: second, unit: TOWN, reason: "另一个单位的内容", takenBack: false }]);
  takeBackImport(ws, second, "核实无误");
  expect(agree()).toEqual(["一", "三", "二", "四"]);
  expect(ws.store.standings()).not.toHaveProperty("aside");
  expect(await receiptSays()).toBeUndefined();
  expect(ws.store.digests().entries).toBeGreaterThan(whole.entries);
  const codes = [
    () => setAsideImport(ws, second, " "),
    () => setAsideImport(ws, "ffffffff", "x"),
    () => takeBackImport(ws, second, "x"),
    () => setAsideImport(town.ws, second, "x"),
  ];
  expect(await Promise.all(codes.map(codeOf))).toEqual([
    "import-reason-missing",
    "import-unknown",
    "import-unknown",
    "workspace-role",
  ]);
});
