// Two PCs in the county office, through real bundles: joining, exchange both ways, what each knows of the other's sticks, the moving
// of the root and what every end makes of it.
import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Workspace } from "../../src-main/compose.ts";
import { keyQrText } from "../../src-main/domain/key-code.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { countyPcs, officeStanding } from "../../src-main/usecases/county-pcs.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment, listEnrolments } from "../../src-main/usecases/enrol.ts";
import { explainCell } from "../../src-main/usecases/explain-cell.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { handOverRoot, takeOverRoot } from "../../src-main/usecases/hand-over-root.ts";
import { importBundle } from "../../src-main/usecases/import-bundle.ts";
import { lastReceipt } from "../../src-main/usecases/last-receipt.ts";
import { buildMatrix } from "../../src-main/usecases/obligations.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipt.ts";
import { codeOfImport } from "../../src-main/usecases/receipt-codes.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { revokeKey } from "../../src-main/usecases/revoke-key.ts";
import { rootDoubts } from "../../src-main/usecases/root-doubts.ts";
import { inspectPack, packCampaign, trustRoot } from "../../src-main/usecases/trust-root.ts";
import { codeOf } from "../support/codes.ts";
import { exchange, joinedOffice, joinOffice } from "../support/county-office.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  paperCode,
  pinCounty,
  record,
  reopenOffice,
  TOWN,
} from "../support/office.ts";
import { tempFolder } from "../support/temp-folder.ts";

const take = (desk: Desk, path: string, receivedMs?: number) =>
  importBundle(desk, path, { means: "usb", ...(receivedMs !== undefined && { receivedMs }) }, UNWATCHED);

let made = 0;
function stick(folder: string): string {
  const path = join(folder, `usb-${(made += 1)}`);
  mkdirSync(path);
  return path;
}

const pack = async (folder: string, desk: Desk) => (await packCampaign(desk, stick(folder), undefined, UNWATCHED)).path;
const titles = (desk: Desk) =>
  desk.store
    .records({ kind: "activity", limit: 50 })
    .records.map(({ title }) => title)
    .sort();

/** A county of two PCs and a township that all of them know. */
async function countyOfTwo(folder: string) {
  const { county, town, clock } = await enrolledPair(folder);
  const second = await joinedOffice(folder, county.desk, clock);
  await take(town.desk, await pack(folder, county.desk));
  return { first: county, second, town, clock };
}

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

test("handing over: units follow with the next pack and type nothing, the old root's later words do not count", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  expect(await codeOf(() => handOverRoot(first.desk, paperCode(town.desk), "换电脑"))).toBe("successor-unknown");
  expect(await codeOf(() => handOverRoot(first.desk, paperCode(second.desk), " "))).toBe("handover-reason-missing");
  expect(handOverRoot(first.desk, paperCode(second.desk), "换电脑")).toEqual({ device: "二号电脑" });
  expect(officeStanding(first.desk)).toBe("handed-over");
  expect(await codeOf(() => issueReceipts(first.desk, TOWN, stick(folder), UNWATCHED))).toBe("county-ended");
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  expect(officeStanding(second.desk)).toBe("root");
  await take(town.desk, await pack(folder, second.desk));
  expect(rootDoubts(town.desk)).toEqual({ disputed: false, claimants: [] });
  await record(town.desk, "交接后", {}, []);
  await take(second.desk, await handOver(folder, town.desk));
  expect(titles(second.desk)).toEqual(["交接后"]);
  // a newcomer pins the new root by its own notice, and trusts the keys that the old one had let in
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await trustRoot(other.desk, await pack(folder, second.desk), paperCode(second.desk), UNWATCHED);
  expect(
    [...other.desk.store.authority().grants.values()].filter((grant) => grant.role === "unit" && grant.device !== ""),
  ).toHaveLength(1);
  approveEnrolment(second.desk, await askCounty(folder, second.desk, other.desk));
  await take(town.desk, await pack(folder, second.desk));
  expect([...town.desk.store.authority().grants.values()].filter((grant) => grant.unit === OTHER_TOWN)).toHaveLength(1);
});

/** A desk whose disk is full when the last entry of a bundle is about to be taken in. */
function cutShort(desk: Desk): Desk {
  const opened = async (...args: Parameters<Desk["bundles"]["open"]>) => {
    const bundle = await desk.bundles.open(...args);
    const entriesThenFull = function* () {
      const lines = [...bundle.lines()];
      yield* lines.slice(0, -1);
      throw new Problem("disk-full", { path: "U盘" });
    };
    return { ...bundle, lines: entriesThenFull };
  };
  let times = 0; // the pack is opened to compare the code, and again to be taken in
  const open: Desk["bundles"]["open"] = (...args) => (times++ === 0 ? desk.bundles.open(...args) : opened(...args));
  return { ...desk, bundles: { ...desk.bundles, open } };
}

test("the root PC is lost: the second takes over by its own code, offices pin it anew, and the old words up to then hold", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  await record(town.desk, "以前", {}, []);
  await take(first.desk, await handOver(folder, town.desk));
  const [one] = first.desk.store.records({ kind: "activity", limit: 1 }).records;
  reviewRecord(first.desk, { record: one?.record ?? "", decision: "accept" });
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  expect(await codeOf(() => takeOverRoot(second.desk, paperCode(first.desk), "丢失"))).toBe("own-code-unmatched");
  expect(takeOverRoot(second.desk, paperCode(second.desk), "丢失")).toMatchObject({ keys: 3, lost: "一号电脑" });
  expect(officeStanding(second.desk)).toBe("root");
  expect(titles(second.desk)).toEqual(["以前"]);
  expect(second.desk.store.records({ kind: "review", limit: 9 }).records).toHaveLength(1);
  expect(second.desk.store.records({ kind: "campaign", limit: 9 }).records).toHaveLength(1);
  const live = second.desk.store.digests();
  second.desk.store.rebuild();
  expect(second.desk.store.digests()).toEqual(live);
  const packed = await pack(folder, second.desk);
  await take(town.desk, packed); // known under the old root: read, but nobody is followed by itself
  expect(rootDoubts(town.desk)).toEqual({ disputed: false, claimants: ["二号电脑"] });
  expect(await codeOf(() => trustRoot(town.desk, packed, paperCode(second.desk), UNWATCHED))).toBe("root-replaces");
  expect(await codeOf(() => trustRoot(town.desk, packed, paperCode(first.desk), UNWATCHED, true))).toBe("root-not-new");
  expect(await codeOf(() => trustRoot(town.desk, packed, paperCode(first.desk), UNWATCHED))).toBe("root-not-new");
  const pinnedMs = town.desk.store.rootPinnedMs() ?? Infinity;
  const before = town.desk.store.facts().root;
  expect(await codeOf(() => trustRoot(cutShort(town.desk), packed, paperCode(second.desk), UNWATCHED, true))).toBe("disk-full");
  expect([town.desk.store.facts().root, town.desk.store.rootPinnedMs()]).toEqual([before, pinnedMs]);
  expect(rootDoubts(town.desk).claimants).toEqual(["二号电脑"]);
  await trustRoot(town.desk, packed, paperCode(second.desk), UNWATCHED, true);
  expect(town.desk.store.rootPinnedMs()).toBeGreaterThan(pinnedMs);
  expect(rootDoubts(town.desk).claimants).toEqual([]);
  expect(await inspectPack(town.desk, packed, UNWATCHED)).toMatchObject({ state: "update" });
  expect(await inspectPack(town.desk, await pack(folder, first.desk), UNWATCHED)).toMatchObject({ state: "ended" });
  expect(town.desk.store.records({ kind: "campaign", limit: 9 }).records).toHaveLength(1);
  await record(town.desk, "以后", {}, []);
  await take(second.desk, await handOver(folder, town.desk));
  expect(titles(second.desk)).toEqual(["以前", "以后"].sort());
  // the lost one is found again and goes on: kept, and it does not count; it is told
  reviewRecord(first.desk, { record: one?.record ?? "", decision: "return", reason: "失主" });
  const found = await exchange(first.desk, stick(folder));
  expect(await take(second.desk, found.path)).toMatchObject({ signer: "revoked" });
  const [review] = second.desk.store.records({ kind: "review", limit: 9 }).records;
  expect(review?.value?.["decision"]).toBe("accept");
  await take(first.desk, (await packCampaign(second.desk, stick(folder), undefined, UNWATCHED)).path);
  expect(rootDoubts(first.desk).claimants).toEqual(["二号电脑"]);
  await trustRoot(first.desk, packed, paperCode(second.desk), UNWATCHED, true);
  expect(officeStanding(first.desk)).toBe("ended");
  expect(clock.nowMs).toBeGreaterThan(0);
});

test("two successors: nobody is followed, everybody is told, and a person pins one by its code", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  const third = await joinedOffice(folder, first.desk, clock, "三号电脑");
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  await first.close();
  cpSync(join(folder, "county"), join(folder, "county-copy"), { recursive: true });
  const [one, twin] = [await reopenOffice(join(folder, "county"), clock), await reopenOffice(join(folder, "county-copy"), clock)];
  handOverRoot(one.desk, paperCode(second.desk), "给二号");
  handOverRoot(twin.desk, paperCode(third.desk), "给三号");
  const old = await pack(folder, one.desk);
  for (const desk of [second.desk, third.desk, town.desk])
    for (const path of [old, await pack(folder, twin.desk)]) await take(desk, path);
  for (const desk of [second.desk, third.desk, town.desk]) expect(rootDoubts(desk).disputed).toBe(true);
  for (const replace of [false, true])
    expect(await codeOf(() => trustRoot(town.desk, old, paperCode(one.desk), UNWATCHED, replace))).toBe("root-not-new");
  takeOverRoot(second.desk, paperCode(second.desk), "按通知");
  const packed = await pack(folder, second.desk);
  await trustRoot(town.desk, packed, paperCode(second.desk), UNWATCHED, true);
  await trustRoot(third.desk, packed, paperCode(second.desk), UNWATCHED, true);
  for (const desk of [second.desk, third.desk, town.desk]) expect(rootDoubts(desk).disputed).toBe(false);
  expect(officeStanding(third.desk)).toBe("second");
});

test("a revoked county PC: what it writes later does not count, and it is told", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await record(town.desk, "活动", {}, []);
  await take(second.desk, await handOver(folder, town.desk));
  await take(first.desk, (await exchange(second.desk, stick(folder))).path);
  const [one] = second.desk.store.records({ kind: "activity", limit: 1 }).records;
  reviewRecord(second.desk, { record: one?.record ?? "", decision: "accept" });
  const before = await exchange(second.desk, stick(folder));
  revokeKey(first.desk, paperCode(second.desk), { reason: "丢失" });
  await take(first.desk, before.path);
  expect(first.desk.store.records({ kind: "review", limit: 9 }).records).toEqual([]);
  expect(first.desk.store.deliveries().map((row) => row.unit)).toContain(TOWN);
  expect(await codeOf(() => exchange(first.desk, stick(folder)))).toBe("exchange-alone");
  await take(second.desk, await pack(folder, first.desk));
  expect(officeStanding(second.desk)).toBe("ended");
  expect(await codeOf(() => issueReceipts(second.desk, TOWN, stick(folder), UNWATCHED))).toBe("county-ended");
});

test("a lost PC is replaced in one step; a scanned code is taken, a wrong character is not", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const fresh = await openOffice(join(folder, "fresh"), TOWN, clock);
  await pinCounty(folder, county.desk, fresh.desk);
  await askCounty(folder, county.desk, fresh.desk);
  const scanned = keyQrText(TOWN, fresh.desk.fingerprint(fresh.desk.store.facts().selfKey));
  const old = town.desk.store.facts().selfKey;
  expect(await codeOf(() => approveEnrolment(county.desk, scanned.slice(0, -1)))).toBe("key-scan-wrong");
  const other = scanned.endsWith("0") ? "1" : "0";
  expect(await codeOf(() => approveEnrolment(county.desk, scanned.slice(0, -1) + other))).toBe("key-code-unmatched");
  const replaces = { key: old, reason: "硬盘坏了" };
  const foreign = { key: county.desk.store.facts().selfKey, reason: "错" };
  expect(await codeOf(() => approveEnrolment(county.desk, scanned, { replaces: foreign }))).toBe("replaces-other-unit");
  expect(approveEnrolment(county.desk, scanned, { replaces })).toMatchObject({
    unit: TOWN,
    ended: { device: "一号电脑", cut: 0 },
  });
  expect(
    listEnrolments(county.desk)
      .approved.filter((row) => row.unit === TOWN)
      .map((row) => row.revoked),
  ).toEqual([true, false]);
  await record(town.desk, "停用后", {}, []);
  expect(await take(county.desk, await handOver(folder, town.desk))).toMatchObject({ signer: "revoked" });
  expect(titles(county.desk)).toEqual([]);
});
