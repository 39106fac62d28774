// Returns, acceptance and the telephone: what the county decides holds for what it saw, and reaches the unit with the next receipt.
import type { Cell } from "../../../src-main/domain/duties/cell.ts";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reviewStateOf } from "../../../src-main/domain/duties/judgement.ts";
import { deleteRecord } from "../../../src-main/usecases/records/versions/delete-record.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { codeOfImport, confirmByCode, telephoneCode } from "../../../src-main/usecases/receipts/receipt-codes.ts";
import { mendedRecords, returnedRecords } from "../../../src-main/usecases/duties/review/returned-records.ts";
import { restoreRecord } from "../../../src-main/usecases/records/versions/restore-record.ts";
import { reviewRecord, reviewsByRecord } from "../../../src-main/usecases/duties/review/review.ts";
import { revokeKey } from "../../../src-main/usecases/trust/revoke-key.ts";
import { setAsideImport, takeBackImport } from "../../../src-main/usecases/receiving/log/set-aside.ts";
import { inspectPack, packCampaign, trustRoot } from "../../../src-main/usecases/trust/trust-root.ts";
import { waiveObligation } from "../../../src-main/usecases/duties/matrix/waive.ts";
import { codeOf } from "../../support/codes.ts";
import {
  activity,
  askCounty,
  COUNTY_OFFICE,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  paperCode,
  pinCounty,
  record,
  seasonClock,
  TOWN,
} from "../../support/offices/office.ts";
import { receiptFile, receiptTo, take } from "../../support/offices/receipts.ts";
import { tempFolder } from "../../support/temp-folder.ts";
import { unitOfTwoPcs } from "../../support/offices/unit-pcs.ts";

const FIRST_WEEK_ENDS = Date.parse("2021-06-03T12:00:00+08:00");
const cellOf = (ws: Workspace, obligation = "weekly:1"): Cell | undefined =>
  buildMatrix(ws).cells.find((cell) => cell.unit === TOWN && cell.obligation === obligation);

test("a returned record is red at the unit with its reason; the edit answers it; an edit after acceptance asks for another look", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const key = await record(town.ws, "写错了");
  await take(county.ws, await handOver(folder, town.ws));
  const stateAt = (ws: Workspace) => reviewStateOf(reviewsByRecord(ws)(key), ws.store.record(key)?.heads ?? []);
  expect(stateAt(county.ws)).toBe("none");
  expect(await codeOf(() => reviewRecord(county.ws, { ...key, decision: "return", reason: " " }))).toBe("review-reason-missing");
  expect(await codeOf(() => reviewRecord(county.ws, { record: "nothing", decision: "accept" }))).toBe("record-not-found");
  expect(await codeOf(() => reviewRecord(town.ws, { ...key, decision: "accept" }))).toBe("workspace-role");
  reviewRecord(county.ws, { record: key.record, decision: "return", reason: "人数与照片不符" });
  await receiptTo(folder, county.ws, town.ws);
  expect(returnedRecords(town.ws, TOWN)).toMatchObject([{ record: { title: "写错了" }, reason: "人数与照片不符" }]);
  await putRecord(town.ws, { kind: "activity", record: key.record, value: activity("改好了") }, UNWATCHED);
  expect([returnedRecords(town.ws, TOWN), stateAt(town.ws)]).toEqual([[], "answered"]);
  expect(mendedRecords(town.ws)).toMatchObject([{ record: { title: "改好了" }, reason: "人数与照片不符" }]);
  await take(county.ws, await handOver(folder, town.ws));
  expect(mendedRecords(town.ws)).toEqual([]);
  expect(stateAt(county.ws)).toBe("answered");
  reviewRecord(county.ws, { ...key, decision: "accept" });
  expect(stateAt(county.ws)).toBe("accepted");
  await receiptTo(folder, county.ws, town.ws);
  await putRecord(town.ws, { kind: "activity", record: key.record, value: activity("又改了") }, UNWATCHED);
  expect(stateAt(town.ws)).toBe("recheck");
  expect(county.ws.store.standings()).toEqual({});
});

test("a returned record that was deleted waits to be sent again; changed at the other PC of the unit it has left already", async () => {
  const { folder, county, one, two, pack } = await unitOfTwoPcs();
  for (const ws of [one.ws, two.ws]) await take(ws, pack);
  const [gone, other] = [await record(one.ws, "重复的"), await record(one.ws, "另一件")];
  const first = await handOver(folder, one.ws);
  for (const ws of [county.ws, two.ws]) await take(ws, first);
  for (const key of [gone, other]) reviewRecord(county.ws, { ...key, decision: "return", reason: "请核实" });
  const receipt = await receiptFile(folder, county.ws, TOWN);
  for (const ws of [one.ws, two.ws]) await take(ws, receipt);
  deleteRecord(one.ws, gone);
  await putRecord(two.ws, { kind: "activity", record: other.record, value: activity("在二号改好") }, UNWATCHED);
  await take(one.ws, await handOver(folder, two.ws));
  expect(mendedRecords(one.ws)).toMatchObject([{ record: { record: gone.record, status: "deleted" } }]);
  restoreRecord(one.ws, gone);
  expect(mendedRecords(one.ws), "brought back as it was returned, it is not mended").toEqual([]);
  expect(returnedRecords(one.ws, TOWN)).toMatchObject([{ record: { record: gone.record }, reason: "请核实" }]);
  deleteRecord(one.ws, gone);
  await handOver(folder, one.ws);
  expect([mendedRecords(one.ws), mendedRecords(two.ws)]).toEqual([[], []]);
});

test("a returned hand-in stands as returned; its answer counts from when it came, not from the first version", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, { report: "zero:1", reason: "没有活动" });
  await take(county.ws, await handOver(folder, town.ws));
  const [report] = county.ws.store.reports(TOWN);
  const first = cellOf(county.ws);
  expect(first).toMatchObject({ state: "on-time" });
  reviewRecord(county.ws, { record: report?.record ?? "", unit: TOWN, decision: "return", reason: "请补报活动" });
  expect(cellOf(county.ws)).toMatchObject({ state: "returned" });
  await receiptTo(folder, county.ws, town.ws);
  expect(cellOf(town.ws)).toMatchObject({ state: "returned" });
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.ws, { report: "zero:1", reason: "确无活动" });
  await take(county.ws, await handOver(folder, town.ws));
  expect(cellOf(county.ws)).toMatchObject({ state: "late" });
  reviewRecord(county.ws, { record: report?.record ?? "", unit: TOWN, decision: "accept" });
  expect(cellOf(county.ws)).toMatchObject({ state: "late" });
});

test("without a return, a second version keeps the time of the first; a waiver ends the duty at both ends", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.ws, { report: "zero:1", reason: "没有活动" });
  await take(county.ws, await handOver(folder, town.ws));
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.ws, { report: "zero:1", reason: "确无活动" });
  await take(county.ws, await handOver(folder, town.ws));
  expect(cellOf(county.ws)).toMatchObject({ state: "on-time" });
  waiveObligation(county.ws, { unit: TOWN, obligation: "weekly:2", reason: "抗洪" });
  await receiptTo(folder, county.ws, town.ws);
  expect([cellOf(county.ws, "weekly:2"), cellOf(town.ws, "weekly:2")]).toMatchObject([{ state: "waived" }, { state: "waived" }]);
});

test("a report of several units with one id is reviewed only for the unit that is named", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  for (const { ws } of [town, other]) {
    handIn(ws, { report: "zero:1", reason: "没有活动" });
    await take(county.ws, await handOver(folder, ws));
  }
  const id = county.ws.store.reports(TOWN)[0]?.record ?? "";
  expect(await codeOf(() => reviewRecord(county.ws, { record: id, decision: "accept" }))).toBe("record-ambiguous");
  reviewRecord(county.ws, { record: id, unit: OTHER_TOWN, decision: "return", reason: "重报" });
  expect(county.ws.store.reports().map((row) => [row.unit, row.returned])).toEqual([
    [TOWN, false],
    [OTHER_TOWN, true],
  ]);
});

test("the code read out by telephone confirms its own bundle, only while all of it is there, and moves no base", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const exported = () => town.ws.store.exports().at(-1)?.number ?? 0;
  const arrived = async () => {
    await take(county.ws, await handOver(folder, town.ws));
    const row = county.ws.store.imports().at(-1);
    return { number: exported(), code: row === undefined ? "" : codeOfImport(county.ws, row) };
  };
  const [first, second] = [await arrived(), await arrived()];
  const wrong = `${first.code.startsWith("0") ? "1" : "0"}${first.code.slice(1)}`;
  expect(await codeOf(() => confirmByCode(town.ws, first.number, wrong))).toBe("receipt-code-wrong");
  expect(await codeOf(() => confirmByCode(town.ws, first.number, first.code.slice(2)))).toBe("receipt-code-length");
  expect(await codeOf(() => confirmByCode(town.ws, first.number, second.code))).toBe("receipt-code-of-other");
  const [row] = county.ws.store.imports().filter((one) => one.number === first.number);
  const feed = Object.keys(row?.claimed ?? {})[0] ?? "";
  const lacking = codeOfImport(county.ws, {
    bundle: row?.bundle ?? "",
    claimed: { ...row?.claimed, [feed]: [{ seq: 99, hash: "0".repeat(64) }] },
  });
  expect(await codeOf(() => confirmByCode(town.ws, first.number, lacking))).toBe("receipt-code-unmatched");
  expect(town.ws.store.confirmedByPhone().size).toBe(0);
  confirmByCode(town.ws, first.number, first.code.toLowerCase());
  expect([...town.ws.store.confirmedByPhone().keys()]).toEqual([row?.bundle]);
  expect(town.ws.store.receiptsRead(1)).toEqual([]);
});

test("there is no code for a bundle that does not count: of a key to be approved, of an ended one, one that is set aside", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const { county, town } = await enrolledPair(folder, clock);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  const codes = (bundle: string) =>
    county.ws.store.imports().flatMap((row) => (row.bundle === bundle ? [telephoneCode(county.ws, row)] : []));
  const code = await askCounty(folder, county.ws, other.ws);
  await record(other.ws, "没核准的");
  const held = await take(county.ws, await handOver(folder, other.ws));
  expect(codes(held.bundleId)).toEqual([null]);
  approveEnrolment(county.ws, code);
  expect(codes(held.bundleId)).toEqual([expect.any(String)]);
  const { bundleId } = await take(county.ws, await handOver(folder, town.ws));
  setAsideImport(county.ws, bundleId, "交错了");
  expect(codes(bundleId)).toEqual([null]);
  takeBackImport(county.ws, bundleId, "核实无误");
  revokeKey(county.ws, paperCode(town.ws), { reason: "换电脑" });
  expect(codes(bundleId)).toEqual([expect.any(String)]);
  await record(town.ws, "停用之后");
  const late = await take(county.ws, await handOver(folder, town.ws));
  expect(codes(late.bundleId)).toEqual([null]);
});

describe("packs", () => {
  test("an older pack changes nothing; one for another unit, of another county, and any before the pin are refused", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
    const town = await openOffice(join(folder, "town"), TOWN, clock);
    const pack = async (ws: Workspace, unit?: string) => (await packCampaign(ws, folder, unit, UNWATCHED)).path;
    const old = await pack(county.ws);
    expect(await codeOf(() => take(town.ws, old))).toBe("root-not-pinned");
    expect(await codeOf(() => trustRoot(town.ws, old, paperCode(town.ws), UNWATCHED))).toBe("root-mismatch");
    expect(await take(town.ws, await trusted(town.ws, old, paperCode(county.ws)))).toMatchObject({ older: false });
    waiveObligation(county.ws, { unit: TOWN, obligation: "weekly:2", reason: "抗洪" });
    await take(town.ws, await pack(county.ws));
    const before = town.ws.store.digests();
    expect(await take(town.ws, old)).toMatchObject({ older: true, changes: { added: 0, filled: 0 } });
    expect(town.ws.store.digests()).toEqual(before);
    expect(cellOf(town.ws, "weekly:2")).toMatchObject({ state: "waived" });
    approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws));
    expect(await take(town.ws, await pack(county.ws, TOWN))).toMatchObject({ purpose: "pack", encrypted: true });
    const foreign = await openOffice(join(folder, "foreign"), COUNTY_OFFICE, clock);
    const strange = await packCampaign(foreign.ws, join(folder, "foreign"), undefined, UNWATCHED);
    expect(await codeOf(() => take(town.ws, strange.path))).toBe("root-foreign");
    const plain = await pack(county.ws, OTHER_TOWN);
    expect(await codeOf(() => take(town.ws, plain))).toBe("bundle-other-recipient");
  });
});

test("a pack for one unit, before its first approval, can be read there; another unit neither takes it nor pins by it", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const [town, other] = [
    await openOffice(join(folder, "town"), TOWN, clock),
    await openOffice(join(folder, "other"), OTHER_TOWN, clock),
  ];
  const { path, encrypted } = await packCampaign(county.ws, folder, TOWN, UNWATCHED);
  expect(encrypted).toBe(false);
  expect(await codeOf(() => trustRoot(other.ws, path, paperCode(county.ws), UNWATCHED))).toBe("bundle-other-recipient");
  expect(other.ws.store.facts().root).toBeNull();
  await trustRoot(town.ws, path, paperCode(county.ws), UNWATCHED);
  expect(town.ws.store.facts().root).toBe(county.ws.store.facts().selfKey);
  const rival = await openOffice(join(folder, "rival"), COUNTY_OFFICE, clock);
  const strange = await packCampaign(rival.ws, join(folder, "rival"), undefined, UNWATCHED);
  expect(await inspectPack(town.ws, strange.path, UNWATCHED)).toMatchObject({ state: "foreign", number: 1 });
  expect(await inspectPack(town.ws, path, UNWATCHED)).toMatchObject({ state: "update" });
});

async function trusted(ws: Workspace, path: string, code: string): Promise<string> {
  await trustRoot(ws, path, code, UNWATCHED);
  return path;
}
