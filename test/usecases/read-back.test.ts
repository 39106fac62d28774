// A bundle counts as written once it was read back: until then nothing says so, and its number is free again if nothing of it is left.
import { mkdirSync, readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pastHandIns } from "../../src-main/api/views/past-hand-ins.ts";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import type { Desk } from "../../src-main/usecases/desk.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import type { Progress } from "../../src-main/usecases/ports.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipt.ts";
import { codeOf } from "../support/codes.ts";
import { enrolledPair, handOver, record, TOWN } from "../support/office.ts";
import { take } from "../support/receipts.ts";
import { plugIn } from "../support/small-drive.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** Does something to the file between writing and reading back. */
function between(change: () => void): Progress {
  return { ...UNWATCHED, step: change };
}

/** The one file in a folder loses its last byte. */
function cut(folder: string): () => void {
  return () => {
    const [name = ""] = readdirSync(folder);
    truncateSync(join(folder, name), 100);
  };
}

function send(desk: Desk, folder: string, progress: Progress) {
  return exportBundle(desk, { folder, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] }, progress);
}

test("a hand-in that the drive did not keep is not exported: its file goes, and its number is taken by the next", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.desk, "宣讲");
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  expect(await codeOf(() => send(town.desk, stick, between(cut(stick))))).toBe("read-back-differs");
  expect([readdirSync(stick), pastHandIns(town.desk)]).toEqual([[], []]);
  const sent = await send(town.desk, stick, UNWATCHED);
  expect([sent.number, sent.readFrom]).toEqual([2, expect.any(String)]);
  expect(pastHandIns(town.desk)).toHaveLength(1);
});

test("pulled out before it was read back: the number is not taken again, for the file may still lie there", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.desk, "宣讲");
  const stick = plugIn(join(folder, "U盘"));
  expect(await codeOf(() => send(town.desk, stick.path, between(stick.pull)))).toBe("drive-gone");
  const other = join(folder, "另一个");
  mkdirSync(other);
  expect((await send(town.desk, other, UNWATCHED)).number).toBe(3);
});

test("a receipt that the drive did not keep stays due", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "宣讲");
  await take(county.desk, await handOver(folder, town.desk));
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  expect(await codeOf(() => issueReceipts(county.desk, TOWN, stick, between(cut(stick))))).toBe("read-back-differs");
  expect(unitsDueReceipts(county.desk)).toEqual([TOWN]);
  await issueReceipts(county.desk, TOWN, stick, UNWATCHED);
  expect(unitsDueReceipts(county.desk)).toEqual([]);
});
