// A drive or disk that is full, locked, counterfeit or forgetful: told as what it is, nothing lost, nothing half-written, and the same step
// succeeds once the trouble is over.
import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { assertRoom } from "../../src-main/domain/bundle/room.ts";
import { roomAt } from "../../src-main/drives/places/room.ts";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { importBatch } from "../../src-main/usecases/receiving/bundles/import-batch.ts";
import { readBackBundle } from "../../src-main/usecases/sending/drive/read-back.ts";
import { issueReceipts } from "../../src-main/usecases/receipts/receipt.ts";
import { waitingBundles } from "../../src-main/usecases/receiving/bundles/waiting-bundles.ts";
import { codeOf } from "../support/codes.ts";
import { leftovers, workspaceState } from "../support/offices/disk-state.ts";
import { handOver, TOWN } from "../support/offices/office.ts";
import { take } from "../support/offices/receipts.ts";
import { fillUp, plugIn, plugInCounterfeit } from "../support/faults/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { offices, send, afterFits, sharedPair } from "./troubled-offices.ts";

// Real mounts and whole offices: a busy machine takes its time over them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sharedOffices = sharedPair();

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
