// A bundle counts as written once it was read back: until then nothing says so, and its number is free again if nothing of it is left.
import { mkdirSync, readdirSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pastHandIns } from "../../../src-main/usecases/hand-in/past-hand-ins.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import type { Workspace } from "../../../src-main/usecases/workspace.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import type { Progress } from "../../../src-main/usecases/ports/progress.ts";
import { issueReceipts, unitsDueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { codeOf } from "../../support/codes.ts";
import { enrolledPair, handOver, record, TOWN } from "../../support/offices/office.ts";
import { take } from "../../support/offices/receipts.ts";
import { plugIn } from "../../support/faults/small-drive.ts";
import { tempFolder } from "../../support/temp-folder.ts";

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

function send(ws: Workspace, folder: string, progress: Progress) {
  return exportBundle(ws, { folder, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] }, progress);
}

test("a hand-in that the drive did not keep is not exported: its file goes, and its number is taken by the next", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  expect(await codeOf(() => send(town.ws, stick, between(cut(stick))))).toBe("read-back-differs");
  expect([readdirSync(stick), pastHandIns(town.ws)]).toEqual([[], []]);
  const sent = await send(town.ws, stick, UNWATCHED);
  expect([sent.number, sent.readFrom]).toEqual([2, expect.any(String)]);
  expect(pastHandIns(town.ws)).toHaveLength(1);
});

test("pulled out before it was read back: the number is not taken again, for the file may still lie there", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  const stick = plugIn(join(folder, "U盘"));
  expect(await codeOf(() => send(town.ws, stick.path, between(stick.pull)))).toBe("drive-gone");
  const other = join(folder, "另一个");
  mkdirSync(other);
  expect((await send(town.ws, other, UNWATCHED)).number).toBe(3);
});

test("a receipt that the drive did not keep stays due", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "宣讲");
  await take(county.ws, await handOver(folder, town.ws));
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  expect(await codeOf(() => issueReceipts(county.ws, TOWN, stick, between(cut(stick))))).toBe("read-back-differs");
  expect(unitsDueReceipts(county.ws)).toEqual([TOWN]);
  await issueReceipts(county.ws, TOWN, stick, UNWATCHED);
  expect(unitsDueReceipts(county.ws)).toEqual([]);
});
