// What a unit reads tells what became different by it, and nothing of what stood before: of the county, and of the unit's other PC.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { canonicalJson, type Json } from "../../../../src-main/domain/json.ts";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { deleteRecord } from "../../../../src-main/usecases/records/versions/delete-record.ts";
import { listConflicts } from "../../../../src-main/usecases/conflicts/list-conflicts.ts";
import type { Progress } from "../../../../src-main/usecases/ports/progress.ts";
import { putRecord } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { reviewRecord } from "../../../../src-main/usecases/duties/review/review.ts";
import { takeIn } from "../../../../src-main/usecases/receiving/bundles/take-in.ts";
import { packCampaign } from "../../../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../../../support/codes.ts";
import { leftovers } from "../../../support/offices/disk-state.ts";
import { activity, handOver, record } from "../../../support/offices/office.ts";
import { receiptFile, take } from "../../../support/offices/receipts.ts";
import { unitOfTwoPcs } from "../../../support/offices/unit-pcs.ts";

const NOTHING = { receipt: false, returned: 0, standing: null, campaign: false, merged: 0, conflicts: 0, held: 0 };

async function newsOf(ws: Workspace, ...paths: readonly string[]) {
  return (await takeIn(ws, paths, UNWATCHED)).news;
}

function change(ws: Workspace, id: string, title: string) {
  return putRecord(ws, { kind: "activity", record: id, value: activity(title) }, UNWATCHED);
}

describe("of the county", () => {
  test("a pack brings this PC's approval, once", async () => {
    const { one, pack } = await unitOfTwoPcs();
    expect(await newsOf(one.ws, pack)).toEqual({ ...NOTHING, standing: "approved" });
    const again = await takeIn(one.ws, [pack], UNWATCHED);
    expect(again.news).toEqual(NOTHING);
    expect(again.batch.done).toMatchObject([{ alreadyImported: true }]);
  });

  test("a receipt is told with what it returns; returned before, and read again, it is not told again", async () => {
    const { folder, county, one, pack } = await unitOfTwoPcs();
    await take(one.ws, pack);
    const { record: id } = await record(one.ws, "宣讲");
    await take(county.ws, await handOver(folder, one.ws));
    reviewRecord(county.ws, { record: id, decision: "return", reason: "人数与照片不符" });
    const receipt = await receiptFile(folder, county.ws, one.ws.store.facts().unit);
    expect(await newsOf(one.ws, receipt)).toEqual({ ...NOTHING, receipt: true, returned: 1 });
    expect(await newsOf(one.ws, receipt)).toEqual(NOTHING);
  });
});

test("a pack with a newer campaign version is told, once", async () => {
  const { folder, county, one, pack } = await unitOfTwoPcs();
  await take(one.ws, pack);
  await publishNext(county.ws);
  mkdirSync(join(folder, "新方案"));
  const { path } = await packCampaign(county.ws, join(folder, "新方案"), undefined, UNWATCHED);
  expect(await newsOf(one.ws, path)).toEqual({ ...NOTHING, campaign: true });
  expect(await newsOf(one.ws, path)).toEqual(NOTHING);
});

/** The county's next version: the same campaign under a higher number. */
async function publishNext(ws: Workspace): Promise<void> {
  const campaign = { ...ws.campaign(), version: ws.campaign().version + 1 };
  const bytes = Buffer.from(canonicalJson(campaign as unknown as Json));
  const file = await ws.media.intakeStream(Readable.from([bytes]), UNWATCHED);
  await ws.media.commit([file]);
  const { sha256, sizeBytes, crc32 } = file;
  ws.store.addMedia([{ sha256, sizeBytes, crc32, ext: "json", mime: "application/json" }]);
  const [known] = ws.store.records({ kind: "campaign", limit: 1 }).records;
  if (known === undefined || known.value === null) throw new Error("the county has a campaign");
  const value = { ...known.value, document: sha256, sizeBytes, version: campaign.version };
  ws.store.append([{ kind: "campaign", record: known.record, unit: known.unit, audience: "all", value }]);
}

describe("of the unit's other PC", () => {
  test("what it brings is counted by records: new, changed and deleted ones; read again it brings nothing", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    for (const { ws } of [one, two]) await take(ws, pack);
    const [changed, deleted] = [await record(one.ws, "要改的"), await record(one.ws, "要删的")];
    await take(two.ws, await handOver(folder, one.ws));
    await change(two.ws, changed.record, "改过的");
    deleteRecord(two.ws, deleted);
    await record(two.ws, "二号记的");
    const path = await handOver(folder, two.ws);
    expect(await newsOf(one.ws, path)).toEqual({ ...NOTHING, merged: 3 });
    expect(await newsOf(one.ws, path)).toEqual(NOTHING);
  });

  test("a conflict that it opens is told; one that was open already is not", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    for (const { ws } of [one, two]) await take(ws, pack);
    const { record: id } = await record(one.ws, "原来的");
    await take(two.ws, await handOver(folder, one.ws));
    await change(one.ws, id, "一号改的");
    await change(two.ws, id, "二号改的");
    expect(await newsOf(one.ws, await handOver(folder, two.ws))).toEqual({ ...NOTHING, conflicts: 1 });
    expect(listConflicts(one.ws)).toHaveLength(1);
    await record(two.ws, "二号记的");
    expect(await newsOf(one.ws, await handOver(folder, two.ws))).toEqual({ ...NOTHING, merged: 1 });
  });

  test("what it hands in may bring its own approval along: then nothing of it waits", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    await take(two.ws, pack);
    await record(two.ws, "二号记的");
    expect(await newsOf(one.ws, await handOver(folder, two.ws))).toEqual({ ...NOTHING, standing: "approved", merged: 1 });
  });

  test("of a PC that is not approved here yet it is kept, and comes in with the pack that approves it", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    await record(two.ws, "二号记的");
    const news = await newsOf(one.ws, await handOver(folder, two.ws, true));
    expect(news).toMatchObject({ merged: 0, conflicts: 0 });
    expect(news.held).toBeGreaterThan(0);
    expect(await newsOf(one.ws, pack)).toEqual({ ...NOTHING, merged: 1 });
  });
});

test("stopped in the second file, the first one stays and nothing of the second is left", async () => {
  const { folder, one, two, pack } = await unitOfTwoPcs();
  for (const { ws } of [one, two]) await take(ws, pack);
  const paths: string[] = [];
  for (const title of ["先记的", "后记的"]) {
    await record(two.ws, title);
    paths.push(await handOver(folder, two.ws));
  }
  const stop = new AbortController();
  const progress: Progress = { signal: stop.signal, report: () => isHere(one.ws, "先记的") && stop.abort() };
  expect(await codeOf(() => takeIn(one.ws, paths, progress))).toBe("cancelled");
  expect([isHere(one.ws, "先记的"), isHere(one.ws, "后记的")]).toEqual([true, false]);
  expect(leftovers(join(folder, "town"))).toEqual([]);
});

function isHere(ws: Workspace, title: string): boolean {
  return ws.store.records({ kind: "activity", limit: 10 }).records.some((row) => row.title === title);
}
