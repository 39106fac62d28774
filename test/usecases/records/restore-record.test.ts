// A deleted record comes back as it was saved last, with its evidence; the county sees what a hand-in says, deleted or restored.
import { expect, test } from "vitest";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { deletedRecords, restoreRecord } from "../../../src-main/usecases/records/versions/restore-record.ts";
import { codeOf } from "../../support/codes.ts";
import { enrolledPair, handOver, openOffice, record, seasonClock, TOWN } from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { unitOfTwoPcs } from "../../support/offices/unit-pcs.ts";

const keyOf = (id: string): RecordKey => ({ unit: TOWN, kind: "activity", record: id });
const shown = (ws: Workspace, id: string) => ws.store.record(keyOf(id))?.status;

test("it comes back with its evidence, and the list of the deleted says who deleted what and when", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const { ws } = await openOffice(folder, TOWN, clock);
  const { record: id } = await record(ws, "宣讲会", {}, [await picture(folder, "a.jpg", 1)]);
  await record(ws, "讲座");
  const before = ws.store.record(keyOf(id))?.value;
  clock.nowMs += 60_000;
  deleteRecord(ws, keyOf(id));
  expect(deletedRecords(ws, "activity", 10)).toEqual([
    { record: id, title: "宣讲会", deletedAtMs: expect.any(Number), by: ws.store.facts().person },
  ]);
  expect(deletedRecords(ws, "hazard", 10)).toEqual([]);
  restoreRecord(ws, keyOf(id));
  expect(ws.store.record(keyOf(id))?.value).toEqual(before);
  expect(deletedRecords(ws, "activity", 10)).toEqual([]);
  const { media, problems } = await checkWorkspace(ws, true, UNWATCHED);
  expect([media.missing, media.unnamed, problems]).toEqual([0, 0, []]);
});

test("what is shown, never was, or is another office's is not restored", async () => {
  const { county, town } = await enrolledPair(await tempFolder());
  const { record: id } = await record(town.ws, "宣讲会");
  expect(await codeOf(async () => restoreRecord(town.ws, keyOf(id)))).toBe("record-not-found");
  expect(await codeOf(async () => restoreRecord(town.ws, keyOf("none")))).toBe("record-not-found");
  deleteRecord(town.ws, keyOf(id));
  expect(await codeOf(async () => restoreRecord(county.ws, keyOf(id)))).toBe("record-not-yours");
});

test("deleted again after an edit, the edit comes back; the county follows the hand-ins", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const { record: id } = await record(town.ws, "宣讲会", {}, [await picture(folder, "a.jpg", 1)]);
  const value = town.ws.store.record(keyOf(id))?.value ?? {};
  const take = async () => importBundle(county.ws, await handOver(folder, town.ws), { means: "usb" }, UNWATCHED);
  handIn(town.ws, { report: "weekly:1" });
  await take();
  deleteRecord(town.ws, keyOf(id));
  await take();
  expect([shown(county.ws, id), shown(town.ws, id)]).toEqual(["deleted", "deleted"]);
  restoreRecord(town.ws, keyOf(id));
  await putRecord(town.ws, { kind: "activity", record: id, value: { ...value, title: "宣讲会（改）" } }, UNWATCHED);
  deleteRecord(town.ws, keyOf(id));
  restoreRecord(town.ws, keyOf(id));
  await take();
  expect(county.ws.store.record(keyOf(id))?.value?.["title"]).toBe("宣讲会（改）");
  expect(county.ws.store.record(keyOf(id))?.conflicts).toEqual([]);
});

test("edits of two PCs that had come together come back together, under the name of who deleted last", async () => {
  const { folder, county, one, two, pack } = await unitOfTwoPcs();
  for (const ws of [one.ws, two.ws]) await take(ws, pack);
  const { record: id } = await record(one.ws, "宣讲会");
  const carry = async (from: Workspace, ...to: readonly Workspace[]) => {
    const path = await handOver(folder, from);
    for (const ws of to) await take(ws, path);
  };
  await carry(one.ws, two.ws, county.ws);
  const edit = (ws: Workspace, change: object) => {
    const value = ws.store.record(keyOf(id))?.value ?? {};
    return putRecord(ws, { kind: "activity", record: id, value: { ...value, ...change } }, UNWATCHED);
  };
  await edit(one.ws, { title: "宣讲会（改）" });
  await edit(two.ws, { place: "文化广场" });
  await carry(one.ws, two.ws);
  await carry(two.ws, one.ws);
  deleteRecord(one.ws, keyOf(id));
  expect(deletedRecords(one.ws, "activity", 10)).toMatchObject([{ title: "宣讲会（改）", by: one.ws.store.facts().person }]);
  restoreRecord(one.ws, keyOf(id));
  expect(one.ws.store.record(keyOf(id))?.value).toMatchObject({ title: "宣讲会（改）", place: "文化广场" });
  expect(one.ws.store.record(keyOf(id))?.conflicts).toEqual([]);
});
