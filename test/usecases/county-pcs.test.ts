// Two PCs in the county office, through real bundles: joining, exchange both ways, and what each knows of the other's sticks.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Workspace } from "../../src-main/compose.ts";
import { countyPcs, officeStanding } from "../../src-main/usecases/county-pcs.ts";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { approveEnrolment, listEnrolments } from "../../src-main/usecases/enrol.ts";
import { explainCell } from "../../src-main/usecases/explain-cell.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { lastReceipt } from "../../src-main/usecases/last-receipt.ts";
import { buildMatrix } from "../../src-main/usecases/obligations.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipt.ts";
import { codeOfImport } from "../../src-main/usecases/receipt-codes.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { revokeKey } from "../../src-main/usecases/revoke-key.ts";
import { trustRoot } from "../../src-main/usecases/trust-root.ts";
import { codeOf } from "../support/codes.ts";
import { countyOfTwo, exchange, joinedOffice, joinOffice, pack, stick, take, titles } from "../support/county-office.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  paperCode,
  pinCounty,
  record,
  TOWN,
} from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

test("joining: a plain request, a person's yes to a county PC, the typed code, and then everything", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.desk, "先前", {}, []);
  await take(county.desk, await handOver(folder, town.desk));
  const second = await joinOffice(folder, clock);
  expect(officeStanding(second.desk)).toBe("unpinned");
  expect(await codeOf(() => exchange(second.desk, stick(folder)))).toBe("county-not-approved");
  const code = await askCounty(folder, county.desk, second.desk);
  expect(listEnrolments(county.desk).pending).toMatchObject([{ role: "county", device: "二号电脑" }]);
  expect(await codeOf(() => approveEnrolment(county.desk, code))).toBe("request-of-county");
  expect(
    await codeOf(() =>
      approveEnrolment(
        county.desk,
        code.replace(/^./, (d) => String((Number(d) + 1) % 10)),
      ),
    ),
  ).toBe("key-code-group");
  const packed = await pack(folder, county.desk);
  expect(await codeOf(() => take(second.desk, packed))).toBe("root-not-pinned");
  await trustRoot(second.desk, packed, paperCode(county.desk), UNWATCHED);
  expect(officeStanding(second.desk)).toBe("waiting");
  approveEnrolment(county.desk, code, { asCounty: true });
  await take(second.desk, (await exchange(county.desk, stick(folder))).path);
  expect(officeStanding(second.desk)).toBe("second");
  expect(titles(second.desk)).toEqual(["先前"]);
  await take(county.desk, (await exchange(second.desk, stick(folder))).path);
  expect(second.desk.store.digests()).toEqual(county.desk.store.digests());
  expect(await codeOf(() => approveEnrolment(second.desk, code))).toBe("county-not-root");
  expect(await codeOf(() => revokeKey(second.desk, paperCode(town.desk), { reason: "停用" }))).toBe("county-not-root");
});

test("a unit's PC that asks to be a county PC gets nothing from its sealed form alone", async () => {
  const folder = await tempFolder();
  const { county, clock } = await enrolledPair(folder);
  const rogue = await joinOffice(folder, clock);
  const code = await askCounty(folder, county.desk, rogue.desk);
  expect(await codeOf(() => approveEnrolment(county.desk, code))).toBe("request-of-county");
  expect(countyPcs(county.desk)).toHaveLength(1);
});

test("both read, review and exchange in any order with repeats: the same entries, the same state, and nothing twice", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await record(town.desk, "一", {}, []);
  await take(first.desk, await handOver(folder, town.desk));
  await record(town.desk, "二", {}, []);
  await take(second.desk, await handOver(folder, town.desk));
  const [one] = first.desk.store.records({ kind: "activity", limit: 9 }).records;
  reviewRecord(second.desk, { record: one?.record ?? "", decision: "accept" });
  const fromSecond = await exchange(second.desk, stick(folder));
  const fromFirst = await exchange(first.desk, stick(folder));
  for (const path of [fromSecond.path, fromSecond.path]) await take(first.desk, path);
  for (const path of [fromFirst.path, fromFirst.path]) await take(second.desk, path);
  await take(first.desk, fromSecond.path);
  expect(first.desk.store.digests()).toEqual(second.desk.store.digests());
  expect(titles(first.desk)).toEqual(["一", "二"].sort());
  const again = await exchange(first.desk, stick(folder));
  expect(again.entries).toBeLessThan(fromFirst.entries);
  const live = second.desk.store.digests();
  second.desk.store.rebuild();
  expect(second.desk.store.digests()).toEqual(live);
});

test("times of receipt, numbers and codes are equal at both, and the earliest stick counts", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  await record(town.desk, "活动", {}, []);
  handIn(town.desk, { report: "weekly:1" });
  const lost = await handOver(folder, town.desk);
  expect(lost).not.toBe("");
  handIn(town.desk, { report: "now" });
  const kept = await handOver(folder, town.desk);
  const day = 86_400_000;
  const late = (clock.nowMs += 9 * day);
  await take(first.desk, kept, late);
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  await take(second.desk, kept, late - 8 * day); // the same stick had been at the other PC a week before, and is read only now
  await take(first.desk, (await exchange(second.desk, stick(folder))).path);
  const seen = ({ desk }: Workspace) => ({
    cells: buildMatrix(desk).cells.filter((cell) => cell.unit === TOWN && cell.receivedMs !== null),
    gaps: gaps(desk),
    deliveries: desk.store.deliveries(),
    codes: desk.store.deliveries().map((row) => codeOfImport(desk, row)),
    due: unitsDueReceipts(desk),
    why: explainCell(desk, TOWN, buildMatrix(desk).cells.find((cell) => cell.receivedMs !== null)?.obligation ?? ""),
  });
  const at = seen(first);
  expect(at).toEqual(seen(second));
  expect(at.cells.map((cell) => cell.receivedMs)).toEqual([late - 8 * day]);
  expect(at.gaps).toMatchObject([{ unit: TOWN, unseen: [2], lacking: [] }]);
  await issueReceipts(first.desk, TOWN, stick(folder), UNWATCHED);
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  expect(unitsDueReceipts(second.desk)).toEqual([]);
});

test("receipts of both: the one read last is the base, no false alarm, and nothing is lost when they hold different things", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await record(town.desk, "给一号", {}, []);
  await take(first.desk, await handOver(folder, town.desk));
  const high = await issueReceipts(first.desk, TOWN, stick(folder), UNWATCHED);
  await take(town.desk, high.path);
  await record(town.desk, "给二号", {}, []);
  await take(second.desk, await handOver(folder, town.desk));
  const low = await issueReceipts(second.desk, TOWN, stick(folder), UNWATCHED);
  await take(town.desk, low.path);
  expect(lastReceipt(town.desk)).toMatchObject({ regressed: false });
  expect(lastReceipt(town.desk)?.missing.length).toBeGreaterThan(0);
  await take(second.desk, await handOver(folder, town.desk));
  expect(titles(second.desk)).toEqual(["给一号", "给二号"].sort());
  await take(first.desk, (await exchange(second.desk, stick(folder))).path);
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  expect(first.desk.store.digests()).toEqual(second.desk.store.digests());
  expect(first.desk.store.oddRecords(10).filter((row) => row.conflicts.length > 0)).toEqual([]);
});

test("a stretch that one PC lacks in the middle comes by the exchange, and so does a value that a plain bundle left out", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await take(first.desk, await handOver(folder, town.desk));
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  const receipt = await issueReceipts(first.desk, TOWN, stick(folder), UNWATCHED);
  await take(town.desk, receipt.path);
  await record(town.desk, "中间", {}, []);
  const middle = await handOver(folder, town.desk);
  await take(second.desk, middle);
  await take(town.desk, (await issueReceipts(second.desk, TOWN, stick(folder), UNWATCHED)).path);
  await record(town.desk, "末尾", {}, []);
  await take(first.desk, await handOver(folder, town.desk, true));
  expect(gaps(first.desk)).toMatchObject([{ unit: TOWN, lackingEntries: 1 }]);
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  await take(first.desk, (await exchange(second.desk, stick(folder))).path);
  expect(titles(first.desk)).toEqual(["中间", "末尾"].sort());
  expect(gaps(first.desk).flatMap((gap) => gap.lacking)).toEqual([]);
  expect(first.desk.store.digests()).toEqual(second.desk.store.digests());
});

test("quarantine: counted with its day, and merged at the other PC when the approval comes only by exchange", async () => {
  const folder = await tempFolder();
  const { first, second, clock } = await countyOfTwo(folder);
  const town = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, first.desk, town.desk);
  await record(town.desk, "还没核准", {}, []);
  await take(second.desk, await handOver(folder, town.desk));
  expect(listEnrolments(second.desk).unasked).toMatchObject([{ unit: OTHER_TOWN, sinceMs: expect.any(Number) as number }]);
  expect(listEnrolments(second.desk).unasked[0]?.entries).toBeGreaterThan(1);
  const code = await askCounty(folder, first.desk, town.desk);
  approveEnrolment(first.desk, code);
  expect(titles(second.desk)).toEqual([]);
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  expect(titles(second.desk)).toEqual(["还没核准"]);
  expect(listEnrolments(second.desk).unasked).toEqual([]);
});

test("a unit takes a receipt of a county PC whose approval comes with it, and pins the county from that PC's pack", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await take(town.desk, await pack(folder, county.desk));
  const second = await joinedOffice(folder, county.desk, clock);
  await record(town.desk, "活动", {}, []);
  await take(county.desk, await handOver(folder, town.desk));
  await take(second.desk, (await exchange(county.desk, stick(folder))).path);
  await take(town.desk, (await issueReceipts(second.desk, TOWN, stick(folder), UNWATCHED)).path);
  expect(lastReceipt(town.desk)?.missing).toEqual([]);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  const packed = await pack(folder, second.desk);
  expect(await codeOf(() => trustRoot(other.desk, packed, paperCode(town.desk), UNWATCHED))).toBe("root-mismatch");
  await trustRoot(other.desk, packed, paperCode(county.desk), UNWATCHED);
  expect(other.desk.store.facts().root).toBe(county.desk.store.facts().selfKey);
});
