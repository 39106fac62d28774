// Returns, acceptance and the telephone: what the county decides holds for what it saw, and reaches the unit with the next receipt.
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { reviewStateOf } from "../../src-main/domain/judgement.ts";
import { deleteRecord } from "../../src-main/usecases/delete-record.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { buildMatrix, type Cell } from "../../src-main/usecases/obligations.ts";
import { putRecord } from "../../src-main/usecases/put-record.ts";
import { codeOfImport, confirmByCode, telephoneCode } from "../../src-main/usecases/receipt-codes.ts";
import { mendedRecords, returnedRecords } from "../../src-main/usecases/returned-records.ts";
import { reviewRecord, reviewsByRecord } from "../../src-main/usecases/review.ts";
import { revokeKey } from "../../src-main/usecases/revoke-key.ts";
import { setAsideImport, takeBackImport } from "../../src-main/usecases/set-aside.ts";
import { inspectPack, packCampaign, trustRoot } from "../../src-main/usecases/trust-root.ts";
import { waiveObligation } from "../../src-main/usecases/waive.ts";
import { codeOf } from "../support/codes.ts";
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
} from "../support/office.ts";
import { receiptFile, receiptTo, take } from "../support/receipts.ts";
import { tempFolder } from "../support/temp-folder.ts";
import { unitOfTwoPcs } from "../support/unit-pcs.ts";

const FIRST_WEEK_ENDS = Date.parse("2021-06-03T12:00:00+08:00");
const cellOf = (desk: Desk, obligation = "weekly:1"): Cell | undefined =>
  buildMatrix(desk).cells.find((cell) => cell.unit === TOWN && cell.obligation === obligation);

test("a returned record is red at the unit with its reason; the edit answers it; an edit after acceptance asks for another look", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const key = await record(town.desk, "写错了");
  await take(county.desk, await handOver(folder, town.desk));
  const stateAt = (desk: Desk) => reviewStateOf(reviewsByRecord(desk)(key), desk.store.record(key)?.heads ?? []);
  expect(stateAt(county.desk)).toBe("none");
  expect(await codeOf(() => reviewRecord(county.desk, { ...key, decision: "return", reason: " " }))).toBe(
    "review-reason-missing",
  );
  expect(await codeOf(() => reviewRecord(county.desk, { record: "nothing", decision: "accept" }))).toBe("record-not-found");
  expect(await codeOf(() => reviewRecord(town.desk, { ...key, decision: "accept" }))).toBe("workspace-role");
  reviewRecord(county.desk, { record: key.record, decision: "return", reason: "人数与照片不符" });
  await receiptTo(folder, county.desk, town.desk);
  expect(returnedRecords(town.desk, TOWN)).toMatchObject([{ record: { title: "写错了" }, reason: "人数与照片不符" }]);
  await putRecord(town.desk, { kind: "activity", record: key.record, value: activity("改好了") }, UNWATCHED);
  expect([returnedRecords(town.desk, TOWN), stateAt(town.desk)]).toEqual([[], "answered"]);
  expect(mendedRecords(town.desk)).toMatchObject([{ record: { title: "改好了" }, reason: "人数与照片不符" }]);
  await take(county.desk, await handOver(folder, town.desk));
  expect(mendedRecords(town.desk)).toEqual([]);
  expect(stateAt(county.desk)).toBe("answered");
  reviewRecord(county.desk, { ...key, decision: "accept" });
  expect(stateAt(county.desk)).toBe("accepted");
  await receiptTo(folder, county.desk, town.desk);
  await putRecord(town.desk, { kind: "activity", record: key.record, value: activity("又改了") }, UNWATCHED);
  expect(stateAt(town.desk)).toBe("recheck");
  expect(county.desk.store.standings()).toEqual({});
});

test("a returned record that was deleted waits to be sent again; changed at the other PC of the unit it has left already", async () => {
  const { folder, county, one, two, pack } = await unitOfTwoPcs();
  for (const desk of [one.desk, two.desk]) await take(desk, pack);
  const [gone, other] = [await record(one.desk, "重复的"), await record(one.desk, "另一件")];
  const first = await handOver(folder, one.desk);
  for (const desk of [county.desk, two.desk]) await take(desk, first);
  for (const key of [gone, other]) reviewRecord(county.desk, { ...key, decision: "return", reason: "请核实" });
  const receipt = await receiptFile(folder, county.desk, TOWN);
  for (const desk of [one.desk, two.desk]) await take(desk, receipt);
  deleteRecord(one.desk, gone);
  await putRecord(two.desk, { kind: "activity", record: other.record, value: activity("在二号改好") }, UNWATCHED);
  await take(one.desk, await handOver(folder, two.desk));
  expect(mendedRecords(one.desk)).toMatchObject([{ record: { record: gone.record, status: "deleted" } }]);
  await handOver(folder, one.desk);
  expect([mendedRecords(one.desk), mendedRecords(two.desk)]).toEqual([[], []]);
});

test("a returned hand-in stands as returned; its answer counts from when it came, not from the first version", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.desk, { report: "zero:1", reason: "没有活动" });
  await take(county.desk, await handOver(folder, town.desk));
  const [report] = county.desk.store.reports(TOWN);
  const first = cellOf(county.desk);
  expect(first).toMatchObject({ state: "on-time" });
  reviewRecord(county.desk, { record: report?.record ?? "", unit: TOWN, decision: "return", reason: "请补报活动" });
  expect(cellOf(county.desk)).toMatchObject({ state: "returned" });
  await receiptTo(folder, county.desk, town.desk);
  expect(cellOf(town.desk)).toMatchObject({ state: "returned" });
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.desk, { report: "zero:1", reason: "确无活动" });
  await take(county.desk, await handOver(folder, town.desk));
  expect(cellOf(county.desk)).toMatchObject({ state: "late" });
  reviewRecord(county.desk, { record: report?.record ?? "", unit: TOWN, decision: "accept" });
  expect(cellOf(county.desk)).toMatchObject({ state: "late" });
});

test("without a return, a second version keeps the time of the first; a waiver ends the duty at both ends", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  handIn(town.desk, { report: "zero:1", reason: "没有活动" });
  await take(county.desk, await handOver(folder, town.desk));
  clock.nowMs = FIRST_WEEK_ENDS + 3_600_000;
  handIn(town.desk, { report: "zero:1", reason: "确无活动" });
  await take(county.desk, await handOver(folder, town.desk));
  expect(cellOf(county.desk)).toMatchObject({ state: "on-time" });
  waiveObligation(county.desk, { unit: TOWN, obligation: "weekly:2", reason: "抗洪" });
  await receiptTo(folder, county.desk, town.desk);
  expect([cellOf(county.desk, "weekly:2"), cellOf(town.desk, "weekly:2")]).toMatchObject([
    { state: "waived" },
    { state: "waived" },
  ]);
});

test("a report of several units with one id is reviewed only for the unit that is named", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.desk, other.desk);
  approveEnrolment(county.desk, await askCounty(folder, county.desk, other.desk));
  for (const { desk } of [town, other]) {
    handIn(desk, { report: "zero:1", reason: "没有活动" });
    await take(county.desk, await handOver(folder, desk));
  }
  const id = county.desk.store.reports(TOWN)[0]?.record ?? "";
  expect(await codeOf(() => reviewRecord(county.desk, { record: id, decision: "accept" }))).toBe("record-ambiguous");
  reviewRecord(county.desk, { record: id, unit: OTHER_TOWN, decision: "return", reason: "重报" });
  expect(county.desk.store.reports().map((row) => [row.unit, row.returned])).toEqual([
    [TOWN, false],
    [OTHER_TOWN, true],
  ]);
});

test("the code read out by telephone confirms its own bundle, only while all of it is there, and moves no base", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const exported = () => town.desk.store.exports().at(-1)?.number ?? 0;
  const arrived = async () => {
    await take(county.desk, await handOver(folder, town.desk));
    const row = county.desk.store.imports().at(-1);
    return { number: exported(), code: row === undefined ? "" : codeOfImport(county.desk, row) };
  };
  const [first, second] = [await arrived(), await arrived()];
  const wrong = `${first.code.startsWith("0") ? "1" : "0"}${first.code.slice(1)}`;
  expect(await codeOf(() => confirmByCode(town.desk, first.number, wrong))).toBe("receipt-code-wrong");
  expect(await codeOf(() => confirmByCode(town.desk, first.number, first.code.slice(2)))).toBe("receipt-code-length");
  expect(await codeOf(() => confirmByCode(town.desk, first.number, second.code))).toBe("receipt-code-of-other");
  const [row] = county.desk.store.imports().filter((one) => one.number === first.number);
  const feed = Object.keys(row?.claimed ?? {})[0] ?? "";
  const lacking = codeOfImport(county.desk, {
    bundle: row?.bundle ?? "",
    claimed: { ...row?.claimed, [feed]: [{ seq: 99, hash: "0".repeat(64) }] },
  });
  expect(await codeOf(() => confirmByCode(town.desk, first.number, lacking))).toBe("receipt-code-unmatched");
  expect(town.desk.store.confirmedByPhone().size).toBe(0);
  confirmByCode(town.desk, first.number, first.code.toLowerCase());
  expect([...town.desk.store.confirmedByPhone().keys()]).toEqual([row?.bundle]);
  expect(town.desk.store.receiptsRead(1)).toEqual([]);
});

test("there is no code for a bundle that does not count: of a key to be approved, of an ended one, one that is set aside", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const { county, town } = await enrolledPair(folder, clock);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.desk, other.desk);
  const codes = (bundle: string) =>
    county.desk.store.imports().flatMap((row) => (row.bundle === bundle ? [telephoneCode(county.desk, row)] : []));
  const code = await askCounty(folder, county.desk, other.desk);
  await record(other.desk, "没核准的");
  const held = await take(county.desk, await handOver(folder, other.desk));
  expect(codes(held.bundleId)).toEqual([null]);
  approveEnrolment(county.desk, code);
  expect(codes(held.bundleId)).toEqual([expect.any(String)]);
  const { bundleId } = await take(county.desk, await handOver(folder, town.desk));
  setAsideImport(county.desk, bundleId, "交错了");
  expect(codes(bundleId)).toEqual([null]);
  takeBackImport(county.desk, bundleId, "核实无误");
  revokeKey(county.desk, paperCode(town.desk), { reason: "换电脑" });
  expect(codes(bundleId)).toEqual([expect.any(String)]);
  await record(town.desk, "停用之后");
  const late = await take(county.desk, await handOver(folder, town.desk));
  expect(codes(late.bundleId)).toEqual([null]);
});

describe("packs", () => {
  test("an older pack changes nothing; one for another unit, of another county, and any before the pin are refused", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
    const town = await openOffice(join(folder, "town"), TOWN, clock);
    const pack = async (desk: Desk, unit?: string) => (await packCampaign(desk, folder, unit, UNWATCHED)).path;
    const old = await pack(county.desk);
    expect(await codeOf(() => take(town.desk, old))).toBe("root-not-pinned");
    expect(await codeOf(() => trustRoot(town.desk, old, paperCode(town.desk), UNWATCHED))).toBe("root-mismatch");
    expect(await take(town.desk, await trusted(town.desk, old, paperCode(county.desk)))).toMatchObject({ older: false });
    waiveObligation(county.desk, { unit: TOWN, obligation: "weekly:2", reason: "抗洪" });
    await take(town.desk, await pack(county.desk));
    const before = town.desk.store.digests();
    expect(await take(town.desk, old)).toMatchObject({ older: true, changes: { added: 0, filled: 0 } });
    expect(town.desk.store.digests()).toEqual(before);
    expect(cellOf(town.desk, "weekly:2")).toMatchObject({ state: "waived" });
    approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk));
    expect(await take(town.desk, await pack(county.desk, TOWN))).toMatchObject({ purpose: "pack", encrypted: true });
    const foreign = await openOffice(join(folder, "foreign"), COUNTY_OFFICE, clock);
    const strange = await packCampaign(foreign.desk, join(folder, "foreign"), undefined, UNWATCHED);
    expect(await codeOf(() => take(town.desk, strange.path))).toBe("root-foreign");
    const plain = await pack(county.desk, OTHER_TOWN);
    expect(await codeOf(() => take(town.desk, plain))).toBe("bundle-other-recipient");
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
  const { path, encrypted } = await packCampaign(county.desk, folder, TOWN, UNWATCHED);
  expect(encrypted).toBe(false);
  expect(await codeOf(() => trustRoot(other.desk, path, paperCode(county.desk), UNWATCHED))).toBe("bundle-other-recipient");
  expect(other.desk.store.facts().root).toBeNull();
  await trustRoot(town.desk, path, paperCode(county.desk), UNWATCHED);
  expect(town.desk.store.facts().root).toBe(county.desk.store.facts().selfKey);
  const rival = await openOffice(join(folder, "rival"), COUNTY_OFFICE, clock);
  const strange = await packCampaign(rival.desk, join(folder, "rival"), undefined, UNWATCHED);
  expect(await inspectPack(town.desk, strange.path, UNWATCHED)).toMatchObject({ state: "foreign", number: 1 });
  expect(await inspectPack(town.desk, path, UNWATCHED)).toMatchObject({ state: "update" });
});

async function trusted(desk: Desk, path: string, code: string): Promise<string> {
  await trustRoot(desk, path, code, UNWATCHED);
  return path;
}
