// The attacks at their size: more branches than one entry can list, and more entries than strangers may leave.
import { expect, test } from "vitest";
import { UNWATCHED } from "../../../../src-main/usecases/workspace.ts";
import { keyCode } from "../../../../src-main/domain/trust/key-code.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { listStrangers } from "../../../../src-main/usecases/receiving/log/quarantine.ts";
import { issueReceipts } from "../../../../src-main/usecases/receipts/receipt.ts";
import { revokeKey } from "../../../../src-main/usecases/trust/revoke-key.ts";
import { setAsideImport, takeBackImport } from "../../../../src-main/usecases/receiving/log/set-aside.ts";
import { codeOf } from "../../../support/codes.ts";
import { stick, take } from "../../../support/offices/county-office.ts";
import { testKey } from "../../../support/made/make-bundle.ts";
import { enrolledPair, handOver, OTHER_TOWN, record, TOWN } from "../../../support/offices/office.ts";
import { approveKey, branched, forge, handInOf, heldActivity, say } from "../../../support/offices/strangers.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

const shown = (ws: Parameters<typeof take>[0], unit: string) => ws.store.countRecords({ kind: "activity", unit }, 100_000);

/** An approved PC that opened so many feeds. */
function manyFeeds(key: string, count: number) {
  return Array.from({ length: count }, (_, index) => {
    const feed = forge(key, { unit: OTHER_TOWN, nonce: index.toString(16) });
    say(feed, "activity", heldActivity(`第 ${index}`));
    return feed;
  });
}

test("a key with 1,200 feeds is ended: what it wrote holds, what it writes afterwards does not, as after a rebuild", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  approveKey(county.ws, "many", OTHER_TOWN);
  const feeds = manyFeeds("many", 1200);
  await take(county.ws, await handInOf(folder, feeds, { unit: OTHER_TOWN }));
  revokeKey(county.ws, keyCode(county.ws.fingerprint(testKey("many").key)), { reason: "停用" });
  const { grants } = county.ws.store.authority();
  expect(grants.get(testKey("many").key)?.cuts.map((cut) => cut.length)).toEqual([1200]);
  for (const feed of feeds.slice(0, 3)) say(feed, "activity", heldActivity("停用以后写的"));
  await take(county.ws, await handInOf(folder, feeds.slice(0, 3), { unit: OTHER_TOWN, number: 2 }));
  expect(shown(county.ws, OTHER_TOWN)).toBe(1200);
  const before = county.ws.store.digests();
  county.ws.store.rebuild();
  expect(county.ws.store.digests()).toEqual(before);
});

test("an import of 1,100 feeds is set aside whole, and taken back whole", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  approveKey(county.ws, "many", OTHER_TOWN);
  const { bundleId } = await take(county.ws, await handInOf(folder, manyFeeds("many", 1100), { unit: OTHER_TOWN }));
  expect(setAsideImport(county.ws, bundleId, "误报")).toMatchObject({ takenBack: false, reason: "误报" });
  expect(shown(county.ws, OTHER_TOWN)).toBe(0);
  expect(takeBackImport(county.ws, bundleId, "弄错了")).toMatchObject({ takenBack: true });
  expect(shown(county.ws, OTHER_TOWN)).toBe(1100);
});

test("4,500 branches of a stranger stop neither a receipt nor a hand-in", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const path = await handInOf(folder, [branched("stranger", 4500)]);
  for (const { ws } of [county, town]) await take(ws, path);
  await record(town.ws, "真的");
  expect(handIn(town.ws, { report: "weekly:1" }).contentCount).toBeLessThan(20);
  await take(county.ws, await handOver(folder, town.ws));
  await issueReceipts(county.ws, TOWN, stick(folder), UNWATCHED);
});

test("every entry of an unknown key is counted, wherever it stands among others", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const feeds = Array.from({ length: 21 }, (_, index) => {
    const feed = forge("evade", { nonce: index.toString(16) });
    for (let entry = 0; entry < 998; entry += 1) say(feed, "activity", heldActivity(`${entry}`));
    return [forge("decoy", { nonce: index.toString(16) }), feed];
  }).flat();
  expect(await codeOf(async () => take(county.ws, await handInOf(folder, feeds)))).toBe("quarantine-full");
  expect(listStrangers(county.ws)).toEqual([]);
});
