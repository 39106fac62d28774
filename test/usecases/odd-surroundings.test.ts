// Odd names, wrong clocks and a second program: everything arrives, or the sentence says what is wrong.
import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test, vi } from "vitest";
import { UNWATCHED } from "../../src-main/usecases/workspace.ts";
import { importBatch } from "../../src-main/usecases/receiving/bundles/import-batch.ts";
import { readBackBundle } from "../../src-main/usecases/sending/drive/read-back.ts";
import { issueReceipts } from "../../src-main/usecases/receipts/receipt.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, handOver, record, seasonClock, TOWN } from "../support/offices/office.ts";
import { take } from "../support/offices/receipts.ts";
import { problemOf } from "../support/run-cli.ts";
import { plugIn } from "../support/faults/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { send, sharedPair } from "./troubled-offices.ts";

// Real mounts and whole offices: a busy machine takes its time over them.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const sharedOffices = sharedPair();

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
  await record(town.ws, "宣讲");
  const path = await handOver(folder, town.ws);
  clock.nowMs = rightMs;
  const taken = await take(county.ws, path);
  expect(taken.changes.added).toBeGreaterThan(0);
  expect(Math.abs(taken.receivedMs - rightMs)).toBeLessThan(60_000);
  clock.nowMs = rightMs + 60_000;
  await record(town.ws, "演练");
  await take(county.ws, await handOver(folder, town.ws));
  expect(county.ws.store.records({ kind: "activity", limit: 10 }).records).toHaveLength(2);
});

test("two programs on one workspace: the second is told, the first goes on", async () => {
  const { folder, town } = await sharedOffices();
  const second = await problemOf(["export", join(folder, "town"), "--to", folder]);
  expect(second.code).toBe("workspace-busy");
  const { record: key } = await record(town, "照常");
  expect(town.store.findRecords(key)).toHaveLength(1);
});
