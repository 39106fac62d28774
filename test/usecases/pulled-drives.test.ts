// A drive that is pulled out in the middle of anything: told as that, nothing lost, nothing half-written, and the same step succeeds once it
// is back.
import { copyFileSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test, vi } from "vitest";
import { Problem } from "../../src-main/domain/problem.ts";
import { UNWATCHED, type Workspace } from "../../src-main/usecases/workspace.ts";
import { importBatch, previewBatch } from "../../src-main/usecases/receiving/bundles/import-batch.ts";
import { importBundle, previewBundle } from "../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { readBackBundle } from "../../src-main/usecases/sending/drive/read-back.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipts/receipt.ts";
import { trustRoot } from "../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../support/codes.ts";
import { leftovers, workspaceState } from "../support/offices/disk-state.ts";
import { handOver, record, TOWN } from "../support/offices/office.ts";
import { take } from "../support/offices/receipts.ts";
import { plugIn } from "../support/faults/small-drive.ts";
import { offices, send, whenBegun, afterFits, sharedPair } from "./troubled-offices.ts";

// Real mounts and whole offices: a busy machine takes its time over them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sharedOffices = sharedPair();

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
  const inMiddle = (ws: Workspace): [Workspace, string] => {
    const stick = plugIn(path);
    copyFileSync(kept, join(path, basename(kept)));
    const open: Workspace["bundles"]["open"] = () => {
      stick.pull();
      throw new Problem("bundle-unreadable", { file: basename(kept) });
    };
    return [{ ...ws, bundles: { ...ws.bundles, open } }, join(path, basename(kept))];
  };
  expect(await codeOf(() => importBundle(...inMiddle(county), { means: "usb" }, UNWATCHED))).toBe("drive-gone");
  expect(await codeOf(() => previewBundle(...inMiddle(county), UNWATCHED))).toBe("drive-gone");
  expect(await codeOf(() => trustRoot(...inMiddle(town), "", UNWATCHED))).toBe("drive-gone");
  const [still] = inMiddle({ ...county, drives: { ...county.drives, markOf: () => Promise.resolve("the same") } });
  expect(await codeOf(() => importBundle(still, kept, { means: "usb" }, UNWATCHED))).toBe("bundle-unreadable");
  expect(workspaceState(join(folder, "county"), county)).toEqual(before);
  expect((await previewBundle(county, kept, UNWATCHED)).number).toBeGreaterThan(0);
});
