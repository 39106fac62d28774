// The moving of the county's key and the end of a PC's, through real bundles, and what every end makes of it.
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeCarried } from "../../src-main/bundle/entries-file.ts";
import { keyQrText } from "../../src-main/domain/key-code.ts";
import { officeStanding } from "../../src-main/usecases/county-pcs.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { approveEnrolment, listEnrolments } from "../../src-main/usecases/enrol.ts";
import { handOverRoot, takeOverRoot } from "../../src-main/usecases/hand-over-root.ts";
import { issueReceipts } from "../../src-main/usecases/receipt.ts";
import { reviewRecord } from "../../src-main/usecases/review.ts";
import { revokeKey } from "../../src-main/usecases/revoke-key.ts";
import { rootDoubts } from "../../src-main/usecases/root-doubts.ts";
import { inspectPack, packCampaign, trustRoot } from "../../src-main/usecases/trust-root.ts";
import { codeOf } from "../support/codes.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { countyOfTwo, exchange, joinedOffice, pack, stick, take, titles } from "../support/county-office.ts";
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
import { openFeed } from "../support/make-bundle.ts";
import { tempFolder } from "../support/temp-folder.ts";

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

/** A desk that comes upon a feed of another campaign when all entries of a bundle have been taken in. */
function cutShort(desk: Desk): Desk {
  const opened = async (...args: Parameters<Desk["bundles"]["open"]>) => {
    const bundle = await desk.bundles.open(...args);
    await appendFile(bundle.lines.path, `${openFeed("stranger").carried.map(encodeCarried).join("\n")}\n`);
    return bundle;
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
  expect(await codeOf(() => trustRoot(cutShort(town.desk), packed, paperCode(second.desk), UNWATCHED, true))).toBe(
    "bundle-other-campaign",
  );
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
  copyTree(join(folder, "county"), join(folder, "county-copy"));
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
