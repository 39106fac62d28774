// Reliability 6 as a table: every trouble of a disk, a drive, a name, a clock or a second window, on the real thing. Each time: a code
// with a clear sentence, nothing lost, nothing half-written, and the same step succeeds once the trouble is over.
import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from "vitest";
import { Problem } from "../../src-main/domain/problem.ts";
import { assertRoom } from "../../src-main/domain/room.ts";
import { roomAt } from "../../src-main/drives/room.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { exportBundle, type Exported } from "../../src-main/usecases/export-bundle.ts";
import { importBatch, previewBatch } from "../../src-main/usecases/import-batch.ts";
import { importBundle, previewBundle } from "../../src-main/usecases/import-bundle.ts";
import type { Progress } from "../../src-main/usecases/ports.ts";
import { readBackBundle } from "../../src-main/usecases/read-back.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipt.ts";
import { trustRoot } from "../../src-main/usecases/trust-root.ts";
import { waitingBundles } from "../../src-main/usecases/waiting-bundles.ts";
import { codeOf } from "../support/codes.ts";
import { leftovers, workspaceState } from "../support/disk-state.ts";
import { enrolledPair, handOver, makePair, record, seasonClock, TOWN } from "../support/office.ts";
import { take } from "../support/receipts.ts";
import { problemOf } from "../support/run-cli.ts";
import { fillUp, plugIn, plugInCounterfeit } from "../support/small-drive.ts";
import { sharedFolder, tempFolder } from "../support/temp-folder.ts";

// Real mounts and whole offices: a busy machine takes its time over them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const MIB = 2 ** 20;

const shared = sharedFolder();
const made: { pair?: Pair } = {};
type Pair = Awaited<ReturnType<typeof makePair>>;
type Offices = Readonly<{ folder: string; county: Desk; town: Desk }>;

/** One county and one township for all tests that leave them as they were, with an activity and a document of 6 MiB. */
beforeAll(async () => {
  const folder = await shared();
  made.pair = await makePair(folder);
  await fillIn(folder, made.pair.town.desk, 6);
});
afterAll(async () => {
  await made.pair?.county.close();
  await made.pair?.town.close();
});

async function sharedOffices(): Promise<Offices & Readonly<{ stick: string }>> {
  const { county, town } = made.pair as Pair;
  return { folder: await shared(), county: county.desk, town: town.desk, stick: join(await tempFolder(), "U盘") };
}

/** Offices of a test's own. `prepare` may put a drive where one of them will lie. */
async function offices(mib = 1, prepare: (folder: string) => void = () => undefined): Promise<Offices> {
  const folder = await tempFolder();
  prepare(folder);
  const { county, town } = await enrolledPair(folder);
  await fillIn(folder, town.desk, mib);
  return { folder, county: county.desk, town: town.desk };
}

async function fillIn(folder: string, town: Desk, mib: number): Promise<void> {
  const paper = join(folder, "材料.txt");
  writeFileSync(paper, "安全生产月\n".repeat(Math.ceil((mib * MIB) / 16)));
  await record(town, "宣讲", {}, [paper]);
}

function send(desk: Desk, folder: string, progress: Progress = UNWATCHED, plain = false): Promise<Exported> {
  return exportBundle(desk, { folder, purpose: "hand-in", recipient: { kind: "county" }, plain, papers: [] }, progress);
}

/** Something happens once, as soon as work has begun. */
function whenBegun(trouble: () => void): Progress {
  const once = { done: false };
  const report = (): void => {
    if (once.done) return;
    once.done = true;
    trouble();
  };
  return { ...UNWATCHED, report };
}

/** The same office, with something happening right after the check for room. */
function afterFits(desk: Desk, trouble: () => void): Desk {
  return {
    ...desk,
    fits: async (folder, sizeBytes) => {
      await desk.fits(folder, sizeBytes);
      trouble();
    },
  };
}

test("disk full: the drive fills up while a bundle is written", async () => {
  const { folder, town, stick: path } = await sharedOffices();
  const stick = plugIn(path, 8 * 1024);
  const before = workspaceState(join(folder, "town"), town);
  expect(
    await codeOf(() =>
      send(
        afterFits(town, () => fillUp(stick.path, 1024)),
        stick.path,
      ),
    ),
  ).toBe("disk-full");
  expect(readdirSync(stick.path)).toEqual(["别的文件"]);
  expect(workspaceState(join(folder, "town"), town)).toEqual(before);
  rmSync(join(stick.path, "别的文件"));
  const sent = await send(town, stick.path);
  expect(readdirSync(stick.path)).toEqual([basename(sent.path)]);
});

test("disk full: the county's own disk, while it takes a bundle in", async () => {
  const made: { disk?: ReturnType<typeof plugIn> } = {};
  const { folder, county, town } = await offices(4, (place) => (made.disk = plugIn(join(place, "county"), 24 * 1024)));
  const path = await handOver(folder, town);
  fillUp(join(folder, "county"), 3 * 1024);
  const before = workspaceState(join(folder, "county"), county);
  expect(await codeOf(() => take(county, path))).toBe("disk-full");
  expect(workspaceState(join(folder, "county"), county)).toEqual(before);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  rmSync(join(folder, "county", "别的文件"));
  expect((await take(county, path)).changes.added).toBeGreaterThan(0);
});

test("write-protected: read from it, written to another place", async () => {
  const { folder, county, town } = await offices();
  const stick = plugIn(join(folder, "U盘"));
  const { path } = await send(town, stick.path);
  stick.lock();
  expect(await codeOf(() => send(town, stick.path))).toBe("disk-read-only");
  expect((await waitingBundles(county, stick.path, UNWATCHED.signal)).bundles).toHaveLength(1);
  expect((await importBatch(county, [path], { means: "usb" }, UNWATCHED)).done).toHaveLength(1);
  expect(await codeOf(() => issueReceipts(county, TOWN, stick.path, UNWATCHED))).toBe("disk-read-only");
  expect(readdirSync(stick.path)).toEqual([basename(path)]);
  const elsewhere = join(folder, "另一个");
  mkdirSync(elsewhere);
  expect((await take(town, (await issueReceipts(county, TOWN, elsewhere, UNWATCHED)).path)).purpose).toBe("receipt");
  expect(town.store.receiptsRead(1)).toHaveLength(1);
});

test.each([
  ["plain", true],
  ["sealed", false],
])("pulled out while a bundle is written (%s): no half bundle here or below, and the number is used again", async (_, plain) => {
  const { folder, town, stick: path } = await sharedOffices();
  const before = workspaceState(join(folder, "town"), town);
  const { number } = town.store.nextExportNumber();
  const stick = plugIn(path);
  await expect(send(town, path, whenBegun(stick.pull), plain)).rejects.toMatchObject({ code: "drive-gone", details: { path } });
  expect(readdirSync(path)).toEqual([]);
  expect(workspaceState(join(folder, "town"), town)).toEqual(before);
  plugIn(path);
  const again = await send(town, path, UNWATCHED, plain);
  expect(again.number).toBe(number);
  await readBackBundle(town, again.path, UNWATCHED);
});

test("pulled out while it is read back, and while a receipt is written", async () => {
  const { folder, county, town } = await offices();
  const path = join(folder, "U盘");
  const stick = plugIn(path);
  const sent = await send(town, path);
  copyFileSync(sent.path, join(folder, basename(sent.path)));
  expect(await codeOf(() => readBackBundle(town, sent.path, whenBegun(stick.pull)))).toBe("drive-gone");
  expect(leftovers(join(folder, "town"))).toEqual([]);
  await take(county, join(folder, basename(sent.path)));
  const second = plugIn(path);
  expect(await codeOf(() => issueReceipts(afterFits(county, second.pull), TOWN, path, UNWATCHED))).toBe("drive-gone");
  expect(readdirSync(path)).toEqual([]);
  expect(unitsDueReceipts(county)).toEqual([TOWN]);
  plugIn(path);
  await take(town, (await issueReceipts(county, TOWN, path, UNWATCHED)).path);
  expect(town.store.receiptsRead(1)[0]?.value).toMatchObject({ bundle: sent.bundleId, standing: "accepted" });
  expect(unitsDueReceipts(county)).toEqual([]);
});

test("pulled out while bundles are looked at and taken in: what came in stays, the rest is told, and comes in afterwards", async () => {
  const { folder, county, town } = await offices();
  const path = join(folder, "U盘");
  const kept = await handOver(folder, town);
  await record(town, "演练");
  const later = await handOver(folder, town);
  const carry = () => [kept, later].map((from) => (copyFileSync(from, join(path, basename(from))), join(path, basename(from))));
  const first = plugIn(path);
  const looked = await previewBatch(county, carry(), whenBegun(first.pull));
  expect(looked.refused.map(({ problem }) => problem.code)).toContain("drive-gone");
  expect(county.store.imports()).toHaveLength(1);
  const second = plugIn(path);
  const run = await importBatch(county, carry(), { means: "usb" }, whenBegun(second.pull));
  expect([run.done.length + run.refused.length, run.refused.map(({ problem }) => problem.code).at(-1)]).toEqual([
    2,
    "drive-gone",
  ]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  plugIn(path);
  expect((await importBatch(county, carry(), { means: "usb" }, UNWATCHED)).refused).toEqual([]);
  expect(county.store.records({ kind: "activity", limit: 10 }).records).toHaveLength(2);
});

test("pulled out in the middle of one bundle: told as that whoever reads it, and it comes in afterwards", async () => {
  const { folder, county, town, stick: path } = await sharedOffices();
  const before = workspaceState(join(folder, "county"), county);
  const kept = await handOver(folder, town);
  const inMiddle = (desk: Desk): [Desk, string] => {
    const stick = plugIn(path);
    copyFileSync(kept, join(path, basename(kept)));
    const open: Desk["bundles"]["open"] = () => {
      stick.pull();
      throw new Problem("bundle-unreadable", { file: basename(kept) });
    };
    return [{ ...desk, bundles: { ...desk.bundles, open } }, join(path, basename(kept))];
  };
  expect(await codeOf(() => importBundle(...inMiddle(county), { means: "usb" }, UNWATCHED))).toBe("drive-gone");
  expect(await codeOf(() => previewBundle(...inMiddle(county), UNWATCHED))).toBe("drive-gone");
  expect(await codeOf(() => trustRoot(...inMiddle(town), "", UNWATCHED))).toBe("drive-gone");
  const [still] = inMiddle({ ...county, drives: { ...county.drives, markOf: () => Promise.resolve("the same") } });
  expect(await codeOf(() => importBundle(still, kept, { means: "usb" }, UNWATCHED))).toBe("bundle-unreadable");
  expect(workspaceState(join(folder, "county"), county)).toEqual(before);
  expect((await previewBundle(county, kept, UNWATCHED)).number).toBeGreaterThan(0);
});

test("a counterfeit or failing drive: what it cannot keep is never called written", async () => {
  const { folder, town } = await sharedOffices();
  const stick = plugInCounterfeit(await tempFolder(), 3 * 1024);
  expect(await codeOf(() => send(town, stick.path))).toMatch(/^disk-(full|failing)$/);
  expect(readdirSync(stick.path).filter((name) => name !== "lost+found")).toEqual([]);
  expect(leftovers(join(folder, "town"))).toEqual([]);
});

test("a drive that forgets what it has taken: the read-back finds it out, though the system still remembers every byte", async () => {
  const { town } = await sharedOffices();
  const stick = plugInCounterfeit(await tempFolder(), 32 * 1024);
  const sent = await send(town, stick.path);
  stick.tearOut();
  expect(await codeOf(() => readBackBundle(town, sent.path, UNWATCHED))).toBe("read-back-differs");
});

test("a folder that may not be written to", async () => {
  const { town } = await sharedOffices();
  const closed = join(await tempFolder(), "只读");
  mkdirSync(closed);
  execFileSync("chattr", ["+i", closed]);
  onTestFinished(() => void execFileSync("chattr", ["-i", closed]));
  expect(await codeOf(() => send(town, closed))).toBe("disk-read-only");
  expect(readdirSync(closed)).toEqual([]);
});

test("the 4 GiB of FAT32: a real drive's room, with the format that Linux reports for such a stick", async () => {
  const { path } = plugIn(join(await tempFolder(), "U盘"), 64);
  const room = { ...(await roomAt(path)), fileSystem: "vfat", freeBytes: 16 * 2 ** 30 };
  expect(await codeOf(() => assertRoom(path, room, 2 ** 32))).toBe("drive-file-too-large");
  expect(await codeOf(() => assertRoom(path, room, 2 ** 32 - 1))).toBe("done");
});

test("paths beyond 260 characters, Chinese, emoji, spaces and quotes: there and back", async () => {
  const { county, town } = await sharedOffices();
  const stick = plugIn(join(await tempFolder(), "U盘 🚩 'A\" $B"), 32 * 1024);
  const deep = join(
    stick.path,
    ...Array.from({ length: 6 }, (_, index) => `第${index + 1}层 ${"安全生产月报送材料".repeat(3)} 👨‍👩‍👧`),
  );
  mkdirSync(deep, { recursive: true });
  expect(deep.length).toBeGreaterThan(260);
  const sent = await send(town, deep);
  await readBackBundle(town, sent.path, UNWATCHED);
  const run = await importBatch(
    county,
    (await county.bundles.find([stick.path], UNWATCHED.signal)).paths,
    { means: "usb" },
    UNWATCHED,
  );
  expect(run.done.map(({ bundleId }) => bundleId)).toEqual([sent.bundleId]);
  await take(town, (await issueReceipts(county, TOWN, dirname(sent.path), UNWATCHED)).path);
  await record(town, "还有一项");
  expect(await codeOf(() => send(town, join(stick.path, "长".repeat(100))))).toBe("path-too-deep");
});

test.each([
  ["ten years ahead", "2031-06-01T09:00:00+08:00"],
  ["reset to 2001", "2001-01-01T00:00:00+08:00"],
])("a wrong clock at the township (%s): everything arrives, and the time of receipt is the county's", async (_, at) => {
  const clock = seasonClock();
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder, clock);
  const rightMs = clock.nowMs;
  clock.nowMs = Date.parse(at);
  await record(town.desk, "宣讲");
  const path = await handOver(folder, town.desk);
  clock.nowMs = rightMs;
  const taken = await take(county.desk, path);
  expect(taken.changes.added).toBeGreaterThan(0);
  expect(Math.abs(taken.receivedMs - rightMs)).toBeLessThan(60_000);
  clock.nowMs = rightMs + 60_000;
  await record(town.desk, "演练");
  await take(county.desk, await handOver(folder, town.desk));
  expect(county.desk.store.records({ kind: "activity", limit: 10 }).records).toHaveLength(2);
});

test("two programs on one workspace: the second is told, the first goes on", async () => {
  const { folder, town } = await sharedOffices();
  const second = await problemOf(["export", join(folder, "town"), "--to", folder]);
  expect(second.code).toBe("workspace-busy");
  const { record: key } = await record(town, "照常");
  expect(town.store.findRecords(key)).toHaveLength(1);
});
