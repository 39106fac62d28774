// The moving of the county's key and the end of a PC's, through real bundles, and what every end makes of it.
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { encodeCarried } from "../../../src-main/bundle/bag/entries-file.ts";
import { keyQrText } from "../../../src-main/domain/trust/key-code.ts";
import { officeRole } from "../../../src-main/usecases/trust/county-pcs.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment, listEnrolments } from "../../../src-main/usecases/trust/enrol.ts";
import { handOverRoot, takeOverRoot } from "../../../src-main/usecases/office/hand-over-root.ts";
import { issueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { reviewRecord } from "../../../src-main/usecases/duties/review/review.ts";
import { revokeKey } from "../../../src-main/usecases/trust/revoke-key.ts";
import { rootDoubts } from "../../../src-main/usecases/trust/root-doubts.ts";
import { inspectPack, packCampaign, trustRoot } from "../../../src-main/usecases/trust/trust-root.ts";
import { codeOf } from "../../support/codes.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import { countyOfTwo, exchange, joinedOffice, pack, stick, take, titles } from "../../support/offices/county-office.ts";
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
} from "../../support/offices/office.ts";
import { openFeed } from "../../support/made/make-bundle.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("handing over: units follow with the next pack and type nothing, the old root's later words do not count", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  expect(await codeOf(() => handOverRoot(first.ws, paperCode(town.ws), "换电脑"))).toBe("successor-unknown");
  expect(await codeOf(() => handOverRoot(first.ws, paperCode(second.ws), " "))).toBe("handover-reason-missing");
  expect(handOverRoot(first.ws, paperCode(second.ws), "换电脑")).toEqual({ device: "二号电脑" });
  expect(officeRole(first.ws)).toBe("handed-over");
  expect(await codeOf(() => issueReceipts(first.ws, TOWN, stick(folder), UNWATCHED))).toBe("county-ended");
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  expect(officeRole(second.ws)).toBe("root");
  await take(town.ws, await pack(folder, second.ws));
  expect(rootDoubts(town.ws)).toEqual({ disputed: false, claimants: [] });
  await record(town.ws, "交接后", {}, []);
  await take(second.ws, await handOver(folder, town.ws));
  expect(titles(second.ws)).toEqual(["交接后"]);
  // a newcomer pins the new root by its own notice, and trusts the keys that the old one had let in
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await trustRoot(other.ws, await pack(folder, second.ws), paperCode(second.ws), UNWATCHED);
  expect(
    [...other.ws.store.authority().grants.values()].filter((grant) => grant.role === "unit" && grant.device !== ""),
  ).toHaveLength(1);
  approveEnrolment(second.ws, await askCounty(folder, second.ws, other.ws));
  await take(town.ws, await pack(folder, second.ws));
  expect([...town.ws.store.authority().grants.values()].filter((grant) => grant.unit === OTHER_TOWN)).toHaveLength(1);
});

/** A desk that comes upon a feed of another campaign when all entries of a bundle have been taken in. */
function cutShort(ws: Workspace): Workspace {
  const opened = async (...args: Parameters<Workspace["bundles"]["open"]>) => {
    const bundle = await ws.bundles.open(...args);
    await appendFile(bundle.lines.path, `${openFeed("stranger").carried.map(encodeCarried).join("\n")}\n`);
    return bundle;
  };
  let times = 0; // the pack is opened to compare the code, and again to be taken in
  const open: Workspace["bundles"]["open"] = (...args) => (times++ === 0 ? ws.bundles.open(...args) : opened(...args));
  return { ...ws, bundles: { ...ws.bundles, open } };
}

test("the root PC is lost: the second takes over by its own code, offices pin it anew, and the old words up to then hold", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  await record(town.ws, "以前", {}, []);
  await take(first.ws, await handOver(folder, town.ws));
  const [one] = first.ws.store.records({ kind: "activity", limit: 1 }).records;
  reviewRecord(first.ws, { record: one?.record ?? "", decision: "accept" });
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  expect(await codeOf(() => takeOverRoot(second.ws, paperCode(first.ws), "丢失"))).toBe("own-code-unmatched");
  expect(takeOverRoot(second.ws, paperCode(second.ws), "丢失")).toMatchObject({ keys: 3, lost: "一号电脑" });
  expect(officeRole(second.ws)).toBe("root");
  expect(titles(second.ws)).toEqual(["以前"]);
  expect(second.ws.store.records({ kind: "review", limit: 9 }).records).toHaveLength(1);
  expect(second.ws.store.records({ kind: "campaign", limit: 9 }).records).toHaveLength(1);
  const live = second.ws.store.digests();
  second.ws.store.rebuild();
  expect(second.ws.store.digests()).toEqual(live);
  const packed = await pack(folder, second.ws);
  await take(town.ws, packed); // known under the old root: read, but nobody is followed by itself
  expect(rootDoubts(town.ws)).toEqual({ disputed: false, claimants: ["二号电脑"] });
  expect(await codeOf(() => trustRoot(town.ws, packed, paperCode(second.ws), UNWATCHED))).toBe("root-replaces");
  expect(await codeOf(() => trustRoot(town.ws, packed, paperCode(first.ws), UNWATCHED, true))).toBe("root-not-new");
  expect(await codeOf(() => trustRoot(town.ws, packed, paperCode(first.ws), UNWATCHED))).toBe("root-not-new");
  const pinnedMs = town.ws.store.rootPinnedMs() ?? Infinity;
  const before = town.ws.store.facts().root;
  expect(await codeOf(() => trustRoot(cutShort(town.ws), packed, paperCode(second.ws), UNWATCHED, true))).toBe(
    "bundle-other-campaign",
  );
  expect([town.ws.store.facts().root, town.ws.store.rootPinnedMs()]).toEqual([before, pinnedMs]);
  expect(rootDoubts(town.ws).claimants).toEqual(["二号电脑"]);
  await trustRoot(town.ws, packed, paperCode(second.ws), UNWATCHED, true);
  expect(town.ws.store.rootPinnedMs()).toBeGreaterThan(pinnedMs);
  expect(rootDoubts(town.ws).claimants).toEqual([]);
  expect(await inspectPack(town.ws, packed, UNWATCHED)).toMatchObject({ state: "update" });
  expect(await inspectPack(town.ws, await pack(folder, first.ws), UNWATCHED)).toMatchObject({ state: "ended" });
  expect(town.ws.store.records({ kind: "campaign", limit: 9 }).records).toHaveLength(1);
  await record(town.ws, "以后", {}, []);
  await take(second.ws, await handOver(folder, town.ws));
  expect(titles(second.ws)).toEqual(["以前", "以后"].sort());
  // the lost one is found again and goes on: kept, and it does not count; it is told
  reviewRecord(first.ws, { record: one?.record ?? "", decision: "return", reason: "失主" });
  const found = await exchange(first.ws, stick(folder));
  expect(await take(second.ws, found.path)).toMatchObject({ signer: "revoked" });
  const [review] = second.ws.store.records({ kind: "review", limit: 9 }).records;
  expect(review?.value?.["decision"]).toBe("accept");
  await take(first.ws, (await packCampaign(second.ws, stick(folder), undefined, UNWATCHED)).path);
  expect(rootDoubts(first.ws).claimants).toEqual(["二号电脑"]);
  await trustRoot(first.ws, packed, paperCode(second.ws), UNWATCHED, true);
  expect(officeRole(first.ws)).toBe("ended");
  expect(clock.nowMs).toBeGreaterThan(0);
});

test("two successors: nobody is followed, everybody is told, and a person pins one by its code", async () => {
  const folder = await tempFolder();
  const { first, second, town, clock } = await countyOfTwo(folder);
  const third = await joinedOffice(folder, first.ws, clock, "三号电脑");
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  await first.close();
  copyTree(join(folder, "county"), join(folder, "county-copy"));
  const [one, twin] = [await reopenOffice(join(folder, "county"), clock), await reopenOffice(join(folder, "county-copy"), clock)];
  handOverRoot(one.ws, paperCode(second.ws), "给二号");
  handOverRoot(twin.ws, paperCode(third.ws), "给三号");
  const old = await pack(folder, one.ws);
  for (const ws of [second.ws, third.ws, town.ws]) for (const path of [old, await pack(folder, twin.ws)]) await take(ws, path);
  for (const ws of [second.ws, third.ws, town.ws]) expect(rootDoubts(ws).disputed).toBe(true);
  for (const replace of [false, true])
    expect(await codeOf(() => trustRoot(town.ws, old, paperCode(one.ws), UNWATCHED, replace))).toBe("root-not-new");
  takeOverRoot(second.ws, paperCode(second.ws), "按通知");
  const packed = await pack(folder, second.ws);
  await trustRoot(town.ws, packed, paperCode(second.ws), UNWATCHED, true);
  await trustRoot(third.ws, packed, paperCode(second.ws), UNWATCHED, true);
  for (const ws of [second.ws, third.ws, town.ws]) expect(rootDoubts(ws).disputed).toBe(false);
  expect(officeRole(third.ws)).toBe("second");
});

test("a revoked county PC: what it writes later does not count, and it is told", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  await record(town.ws, "活动", {}, []);
  await take(second.ws, await handOver(folder, town.ws));
  await take(first.ws, (await exchange(second.ws, stick(folder))).path);
  const [one] = second.ws.store.records({ kind: "activity", limit: 1 }).records;
  reviewRecord(second.ws, { record: one?.record ?? "", decision: "accept" });
  const before = await exchange(second.ws, stick(folder));
  revokeKey(first.ws, paperCode(second.ws), { reason: "丢失" });
  await take(first.ws, before.path);
  expect(first.ws.store.records({ kind: "review", limit: 9 }).records).toEqual([]);
  expect(first.ws.store.deliveries().map((row) => row.unit)).toContain(TOWN);
  expect(await codeOf(() => exchange(first.ws, stick(folder)))).toBe("exchange-alone");
  await take(second.ws, await pack(folder, first.ws));
  expect(officeRole(second.ws)).toBe("ended");
  expect(await codeOf(() => issueReceipts(second.ws, TOWN, stick(folder), UNWATCHED))).toBe("county-ended");
});

test("a lost PC is replaced in one step; a scanned code is taken, a wrong character is not", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const fresh = await openOffice(join(folder, "fresh"), TOWN, clock);
  await pinCounty(folder, county.ws, fresh.ws);
  await askCounty(folder, county.ws, fresh.ws);
  const scanned = keyQrText(TOWN, fresh.ws.fingerprint(fresh.ws.store.facts().selfKey));
  const old = town.ws.store.facts().selfKey;
  expect(await codeOf(() => approveEnrolment(county.ws, scanned.slice(0, -1)))).toBe("key-scan-wrong");
  const other = scanned.endsWith("0") ? "1" : "0";
  expect(await codeOf(() => approveEnrolment(county.ws, scanned.slice(0, -1) + other))).toBe("key-code-unmatched");
  const replaces = { key: old, reason: "硬盘坏了" };
  const foreign = { key: county.ws.store.facts().selfKey, reason: "错" };
  expect(await codeOf(() => approveEnrolment(county.ws, scanned, { replaces: foreign }))).toBe("replaces-other-unit");
  expect(approveEnrolment(county.ws, scanned, { replaces })).toMatchObject({
    unit: TOWN,
    ended: { device: "一号电脑", cut: 0 },
  });
  expect(
    listEnrolments(county.ws)
      .approved.filter((row) => row.unit === TOWN)
      .map((row) => row.revoked),
  ).toEqual([true, false]);
  await record(town.ws, "停用后", {}, []);
  expect(await take(county.ws, await handOver(folder, town.ws))).toMatchObject({ signer: "revoked" });
  expect(titles(county.ws)).toEqual([]);
});
