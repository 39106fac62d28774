// Two PCs in the county office, through real bundles: joining, exchange both ways, and what each knows of the other's sticks.
import { join } from "node:path";
import { expect, test } from "vitest";
import type { WorkspaceHandle } from "../../../src-main/compose/door.ts";
import { countyPcs, officeRole } from "../../../src-main/usecases/trust/county-pcs.ts";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, listEnrolments } from "../../../src-main/usecases/trust/enrol.ts";
import { explainCell } from "../../../src-main/usecases/duties/matrix/explain-cell.ts";
import { gaps } from "../../../src-main/usecases/receipts/gaps.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { lastReceipt } from "../../../src-main/usecases/sending/choose/last-receipt.ts";
import { buildMatrix } from "../../../src-main/usecases/duties/matrix/obligations.ts";
import { issueReceipts, unitsDueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { codeOfImport } from "../../../src-main/usecases/receipts/receipt-codes.ts";
import { reviewRecord } from "../../../src-main/usecases/duties/review/review.ts";
import { revokeKey } from "../../../src-main/usecases/trust/revoke-key.ts";
import { trustRoot } from "../../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../../support/codes.ts";
import {
  countyOfTwo,
  exchange,
  joinedOffice,
  joinOffice,
  pack,
  stick,
  take,
  titles,
} from "../../support/offices/county-office.ts";
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
} from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("joining: a plain request, a person's yes to a county PC, the typed code, and then everything", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await record(town.ws, "先前", {}, []);
  await take(county.ws, await handOver(folder, town.ws));
  const second = await joinOffice(folder, clock);
  expect(officeRole(second.ws)).toBe("unpinned");
  expect(await codeOf(() => exchange(second.ws, stick(folder)))).toBe("county-not-approved");
  const code = await askCounty(folder, county.ws, second.ws);
  expect(listEnrolments(county.ws).pending).toMatchObject([{ role: "county", device: "二号电脑" }]);
  expect(await codeOf(() => approveEnrolment(county.ws, code))).toBe("request-of-county");
  expect(
    await codeOf(() =>
      approveEnrolment(
        county.ws,
        code.replace(/^./, (d) => String((Number(d) + 1) % 10)),
      ),
    ),
  ).toBe("key-code-group");
  const packed = await pack(folder, county.ws);
  expect(await codeOf(() => take(second.ws, packed))).toBe("root-not-pinned");
  await trustRoot(second.ws, packed, paperCode(county.ws), UNWATCHED);
  expect(officeRole(second.ws)).toBe("waiting");
  approveEnrolment(county.ws, code, { asCounty: true });
  await take(second.ws, (await exchange(county.ws, stick(folder))).path);
  expect(officeRole(second.ws)).toBe("second");
  expect(titles(second.ws)).toEqual(["先前"]);
  await take(county.ws, (await exchange(second.ws, stick(folder))).path);
  expect(second.ws.store.digests()).toEqual(county.ws.store.digests());
  expect(await codeOf(() => approveEnrolment(second.ws, code))).toBe("county-not-root");
  expect(await codeOf(() => revokeKey(second.ws, paperCode(town.ws), { reason: "停用" }))).toBe("county-not-root");
});

test("a unit's PC that asks to be a county PC gets nothing from its sealed form alone", async () => {
  const folder = await tempFolder();
  const { county, clock } = await enrolledPair(folder);
  const rogue = await joinOffice(folder, clock);
  const code = await askCounty(folder, county.ws, rogue.ws);
  expect(await codeOf(() => approveEnrolment(county.ws, code))).toBe("request-of-county");
  expect(countyPcs(county.ws)).toHaveLength(1);
});

test("both read, review and exchange in any order with repeats: the same entries, the same state, and nothing twice", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await record(town.ws, "一", {}, []);
  await take(first.ws, await handOver(folder, town.ws));
  await record(town.ws, "二", {}, []);
  await take(second.ws, await handOver(folder, town.ws));
  const [one] = first.ws.store.records({ kind: "activity", limit: 9 }).records;
  reviewRecord(second.ws, { record: one?.record ?? "", decision: "accept" });
  const fromSecond = await exchange(second.ws, stick(folder));
  const fromFirst = await exchange(first.ws, stick(folder));
  for (const path of [fromSecond.path, fromSecond.path]) await take(first.ws, path);
  for (const path of [fromFirst.path, fromFirst.path]) await take(second.ws, path);
  await take(first.ws, fromSecond.path);
  expect(first.ws.store.digests()).toEqual(second.ws.store.digests());
  expect(titles(first.ws)).toEqual(["一", "二"].sort());
  const again = await exchange(first.ws, stick(folder));
  expect(again.entries).toBeLessThan(fromFirst.entries);
  const live = second.ws.store.digests();
  second.ws.store.rebuild();
  expect(second.ws.store.digests()).toEqual(live);
});

test("times of receipt, numbers and codes are equal at both, and the earliest stick counts", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  await record(town.ws, "活动", {}, []);
  handIn(town.ws, { report: "weekly:1" });
  const lost = await handOver(folder, town.ws);
  expect(lost).not.toBe("");
  handIn(town.ws, { report: "now" });
  const kept = await handOver(folder, town.ws);
  const day = 86_400_000;
  const late = (clock.nowMs += 9 * day);
  await take(first.ws, kept, late);
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  await take(second.ws, kept, late - 8 * day); // the same stick had been at the other PC a week before, and is read only now
  await take(first.ws, (await exchange(second.ws, stick(folder))).path);
  const seen = ({ ws }: WorkspaceHandle) => ({
    cells: buildMatrix(ws).cells.filter((cell) => cell.unit === TOWN && cell.receivedMs !== null),
    gaps: gaps(ws),
    deliveries: ws.store.deliveries(),
    codes: ws.store.deliveries().map((row) => codeOfImport(ws, row)),
    due: unitsDueReceipts(ws),
    why: explainCell(ws, TOWN, buildMatrix(ws).cells.find((cell) => cell.receivedMs !== null)?.obligation ?? ""),
  });
  const at = seen(first);
  expect(at).toEqual(seen(second));
  expect(at.cells.map((cell) => cell.receivedMs)).toEqual([late - 8 * day]);
  expect(at.gaps).toMatchObject([{ unit: TOWN, unseen: [2], lacking: [] }]);
  await issueReceipts(first.ws, TOWN, stick(folder), UNWATCHED);
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  expect(unitsDueReceipts(second.ws)).toEqual([]);
});

test("receipts of both: the one read last is the base, no false alarm, and nothing is lost when they hold different things", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await record(town.ws, "给一号", {}, []);
  await take(first.ws, await handOver(folder, town.ws));
  const high = await issueReceipts(first.ws, TOWN, stick(folder), UNWATCHED);
  await take(town.ws, high.path);
  await record(town.ws, "给二号", {}, []);
  await take(second.ws, await handOver(folder, town.ws));
  const low = await issueReceipts(second.ws, TOWN, stick(folder), UNWATCHED);
  await take(town.ws, low.path);
  expect(lastReceipt(town.ws)).toMatchObject({ regressed: false });
  expect(lastReceipt(town.ws)?.missing.length).toBeGreaterThan(0);
  await take(second.ws, await handOver(folder, town.ws));
  expect(titles(second.ws)).toEqual(["给一号", "给二号"].sort());
  await take(first.ws, (await exchange(second.ws, stick(folder))).path);
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  expect(first.ws.store.digests()).toEqual(second.ws.store.digests());
  expect(first.ws.store.undecided({})).toEqual([]);
});

test("a stretch that one PC lacks in the middle comes by the exchange, and so does a value that a plain bundle left out", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await take(first.ws, await handOver(folder, town.ws));
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  const receipt = await issueReceipts(first.ws, TOWN, stick(folder), UNWATCHED);
  await take(town.ws, receipt.path);
  await record(town.ws, "中间", {}, []);
  const middle = await handOver(folder, town.ws);
  await take(second.ws, middle);
  await take(town.ws, (await issueReceipts(second.ws, TOWN, stick(folder), UNWATCHED)).path);
  await record(town.ws, "末尾", {}, []);
  await take(first.ws, await handOver(folder, town.ws, true));
  expect(gaps(first.ws)).toMatchObject([{ unit: TOWN, lackingEntries: 1 }]);
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  await take(first.ws, (await exchange(second.ws, stick(folder))).path);
  expect(titles(first.ws)).toEqual(["中间", "末尾"].sort());
  expect(gaps(first.ws).flatMap((gap) => gap.lacking)).toEqual([]);
  expect(first.ws.store.digests()).toEqual(second.ws.store.digests());
});

test("quarantine: counted with its day, and merged at the other PC when the approval comes only by exchange", async () => {
  const folder = await tempFolder();
  const { first, second, clock } = await countyOfTwo(folder);
  const town = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, first.ws, town.ws);
  await record(town.ws, "还没核准", {}, []);
  await take(second.ws, await handOver(folder, town.ws));
  expect(listEnrolments(second.ws).unasked).toMatchObject([{ unit: OTHER_TOWN, sinceMs: expect.any(Number) as number }]);
  expect(listEnrolments(second.ws).unasked[0]?.entries).toBeGreaterThan(1);
  const code = await askCounty(folder, first.ws, town.ws);
  approveEnrolment(first.ws, code);
  expect(titles(second.ws)).toEqual([]);
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  expect(titles(second.ws)).toEqual(["还没核准"]);
  expect(listEnrolments(second.ws).unasked).toEqual([]);
});

test("a unit takes a receipt of a county PC whose approval comes with it, and pins the county from that PC's pack", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  await take(town.ws, await pack(folder, county.ws));
  const second = await joinedOffice(folder, county.ws, clock);
  await record(town.ws, "活动", {}, []);
  await take(county.ws, await handOver(folder, town.ws));
  await take(second.ws, (await exchange(county.ws, stick(folder))).path);
  await take(town.ws, (await issueReceipts(second.ws, TOWN, stick(folder), UNWATCHED)).path);
  expect(lastReceipt(town.ws)?.missing).toEqual([]);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  const packed = await pack(folder, second.ws);
  expect(await codeOf(() => trustRoot(other.ws, packed, paperCode(town.ws), UNWATCHED))).toBe("root-mismatch");
  await trustRoot(other.ws, packed, paperCode(county.ws), UNWATCHED);
  expect(other.ws.store.facts().root).toBe(county.ws.store.facts().selfKey);
});
