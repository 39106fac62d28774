// What a unit reads tells what became different by it, and nothing of what stood before: of the county, and of the unit's other PC.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { canonicalJson, type Json } from "../../src-main/domain/json.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { deleteRecord } from "../../src-main/usecases/delete-record.ts";
import { listConflicts } from "../../src-main/usecases/list-conflicts.ts";
import type { Progress } from "../../src-main/usecases/ports.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { takeIn } from "../../src-main/usecases/take-in.ts";
import { packCampaign } from "../../src-main/usecases/trust-root.ts";
import { codeOf } from "../support/codes.ts";
import { leftovers } from "../support/disk-state.ts";
import { activity, handOver, record } from "../support/office.ts";
import { receiptFile, take } from "../support/receipts.ts";
import { unitOfTwoPcs } from "../support/unit-pcs.ts";

const NOTHING = { receipt: false, returned: 0, standing: null, campaign: false, merged: 0, conflicts: 0, held: 0 };

async function newsOf(desk: Desk, ...paths: readonly string[]) {
  return (await takeIn(desk, paths, UNWATCHED)).news;
}

function change(desk: Desk, id: string, title: string) {
  return putRecord(desk, { kind: "activity", record: id, value: activity(title) }, UNWATCHED);
}

describe("of the county", () => {
  test("a pack brings this PC's approval, once", async () => {
    const { one, pack } = await unitOfTwoPcs();
    expect(await newsOf(one.desk, pack)).toEqual({ ...NOTHING, standing: "approved" });
    const again = await takeIn(one.desk, [pack], UNWATCHED);
    expect(again.news).toEqual(NOTHING);
    expect(again.batch.done).toMatchObject([{ alreadyImported: true }]);
  });

  test("a receipt is told with what it returns; returned before, and read again, it is not told again", async () => {
    const { folder, county, one, pack } = await unitOfTwoPcs();
    await take(one.desk, pack);
    const { record: id } = await record(one.desk, "宣讲");
    await take(county.desk, await handOver(folder, one.desk));
    reviewRecord(county.desk, { record: id, decision: "return", reason: "人数与照片不符" });
    const receipt = await receiptFile(folder, county.desk, one.desk.store.facts().unit);
    expect(await newsOf(one.desk, receipt)).toEqual({ ...NOTHING, receipt: true, returned: 1 });
    expect(await newsOf(one.desk, receipt)).toEqual(NOTHING);
  });
});

test("a pack with a newer campaign version is told, once", async () => {
  const { folder, county, one, pack } = await unitOfTwoPcs();
  await take(one.desk, pack);
  await publishNext(county.desk);
  mkdirSync(join(folder, "新方案"));
  const { path } = await packCampaign(county.desk, join(folder, "新方案"), undefined, UNWATCHED);
  expect(await newsOf(one.desk, path)).toEqual({ ...NOTHING, campaign: true });
  expect(await newsOf(one.desk, path)).toEqual(NOTHING);
});

/** The county's next version: the same campaign under a higher number. */
async function publishNext(desk: Desk): Promise<void> {
  const campaign = { ...desk.campaign(), version: desk.campaign().version + 1 };
  const bytes = Buffer.from(canonicalJson(campaign as unknown as Json));
  const file = await desk.media.intakeStream(Readable.from([bytes]), UNWATCHED);
  await desk.media.commit([file]);
  const { sha256, sizeBytes, crc32 } = file;
  desk.store.addMedia([{ sha256, sizeBytes, crc32, ext: "json", mime: "application/json" }]);
  const [known] = desk.store.records({ kind: "campaign", limit: 1 }).records;
  if (known === undefined || known.value === null) throw new Error("the county has a campaign");
  const value = { ...known.value, document: sha256, sizeBytes, version: campaign.version };
  desk.store.append([{ kind: "campaign", record: known.record, unit: known.unit, audience: "all", value }]);
}

describe("of the unit's other PC", () => {
  test("what it brings is counted by records: new, changed and deleted ones; read again it brings nothing", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    for (const { desk } of [one, two]) await take(desk, pack);
    const [changed, deleted] = [await record(one.desk, "要改的"), await record(one.desk, "要删的")];
    await take(two.desk, await handOver(folder, one.desk));
    await change(two.desk, changed.record, "改过的");
    deleteRecord(two.desk, deleted);
    await record(two.desk, "二号记的");
    const path = await handOver(folder, two.desk);
    expect(await newsOf(one.desk, path)).toEqual({ ...NOTHING, merged: 3 });
    expect(await newsOf(one.desk, path)).toEqual(NOTHING);
  });

  test("a conflict that it opens is told; one that was open already is not", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    for (const { desk } of [one, two]) await take(desk, pack);
    const { record: id } = await record(one.desk, "原来的");
    await take(two.desk, await handOver(folder, one.desk));
    await change(one.desk, id, "一号改的");
    await change(two.desk, id, "二号改的");
    expect(await newsOf(one.desk, await handOver(folder, two.desk))).toEqual({ ...NOTHING, conflicts: 1 });
    expect(listConflicts(one.desk)).toHaveLength(1);
    await record(two.desk, "二号记的");
    expect(await newsOf(one.desk, await handOver(folder, two.desk))).toEqual({ ...NOTHING, merged: 1 });
  });

  test("what it hands in may bring its own approval along: then nothing of it waits", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    await take(two.desk, pack);
    await record(two.desk, "二号记的");
    expect(await newsOf(one.desk, await handOver(folder, two.desk))).toEqual({ ...NOTHING, standing: "approved", merged: 1 });
  });

  test("of a PC that is not approved here yet it is kept, and comes in with the pack that approves it", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    await record(two.desk, "二号记的");
    const news = await newsOf(one.desk, await handOver(folder, two.desk, true));
    expect(news).toMatchObject({ merged: 0, conflicts: 0 });
    expect(news.held).toBeGreaterThan(0);
    expect(await newsOf(one.desk, pack)).toEqual({ ...NOTHING, merged: 1 });
  });
});

test("stopped in the second file, the first one stays and nothing of the second is left", async () => {
  const { folder, one, two, pack } = await unitOfTwoPcs();
  for (const { desk } of [one, two]) await take(desk, pack);
  const paths: string[] = [];
  for (const title of ["先记的", "后记的"]) {
    await record(two.desk, title);
    paths.push(await handOver(folder, two.desk));
  }
  const stop = new AbortController();
  const progress: Progress = { signal: stop.signal, report: () => isHere(one.desk, "先记的") && stop.abort() };
  expect(await codeOf(() => takeIn(one.desk, paths, progress))).toBe("cancelled");
  expect([isHere(one.desk, "先记的"), isHere(one.desk, "后记的")]).toEqual([true, false]);
  expect(leftovers(join(folder, "town"))).toEqual([]);
});

function isHere(desk: Desk, title: string): boolean {
  return desk.store.records({ kind: "activity", limit: 10 }).records.some((row) => row.title === title);
}
