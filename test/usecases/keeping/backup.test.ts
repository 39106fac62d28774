// Backups: what is restored is what was there, it goes on in feeds of its own, and a damaged file restores nothing.
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { realDisk, type Disk } from "../../../src-main/bundle/disk.ts";
import { restoreWorkspace } from "../../../src-main/compose/door.ts";
import { backupWorkspace } from "../../../src-main/usecases/keeping/backup.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { keepDraft, openDraft } from "../../../src-main/usecases/records/drafts/draft-activity.ts";
import { packCampaign } from "../../../src-main/usecases/trust/trust-root.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { eraseRecord } from "../../../src-main/usecases/records/versions/erase.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { codeOf } from "../../support/codes.ts";
import { contentsBelow, filesBelow, leftovers } from "../../support/offices/disk-state.ts";
import { run } from "../../support/made/made-programs.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  openOffice,
  pinCounty,
  TOWN,
  enrolledPair,
  handOver,
  record,
  seasonClock,
  surroundingsOf,
} from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { plugIn } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { USB, backedUp, restored, exchange } from "./backed-up.ts";

describe("a backup", () => {
  test("restores to the same union, state and originals; the file reads with unzip and sha256sum", async () => {
    const folder = await tempFolder();
    const { town, clock, file, result } = await backedUp(folder);
    expect(result).toMatchObject({ ...town.ws.store.digests(), leftOut: [], media: 3 });
    const twin = await restored(file, join(folder, "恢复"), clock);
    expect(twin.ws.store.digests()).toEqual(town.ws.store.digests());
    expect(await checkWorkspace(twin.ws, true, UNWATCHED)).toMatchObject({ ok: true, media: { missing: 0, unnamed: 0 } });
    expect(twin.ws.unlocked().signer.key).toBe(town.ws.unlocked().signer.key);
    const apart = join(folder, "拆开");
    run("unzip", "-q", file, "-d", apart);
    expect(run("sh", "-c", 'cd "$1" && sha256sum -c --quiet manifest-sha256.txt && echo whole', "sh", apart)).toBe("whole\n");
    expect(leftovers(join(folder, "town"))).toEqual([]);
    expect(JSON.stringify(contentsBelow(apart))).not.toContain("machine-mark");
  });

  test("both go on writing, exchange, and come to one state: no feed was continued twice", async () => {
    const folder = await tempFolder();
    const { county, town, clock, file } = await backedUp(folder);
    await record(town.ws, "原来的电脑继续填");
    const twin = await restored(file, join(folder, "恢复"), clock);
    await record(twin.ws, "恢复的电脑也在填");
    await record(twin.ws, "又一条");
    for (const ws of [town.ws, twin.ws]) await exchange(folder, ws, county.ws);
    const [fromTown, fromTwin] = [await handOver(folder, town.ws), await handOver(folder, twin.ws)];
    await importBundle(town.ws, fromTwin, USB, UNWATCHED);
    await importBundle(twin.ws, fromTown, USB, UNWATCHED);
    expect(twin.ws.store.digests()).toEqual(town.ws.store.digests());
    for (const { ws } of [county, town, twin]) expect(ws.store.forks()).toEqual([]);
    expect(county.ws.store.countRecords({ kind: "activity" }, 10)).toBe(4);
    expect(twin.ws.store.origin()).toMatchObject({ why: "restored" });
  });

  test("of a PC that waits for approval: the restored one asks again, and is approved by the same code", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
    const town = await openOffice(join(folder, "town"), TOWN, clock);
    await pinCounty(folder, county.ws, town.ws);
    await askCounty(folder, county.ws, town.ws);
    const file = join(folder, "a.anbao-backup");
    await backupWorkspace(town.ws, file, UNWATCHED);
    const twin = await restored(file, join(folder, "恢复"), clock);
    approveEnrolment(county.ws, await askCounty(folder, county.ws, twin.ws));
    await record(twin.ws, "宣讲");
    await exchange(folder, twin.ws, county.ws);
    expect([county.ws.store.countRecords({ kind: "activity" }, 10), county.ws.store.forks()]).toEqual([1, []]);
  });

  test("of the county: the restored one knows that it may have fallen behind", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    const file = join(folder, "county.anbao-backup");
    await backupWorkspace(county.ws, file, UNWATCHED);
    const twin = await restored(file, join(folder, "恢复"), clock);
    const unit = town.ws.store.facts().unit;
    expect([county.ws.store.isRegressed(unit), twin.ws.store.isRegressed(unit)]).toEqual([false, true]);
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
    const { leftOut } = await backupWorkspace(town.ws, file, UNWATCHED);
    expect(leftOut).toEqual([first, second].map((name) => basename(name)).sort());
    const twin = await restored(file, join(folder, "恢复"), clock);
    expect((await checkWorkspace(twin.ws, true, UNWATCHED)).media).toMatchObject({ missing: 2, damaged: [] });
  });

  test("holds nothing that was erased", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const key = await record(town.ws, "涉及某某的活动", {}, [await picture(folder, "a.jpg", 7)]);
    await exchange(folder, town.ws, county.ws);
    const [before, after] = ["前", "后"].map((name) => join(folder, `${name}.anbao-backup`)) as [string, string];
    await backupWorkspace(county.ws, before, UNWATCHED);
    await eraseRecord(county.ws, key, "本人要求删除");
    const { media } = await backupWorkspace(county.ws, after, UNWATCHED);
    const secret = Buffer.from("涉及某某的活动");
    expect([readFileSync(before).includes(secret), readFileSync(after).includes(secret)]).toEqual([true, false]);
    expect(media).toBe(1);
  });

  test("never overwrites, and one that is stopped leaves nothing", async () => {
    const folder = await tempFolder();
    const { town, file } = await backedUp(folder);
    const bytes = readFileSync(file);
    expect(await codeOf(() => backupWorkspace(town.ws, file, UNWATCHED))).toBe("backup-exists");
    expect(readFileSync(file).equals(bytes)).toBe(true);
    const stop = new AbortController();
    const other = join(folder, "二.anbao-backup");
    const progress = { signal: stop.signal, report: (done: number) => done > 0 && stop.abort() };
    expect(await codeOf(() => backupWorkspace(town.ws, other, progress))).toBe("cancelled");
    expect(readdirSync(folder).filter((name) => name.startsWith("二"))).toEqual([]);
    expect(leftovers(join(folder, "town"))).toEqual([]);
    expect(await codeOf(() => backupWorkspace(town.ws, join(folder, "没有", "x"), UNWATCHED))).toBe("folder-missing");
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
  const { ws } = (await enrolledPair(folder)).town;
  const halves = () => readdirSync(folder).filter((name) => name.endsWith(".part"));
  const cutOff = async (name: string) => {
    const writeBackup = (_source: unknown, _path: string, part: string) => (
      writeFileSync(part, "半"),
      new Promise<never>(() => {})
    );
    void backupWorkspace({ ...ws, keeping: { ...ws.keeping, writeBackup } }, join(folder, name), UNWATCHED);
    await vi.waitFor(() => expect(halves()).toHaveLength(1), { timeout: 120_000 });
  };
  await cutOff("a.anbao-backup");
  await backupWorkspace(ws, join(folder, "b.anbao-backup"), UNWATCHED);
  expect(halves()).toEqual([]);
  await cutOff("c.anbao-backup");
  ws.store.noteUnfinished({ path: join(folder, halves()[0] ?? ""), mark: "另一个" });
  await backupWorkspace(ws, join(folder, "d.anbao-backup"), UNWATCHED);
  expect(halves()).toHaveLength(1);
});

describe("what the status line says", () => {
  test("a backup on the drive of the data is told apart from one on another drive", async () => {
    const folder = await tempFolder();
    const { town } = await backedUp(folder);
    const { here, ...first } = town.ws.store.lastBackups();
    expect([typeof here, first]).toEqual(["number", { away: null }]);
    const stick = plugIn(join(folder, "U盘"));
    await backupWorkspace(town.ws, join(stick.path, "a.anbao-backup"), UNWATCHED);
    const { away } = town.ws.store.lastBackups();
    expect(town.ws.store.lastBackups()).toEqual({ away, here });
    expect(away).toBeGreaterThan(here ?? Infinity);
  });

  test("whatever is kept is what was saved last: records of every kind, what is removed, drafts; nothing that is read in", async () => {
    const folder = await tempFolder();
    const { town, county, clock } = await enrolledPair(folder);
    const { ws } = town;
    const put = (kind: string, value: JsonObject) => putRecord(ws, { kind, value }, UNWATCHED);
    const kept: Readonly<Record<string, () => unknown>> = {
      activity: () => record(ws, "宣讲"),
      ledger: () =>
        put("hazard", { level: "general", source: "self-check", content: "堵塞", foundOn: "2021-05-31", place: "粮站" }),
      document: () => put("plan", { title: "活动方案" }),
      liaison: () => put("liaison", { name: "张三", post: "干事", mobile: "13800000000" }),
      deletion: async () => deleteRecord(ws, await record(ws, "错的")),
      draft: () => keepDraft(ws, openDraft(ws, { from: "ledger", kind: "hazard" })),
    };
    for (const [what, keep] of Object.entries(kept)) {
      clock.nowMs += 600_000;
      const before = clock.nowMs;
      await keep();
      expect([what, (ws.store.lastSavedMs() ?? 0) > before]).toEqual([what, true]);
    }
    const saved = ws.store.lastSavedMs();
    clock.nowMs += 600_000;
    await importBundle(ws, (await packCampaign(county.ws, folder, undefined, UNWATCHED)).path, USB, UNWATCHED);
    expect(ws.store.lastSavedMs()).toBe(saved);
  });
});
