// Conflicts through real bundles: two PCs of one unit and the county; the four cases that offices know (product.md 22).
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { resultOf } from "../../../src-main/api/views/import-view.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { computeFigures } from "../../../src-main/usecases/figures/figures.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBatch, previewBatch, type RunResult } from "../../../src-main/usecases/receiving/bundles/import-batch.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { listConflicts } from "../../../src-main/usecases/conflicts/list-conflicts.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { resolveConflict } from "../../../src-main/usecases/conflicts/resolve-conflict.ts";
import { packCampaign } from "../../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../../support/codes.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import {
  activity,
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  pinCounty,
  record,
  reopenOffice,
  TOWN,
} from "../../support/offices/office.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const USB = { means: "usb" } as const;

/** County, and two PCs of one town, each with a key of its own. */
async function threePcs() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const second = await openOffice(join(folder, "second"), TOWN, clock);
  await pinCounty(folder, county.ws, second.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, second.ws));
  const pack = await packCampaign(county.ws, folder, undefined, UNWATCHED);
  for (const { ws } of [town, second]) await importBundle(ws, pack.path, USB, UNWATCHED);
  return { folder, county: county.ws, one: town.ws, two: second.ws };
}

async function carry(folder: string, from: Workspace, ...to: readonly Workspace[]): Promise<void> {
  const path = await handOver(folder, from, true);
  for (const ws of to) await importBundle(ws, path, USB, UNWATCHED);
}

/** One activity that both PCs changed differently, known at all three. */
async function conflicting() {
  const pcs = await threePcs();
  const { folder, county, one, two } = pcs;
  const { record: id } = await record(one, "原来的标题", {}, []);
  await carry(folder, one, two, county);
  const change = (ws: Workspace, title: string, persons: number) =>
    putRecord(ws, { kind: "activity", record: id, value: activity(title, { metrics: { sessions: 1, persons } }) }, UNWATCHED);
  await change(one, "一号电脑的标题", 10);
  await change(two, "二号电脑的标题", 10);
  await carry(folder, one, two, county);
  await carry(folder, two, one, county);
  return { ...pcs, key: { unit: TOWN, kind: "activity", record: id } };
}

test("the result of a merge tells in records what its preview told, and only the conflicts that this bundle opened", async () => {
  const { folder, county, one, two, key } = await conflicting();
  const { record: other } = await record(one, "第二条");
  await carry(folder, one, two, county);
  const retitle = (ws: Workspace, title: string) =>
    putRecord(ws, { kind: "activity", record: other, value: activity(title) }, UNWATCHED);
  await retitle(one, "第二条（一号）");
  await carry(folder, one, county);
  await retitle(two, "第二条（二号）");
  await record(two, "新的一条");
  const path = await handOver(folder, two, true);
  const [told] = (await previewBatch(county, [path], UNWATCHED)).done;
  expect(told?.changes).toMatchObject({ newRecords: 1, changedRecords: 1, conflicts: 1 });
  const batch = await importBatch(county, [path], USB, UNWATCHED);
  const said = (run: RunResult) =>
    resultOf(county, run, { receivedAtMs: 0, means: "usb", reason: undefined }).bundles.map((row) => [
      row.added,
      row.changed,
      row.conflicts,
    ]);
  expect(said(batch)).toEqual([[1, 1, 1]]);
  expect(listConflicts(county)).toHaveLength(2);
  expect(county.store.record(key)?.conflicts).not.toEqual([]);
  expect(county.store.imports().at(-1)).toMatchObject({ newRecords: 1, changedRecords: 1, conflicts: 1 });
  expect(said(await importBatch(county, [path], USB, UNWATCHED))).toEqual([[0, 0, 0]]);
});

describe("deciding", () => {
  test("the unit decides, the county sees it and may not; afterwards all ends agree", async () => {
    const { folder, county, one, two, key } = await conflicting();
    const [open] = listConflicts(one);
    expect(open).toMatchObject({ ...key, mayDecide: true, fields: [{ path: "/title", bases: ["原来的标题"] }] });
    expect(open?.fields[0]?.sides.map(({ value }) => value).sort()).toEqual(["一号电脑的标题", "二号电脑的标题"]);
    expect(listConflicts(county)).toMatchObject([{ ...key, mayDecide: false }]);
    const decision = { heads: open?.heads ?? [], decisions: { "/title": "商定的标题" } };
    expect(await codeOf(() => resolveConflict(county, key, decision, UNWATCHED))).toBe("conflict-not-yours");
    expect(await codeOf(() => resolveConflict(one, key, { ...decision, decisions: {} }, UNWATCHED))).toBe("conflict-undecided");
    expect(await codeOf(() => resolveConflict(one, key, { ...decision, heads: decision.heads.slice(1) }, UNWATCHED))).toBe(
      "conflict-changed",
    );
    await resolveConflict(one, key, decision, UNWATCHED);
    expect(await codeOf(() => resolveConflict(one, key, decision, UNWATCHED))).toBe("conflict-none");
    await carry(folder, one, two, county);
    for (const ws of [one, two, county]) {
      expect(listConflicts(ws)).toEqual([]);
      expect(ws.store.record(key)).toMatchObject({ title: "商定的标题", conflicts: [] });
    }
    expect(one.store.projected(TOWN)).toEqual(two.store.projected(TOWN));
  });

  test("a bundle that closes one and opens another is told to open one; one that only closes opens none", async () => {
    const { folder, county, one, two, key } = await conflicting();
    const { record: other } = await record(one, "另一条", {}, []);
    await carry(folder, one, two, county);
    const change = (ws: Workspace, title: string) =>
      putRecord(ws, { kind: "activity", record: other, value: activity(title) }, UNWATCHED);
    await change(two, "二号改的");
    await carry(folder, two, county);
    const [open] = listConflicts(one);
    await resolveConflict(one, key, { heads: open?.heads ?? [], decisions: { "/title": "商定的标题" } }, UNWATCHED);
    const closing = await handOver(folder, one, true);
    await change(one, "一号改的");
    const both = await handOver(folder, one, true);
    const opens = async (paths: readonly string[]) => {
      const { done, together } = await previewBatch(county, paths, UNWATCHED);
      return [done.map(({ changes }) => changes.conflicts), together.conflicts];
    };
    expect(await opens([closing])).toEqual([[0], 0]);
    expect(await opens([closing, both])).toEqual([[0, 1], 1]);
  });

  test("while it is open, plain saving and deleting are refused and nothing is lost", async () => {
    const { one, key } = await conflicting();
    const plain = () => putRecord(one, { kind: "activity", record: key.record, value: activity("第三个标题") }, UNWATCHED);
    expect(await codeOf(plain)).toBe("conflict-open");
    expect(await codeOf(async () => deleteRecord(one, key))).toBe("conflict-open");
    expect(listConflicts(one)[0]?.fields).toHaveLength(1);
  });

  test("a deletion against an edit is decided either way", async () => {
    const { folder, county, one, two } = await threePcs();
    const kept = await record(one, "要留的", {}, []);
    const gone = await record(one, "要删的", {}, []);
    await carry(folder, one, two, county);
    for (const { record: id } of [kept, gone]) {
      deleteRecord(one, { unit: TOWN, kind: "activity", record: id });
      await putRecord(two, { kind: "activity", record: id, value: activity("二号又改了") }, UNWATCHED);
    }
    await carry(folder, one, two);
    const open = listConflicts(two);
    expect(open.map(({ fields }) => fields.map(({ path }) => path))).toEqual([[""], [""]]);
    for (const { heads, ...key } of open) {
      const decisions = { "": key.record === gone.record ? null : true };
      await resolveConflict(two, { unit: TOWN, kind: "activity", record: key.record }, { heads, decisions }, UNWATCHED);
    }
    await carry(folder, two, one, county);
    for (const ws of [one, two, county]) {
      expect(ws.store.record({ unit: TOWN, kind: "activity", record: kept.record })).toMatchObject({
        status: "shown",
        title: "二号又改了",
      });
      expect(ws.store.record({ unit: TOWN, kind: "activity", record: gone.record })).toMatchObject({ status: "deleted" });
    }
  });
});

describe("the four cases of Chongqing (product.md 22)", () => {
  test("same data entered on several PCs: a record with a natural key meets in one, and what agrees is no conflict", async () => {
    const { folder, county, one, two } = await threePcs();
    const liaison = { name: "联络员甲", post: "应急办", mobile: "19900000000" };
    await putRecord(one, { kind: "liaison", value: liaison }, UNWATCHED);
    await putRecord(two, { kind: "liaison", value: { ...liaison, post: "安监站" } }, UNWATCHED);
    const sealed = [await handOver(folder, one), await handOver(folder, two)];
    for (const path of sealed) await importBundle(county, path, USB, UNWATCHED);
    expect(county.store.records({ kind: "liaison", limit: 10 }).records).toHaveLength(1);
    expect(listConflicts(county)).toMatchObject([{ kind: "liaison", fields: [{ path: "/post" }] }]);
  });

  test("deleted and recreated: the new record stands beside the tombstone, whatever order the bundles take", async () => {
    const { folder, county, one } = await threePcs();
    const first = await record(one, "应急演练", { metrics: { sessions: 1, persons: 30 } }, []);
    const before = await handOver(folder, one, true);
    deleteRecord(one, { unit: TOWN, kind: "activity", record: first.record });
    const again = await record(one, "应急演练", { metrics: { sessions: 1, persons: 35 } }, []);
    const after = await handOver(folder, one, true);
    for (const path of [after, before, after]) await importBundle(county, path, USB, UNWATCHED);
    const { records } = county.store.records({ kind: "activity", limit: 10 });
    expect(records.map(({ record: id }) => id)).toEqual([again.record]);
    expect(listConflicts(county)).toEqual([]);
  });

  test("re-entry after a conversion: a copied folder goes on with the same feed, both branches are kept and the fork is shown", async () => {
    const folder = await tempFolder();
    const { county, town, clock } = await enrolledPair(folder);
    await record(town.ws, "换机前", {}, []);
    await town.close();
    copyTree(join(folder, "town"), join(folder, "converted"));
    const old = await reopenOffice(join(folder, "town"), clock);
    const converted = await reopenOffice(join(folder, "converted"), clock);
    await record(old.ws, "旧机补录", {}, []);
    await record(converted.ws, "新机补录", {}, []);
    for (const { ws } of [old, converted]) await importBundle(county.ws, await handOver(folder, ws, true), USB, UNWATCHED);
    const titles = county.ws.store.records({ kind: "activity", limit: 10 }).records.map(({ title }) => title);
    expect(titles.sort()).toEqual(["换机前", "旧机补录", "新机补录"].sort());
    expect(county.ws.store.forks()).toHaveLength(1);
  });

  test("stale statistics: figures follow the records, and what was filed is kept beside them", async () => {
    const { folder, county, one } = await threePcs();
    const files = [{ path: await picture(folder, "IMG_0001.jpg", 1) }];
    const day = (persons: number) => activity("咨询日", { code: "23209", metrics: { sessions: 1, persons } });
    const { record: id } = await putRecord(one, { kind: "activity", value: day(100), files }, UNWATCHED);
    handIn(one, { report: "weekly:1" });
    await carry(folder, one, county);
    await putRecord(one, { kind: "activity", record: id, value: day(80), files }, UNWATCHED);
    handIn(one, { report: "now" });
    await carry(folder, one, county);
    const filed = county.store.reports(TOWN).find(({ type }) => type === "weekly")?.value["figures"];
    const now = computeFigures(county, TOWN, "total").rows.find(({ row }) => row === "31")?.cumulative;
    expect({ filed: (filed as Record<string, unknown>)["31"], now }).toEqual({
      filed: { period: "100", cumulative: "100" },
      now: { kind: "number", value: 80 },
    });
  });
});
