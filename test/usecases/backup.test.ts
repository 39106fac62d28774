// Backups: what is restored is what was there, it goes on in feeds of its own, and a damaged file restores nothing.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { realDisk, type Disk } from "../../src-main/bundle/disk.ts";
import { openWorkspace, restoreWorkspace, type Workspace } from "../../src-main/compose.ts";
import { backupWorkspace, keepCopy } from "../../src-main/usecases/backup.ts";
import { deleteRecord } from "../../src-main/usecases/delete-record.ts";
import { keepDraft, openDraft } from "../../src-main/usecases/draft-activity.ts";
import { packCampaign } from "../../src-main/usecases/trust-root.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import type { JsonObject } from "../../src-main/domain/json.ts";
import { checkWorkspace } from "../../src-main/usecases/check-workspace.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { eraseRecord } from "../../src-main/usecases/erase.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { COPIES_KEPT } from "../../src-main/store/backup-shelf.ts";
import { codeOf } from "../support/codes.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { contentsBelow, filesBelow, leftovers } from "../support/disk-state.ts";
import { run } from "../support/made-programs.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  openOffice,
  pinCounty,
  TOWN,
  enrolledPair,
  handOver,
  PIN,
  record,
  reopenOffice,
  seasonClock,
  surroundingsOf,
  type TestClock,
} from "../support/office.ts";
import { picture } from "../support/sample-files.ts";
import { plugIn } from "../support/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";

const USB = { means: "usb" } as const;

async function backedUp(folder: string) {
  const pair = await enrolledPair(folder);
  await record(pair.town.desk, "宣讲", {}, [await picture(folder, "a.jpg", 1), await picture(folder, "b.jpg", 90)]);
  const file = join(folder, "备份 一.anbao-backup");
  const result = await backupWorkspace(pair.town.desk, file, UNWATCHED);
  return { ...pair, file, result };
}

/** Restores beside the others; the clock goes on. */
async function restored(file: string, folder: string, clock: TestClock): Promise<Workspace> {
  await restoreWorkspace(file, folder, surroundingsOf(clock).world, UNWATCHED);
  return reopenOffice(folder, clock);
}

async function exchange(folder: string, from: Desk, to: Desk): Promise<void> {
  await importBundle(to, await handOver(folder, from), USB, UNWATCHED);
}

describe("a backup", () => {
  test("restores to the same union, state and originals; the file reads with unzip and sha256sum", async () => {
    const folder = await tempFolder();
    const { town, clock, file, result } = await backedUp(folder);
    expect(result).toMatchObject({ ...town.desk.store.digests(), leftOut: [], media: 3 });
    const twin = await restored(file, join(folder, "恢复"), clock);
    expect(twin.desk.store.digests()).toEqual(town.desk.store.digests());
    expect(await checkWorkspace(twin.desk, true, UNWATCHED)).toMatchObject({ ok: true, media: { missing: 0, unnamed: 0 } });
    expect(twin.desk.unlocked().signer.key).toBe(town.desk.unlocked().signer.key);
    const apart = join(folder, "拆开");
    run("unzip", "-q", file, "-d", apart);
    expect(run("sh", "-c", 'cd "$1" && sha256sum -c --quiet manifest-sha256.txt && echo whole', "sh", apart)).toBe("whole\n");
    expect(leftovers(join(folder, "town"))).toEqual([]);
    expect(JSON.stringify(contentsBelow(apart))).not.toContain("machine-mark");
  });

  test("both go on writing, exchange, and come to one state: no feed was continued twice", async () => {
    const folder = await tempFolder();
    const { county, town, clock, file } = await backedUp(folder);
    await record(town.desk, "原来的电脑继续填");
    const twin = await restored(file, join(folder, "恢复"), clock);
    await record(twin.desk, "恢复的电脑也在填");
    await record(twin.desk, "又一条");
    for (const desk of [town.desk, twin.desk]) await exchange(folder, desk, county.desk);
    const [fromTown, fromTwin] = [await handOver(folder, town.desk), await handOver(folder, twin.desk)];
    await importBundle(town.desk, fromTwin, USB, UNWATCHED);
    await importBundle(twin.desk, fromTown, USB, UNWATCHED);
    expect(twin.desk.store.digests()).toEqual(town.desk.store.digests());
    for (const { desk } of [county, town, twin]) expect(desk.store.forks()).toEqual([]);
    expect(county.desk.store.countRecords({ kind: "activity" }, 10)).toBe(4);
    expect(twin.desk.store.origin()).toMatchObject({ why: "restored" });
  });

  test("of a PC that waits for approval: the restored one asks again, and is approved by the same code", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
    const town = await openOffice(join(folder, "town"), TOWN, clock);
    await pinCounty(folder, county.desk, town.desk);
    await askCounty(folder, county.desk, town.desk);
    const file = join(folder, "a.anbao-backup");
    await backupWorkspace(town.desk, file, UNWATCHED);
    const twin = await restored(file, join(folder, "恢复"), clock);
    approveEnrolment(county.desk, await askCounty(folder, county.desk, twin.desk));
    await record(twin.desk, "宣讲");
    await exchange(folder, twin.desk, county.desk);
    expect([county.desk.store.countRecords({ kind: "activity" }, 10), county.desk.store.forks()]).toEqual([1, []]);
  });

  test("of the county: the restored one knows that it may have fallen behind", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    const file = join(folder, "county.anbao-backup");
    await backupWorkspace(county.desk, file, UNWATCHED);
    const twin = await restored(file, join(folder, "恢复"), clock);
    const unit = town.desk.store.facts().unit;
    expect([county.desk.store.isRegressed(unit), twin.desk.store.isRegressed(unit)]).toEqual([false, true]);
  });

  test("leaves a missing or damaged original out and names it; what is restored says that it lacks it", async () => {
    const folder = await tempFolder();
    const { town, clock } = await backedUp(folder);
    const [first = "", second = ""] = ["a.jpg", "b.jpg"].map(
      (name) =>
        filesBelow(join(folder, "town", "media")).find((path) =>
          readFileSync(join(folder, "town", "media", path)).equals(readFileSync(join(folder, name))),
        ) ?? "",
    );
    const path = (name: string) => join(folder, "town", "media", name);
    writeFileSync(
      path(first),
      readFileSync(path(first)).map((byte, index) => (index === 20 ? byte ^ 1 : byte)),
    );
    writeFileSync(path(second), "短");
    const file = join(folder, "缺.anbao-backup");
    const { leftOut } = await backupWorkspace(town.desk, file, UNWATCHED);
    expect(leftOut).toEqual([first, second].map((name) => basename(name)).sort());
    const twin = await restored(file, join(folder, "恢复"), clock);
    expect((await checkWorkspace(twin.desk, true, UNWATCHED)).media).toMatchObject({ missing: 2, damaged: [] });
  });

  test("holds nothing that was erased", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const key = await record(town.desk, "涉及某某的活动", {}, [await picture(folder, "a.jpg", 7)]);
    await exchange(folder, town.desk, county.desk);
    const [before, after] = ["前", "后"].map((name) => join(folder, `${name}.anbao-backup`)) as [string, string];
    await backupWorkspace(county.desk, before, UNWATCHED);
    await eraseRecord(county.desk, key, "本人要求删除");
    const { media } = await backupWorkspace(county.desk, after, UNWATCHED);
    const secret = Buffer.from("涉及某某的活动");
    expect([readFileSync(before).includes(secret), readFileSync(after).includes(secret)]).toEqual([true, false]);
    expect(media).toBe(1);
  });

  test("never overwrites, and one that is stopped leaves nothing", async () => {
    const folder = await tempFolder();
    const { town, file } = await backedUp(folder);
    const bytes = readFileSync(file);
    expect(await codeOf(() => backupWorkspace(town.desk, file, UNWATCHED))).toBe("backup-exists");
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const stop = new AbortController();
    const other = join(folder, "二.anbao-backup");
    const progress = { signal: stop.signal, report: (done: number) => done > 0 && stop.abort() };
    expect(await codeOf(() => backupWorkspace(town.desk, other, progress))).toBe("cancelled");
    expect(readdirSync(folder).filter((name) => name.startsWith("二"))).toEqual([]);
    expect(leftovers(join(folder, "town"))).toEqual([]);
    expect(await codeOf(() => backupWorkspace(town.desk, join(folder, "没有", "x"), UNWATCHED))).toBe("folder-missing");
  });

  test("a damaged file restores nothing, wherever the damage is; nor does anything that is no backup", async () => {
    const folder = await tempFolder();
    const { file, clock } = await backedUp(folder);
    const whole = readFileSync(file);
    const { world } = surroundingsOf(clock);
    const broken = join(folder, "坏.anbao-backup");
    const codes = new Set<string>();
    const tryIt = async (bytes: Buffer) => {
      writeFileSync(broken, bytes);
      const code = await codeOf(() => restoreWorkspace(broken, join(folder, "新"), world, UNWATCHED));
      codes.add(code);
      return code;
    };
    for (let at = 3; at < whole.byteLength; at += Math.ceil(whole.byteLength / 40))
      expect([at, await tryIt(Buffer.from(whole.map((byte, index) => (index === at ? byte ^ 4 : byte))))]).not.toContain("done");
    expect(await tryIt(whole.subarray(0, whole.byteLength - 9))).toMatch(/^backup-/);
    expect(await tryIt(Buffer.from("这不是备份"))).toBe("backup-not-one");
    expect(await codeOf(() => restoreWorkspace(join(folder, "无"), join(folder, "新"), world, UNWATCHED))).toBe("file-not-found");
    expect([...codes].filter((code) => !code.startsWith("backup-"))).toEqual([]);
    expect(readdirSync(folder).filter((name) => name.startsWith("新"))).toEqual([]);
    expect(await codeOf(() => restoreWorkspace(file, join(folder, "town"), world, UNWATCHED))).toBe("folder-not-empty");
  });

  test("a drive that fails while a backup is restored: told as what it is, and no folder is left", async () => {
    const folder = await tempFolder();
    const { file, clock } = await backedUp(folder);
    const { world } = surroundingsOf(clock);
    const failing = () => Promise.reject(Object.assign(new Error("drive"), { code: "EIO" }));
    const reading = async (path: string, readAt: () => Promise<never>) => ({ ...(await realDisk.openToRead(path)), readAt });
    const refused = (from: string, disk: Partial<Disk>) =>
      codeOf(() => restoreWorkspace(from, join(folder, "新"), world, UNWATCHED, { ...realDisk, ...disk }));
    expect(await refused(file, { flushDrive: failing })).toBe("disk-failing");
    expect(await refused(file, { openToRead: (path) => reading(path, failing) })).toBe("file-unreadable");
    const stick = plugIn(join(folder, "U盘"));
    const carried = join(stick.path, "a.anbao-backup");
    copyFileSync(file, carried);
    const pulled = () => (stick.pull(), failing());
    expect(await refused(carried, { openToRead: (path) => reading(path, pulled) })).toBe("drive-gone");
    expect(readdirSync(folder).filter((name) => name.startsWith("新"))).toEqual([]);
    expect(await refused(file, {})).toBe("done");
  });
});

test("what a backup that was cut off left goes with the next; on a drive that came anew since, it is not touched", async () => {
  const folder = await tempFolder();
  const { desk } = (await enrolledPair(folder)).town;
  const halves = () => readdirSync(folder).filter((name) => name.endsWith(".part"));
  const cutOff = async (name: string) => {
    const writeBackup = (_source: unknown, _path: string, part: string) => (
      writeFileSync(part, "半"),
      new Promise<never>(() => {})
    );
    void backupWorkspace({ ...desk, keeping: { ...desk.keeping, writeBackup } }, join(folder, name), UNWATCHED);
    await vi.waitFor(() => expect(halves()).toHaveLength(1));
  };
  await cutOff("a.anbao-backup");
  await backupWorkspace(desk, join(folder, "b.anbao-backup"), UNWATCHED);
  expect(halves()).toEqual([]);
  await cutOff("c.anbao-backup");
  desk.store.noteUnfinished({ path: join(folder, halves()[0] ?? ""), mark: "另一个" });
  await backupWorkspace(desk, join(folder, "d.anbao-backup"), UNWATCHED);
  expect(halves()).toHaveLength(1);
});

describe("what the status line says", () => {
  test("a backup on the drive of the data is told apart from one on another drive", async () => {
    const folder = await tempFolder();
    const { town } = await backedUp(folder);
    const { here, ...first } = town.desk.store.lastBackups();
    expect([typeof here, first]).toEqual(["number", { away: null }]);
    const stick = plugIn(join(folder, "U盘"));
    await backupWorkspace(town.desk, join(stick.path, "a.anbao-backup"), UNWATCHED);
    const { away } = town.desk.store.lastBackups();
    expect(town.desk.store.lastBackups()).toEqual({ away, here });
    expect(away).toBeGreaterThan(here ?? Infinity);
  });

  test("whatever is kept is what was saved last: records of every kind, what is removed, drafts; nothing that is read in", async () => {
    const folder = await tempFolder();
    const { town, county, clock } = await enrolledPair(folder);
    const { desk } = town;
    const put = (kind: string, value: JsonObject) => putRecord(desk, { kind, value }, UNWATCHED);
    const kept: Readonly<Record<string, () => unknown>> = {
      activity: () => record(desk, "宣讲"),
      ledger: () =>
        put("hazard", { level: "general", source: "self-check", content: "堵塞", foundOn: "2021-05-31", place: "粮站" }),
      document: () => put("plan", { title: "活动方案" }),
      liaison: () => put("liaison", { name: "张三", post: "干事", mobile: "13800000000" }),
      deletion: async () => deleteRecord(desk, await record(desk, "错的")),
      draft: () => keepDraft(desk, openDraft(desk, { from: "ledger", kind: "hazard" })),
    };
    for (const [what, keep] of Object.entries(kept)) {
      clock.nowMs += 600_000;
      const before = clock.nowMs;
      await keep();
      expect([what, (desk.store.lastSavedMs() ?? 0) > before]).toEqual([what, true]);
    }
    const saved = desk.store.lastSavedMs();
    clock.nowMs += 600_000;
    await importBundle(desk, (await packCampaign(county.desk, folder, undefined, UNWATCHED)).path, USB, UNWATCHED);
    expect(desk.store.lastSavedMs()).toBe(saved);
  });
});

describe("the copies beside the data", () => {
  test("are whole, are no backup, and the oldest go", async () => {
    const folder = await tempFolder();
    const { county } = await enrolledPair(folder);
    const names: string[] = [];
    for (let count = 0; count < COPIES_KEPT + 2; count += 1) names.push((await keepCopy(county.desk, UNWATCHED)).name);
    const kept = await county.desk.keeping.shelf.list();
    expect(kept.map((copy) => copy.name)).toEqual(names.slice(2).toReversed());
    expect(county.desk.store.lastBackups()).toEqual({ away: null, here: null });
    expect(filesBelow(join(folder, "county", "backups"))).toHaveLength(COPIES_KEPT);
    const last = join(folder, "county", "backups", names.at(-1) ?? "");
    const twin = await restored(last, join(folder, "恢复"), seasonClock());
    expect(await checkWorkspace(twin.desk, true, UNWATCHED)).toMatchObject({ ok: true, media: { missing: 0, unnamed: 0 } });
    expect(twin.desk.store.origin()?.why).toBe("restored");
    expect(twin.desk.store.digests()).toEqual(county.desk.store.digests());
  });
});

describe("a workspace on another PC", () => {
  const open = async (folder: string, mark: string, clock = seasonClock()) => {
    const office = await openWorkspace(folder, PIN, { ...surroundingsOf(clock), markOf: () => mark });
    onTestFinished(() => office.close());
    return office;
  };

  test("copied: the mark differs, both write on, nothing forks; opened again in its place it goes on in its feeds", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    await town.close();
    const [home, copy] = [join(folder, "town"), join(folder, "拷贝")];
    await (await open(home, "一", clock)).close();
    copyTree(home, copy);
    const [first, second] = [await open(home, "一", clock), await open(copy, "二", clock)];
    expect([first.desk.store.origin(), second.desk.store.origin()?.why]).toEqual([undefined, "moved"]);
    for (const { desk } of [first, second]) {
      await record(desk, "同时在填");
      await exchange(folder, desk, county.desk);
    }
    expect(county.desk.store.forks()).toEqual([]);
    const feeds = second.desk.store.feeds().length;
    await second.close();
    const again = await open(copy, "二", clock);
    await record(again.desk, "再填一条");
    expect(again.desk.store.feeds()).toHaveLength(feeds);
  });

  test("cloned with its mark: the fork is kept, shown and named by check", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    await town.close();
    const [home, copy] = [join(folder, "town"), join(folder, "克隆")];
    await (await open(home, "一", clock)).close();
    copyTree(home, copy);
    for (const path of [home, copy]) {
      const { desk } = await open(path, "一", clock);
      await record(desk, `在${path.at(-1)}填`);
      await exchange(folder, desk, county.desk);
    }
    expect((await checkWorkspace(county.desk, false, UNWATCHED)).forks).toHaveLength(1);
    expect(county.desk.store.countRecords({ kind: "activity" }, 10)).toBe(2);
  });
});
