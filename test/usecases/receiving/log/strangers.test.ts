// Strangers and liars: what nobody has approved goes nowhere, is nobody's, and can be thrown away; honest offices go on as before.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { exportBundle } from "../../../../src-main/usecases/sending/write/export-bundle.ts";
import { gaps } from "../../../../src-main/usecases/receipts/gaps.ts";
import { giveBack } from "../../../../src-main/usecases/keeping/give-back.ts";
import { handIn } from "../../../../src-main/usecases/hand-in/hand-in.ts";
import { previewBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { dropStrangers, listStrangers } from "../../../../src-main/usecases/receiving/log/quarantine.ts";
import { issueReceipts, unitsDueReceipts } from "../../../../src-main/usecases/receipts/receipt.ts";
import { packCampaign } from "../../../../src-main/usecases/trust/trust-root.ts";
import { deliveriesOf } from "../../../../src-main/usecases/duties/matrix/whose-bundle.ts";
import type { RecordView } from "../../../../src-main/usecases/ports/store/records.ts";
import { codeOf } from "../../../support/codes.ts";
import { countyOfTwo, exchange, stick, take } from "../../../support/offices/county-office.ts";
import { leftovers } from "../../../support/offices/disk-state.ts";
import { makeMedium, sha256 } from "../../../support/made/make-bundle.ts";
import { enrolledPair, handOver, OTHER_TOWN, record, TOWN } from "../../../support/offices/office.ts";
import { approveKey, branched, forge, handInOf, heldActivity, say } from "../../../support/offices/strangers.ts";
import { tempFolder } from "../../../support/temp-folder.ts";

const photo = Buffer.concat([Buffer.from("ffd8ff", "hex"), Buffer.alloc(3000, "生人的照片")]);
const file = { sha256: sha256(photo), sizeBytes: photo.length, name: "x.jpg", mime: "image/jpeg", class: "photo" };

/** A stranger who speaks to everyone, to one unit and in a town's name, with a photo; some of it came without its value. */
async function stranger(folder: string, key = "stranger") {
  const named = forge(key, { nonce: "2" });
  const feeds = [forge(key, { audience: "all" }), forge(key, { audience: `unit:${TOWN}`, nonce: "1" }), named];
  for (const feed of feeds) say(feed, "activity", heldActivity("生人的话", { attachments: [file] }));
  named.carried.push(...named.carried.splice(1).map(({ entry }) => ({ entry, salt: null, value: null })));
  const media = [await makeMedium(folder, photo)];
  return { feeds, path: await handInOf(folder, feeds, { media, number: 90 }) };
}

const frontierIn = (one: RecordView | undefined): object => (one?.value?.["frontier"] ?? {}) as object;
const feedsIn = (ws: Workspace, names: readonly string[]) => ws.store.feeds().filter(({ hash }) => names.includes(hash)).length;
/** How far a bundle got: the frontier that its maker noted names these feeds. */
const carries = (ws: Workspace, names: readonly string[]) => {
  const frontier = ws.store.exports().at(-1)?.frontier ?? {};
  return names.filter((name) => name in frontier).length;
};

test("what nobody approved leaves in no pack, receipt, return or hand-in, and among county PCs it is shared", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  const { feeds, path } = await stranger(folder);
  const names = feeds.map(({ id }) => id);
  await record(town.ws, "真的");
  await take(first.ws, await handOver(folder, town.ws));
  await take(first.ws, path);
  expect(feedsIn(first.ws, names)).toBe(3);
  const made: Readonly<Record<string, () => Promise<Readonly<{ path: string }>>>> = {
    pack: () => packCampaign(first.ws, stick(folder), undefined, UNWATCHED),
    packOfUnit: () => packCampaign(first.ws, stick(folder), TOWN, UNWATCHED),
    receipt: () => issueReceipts(first.ws, TOWN, stick(folder), UNWATCHED),
    returned: () => giveBack(first.ws, TOWN, stick(folder), UNWATCHED),
  };
  for (const [name, make] of Object.entries(made)) {
    const { path: written } = await make();
    expect([name, carries(first.ws, names), readFileSync(written).includes(photo)]).toEqual([name, 0, false]);
  }
  const [receipt] = first.ws.store.records({ kind: "receipt", limit: 5 }).records;
  expect(names.filter((name) => JSON.stringify(receipt?.value).includes(name))).toEqual([]);
  await take(second.ws, (await exchange(first.ws, stick(folder))).path);
  expect([feedsIn(second.ws, names), second.ws.store.media(file.sha256) !== undefined]).toEqual([3, true]);
});

test("a stranger whose hand-in is made out as an exchange is held to the bounds; an exchange of the office is not", async () => {
  const folder = await tempFolder();
  const { first, second } = await countyOfTwo(folder);
  const feed = forge("stranger");
  say(feed, "activity", heldActivity("生人的话"));
  const made = await handInOf(folder, [feed], { holds: { frontier: {}, lackingMedia: [], withheld: [] } });
  const bounded: unknown[] = [];
  const admit: typeof first.ws.store.admit = (row, ...rest) => {
    bounded.push(row.bounded);
    return first.ws.store.admit(row, ...rest);
  };
  const ws = { ...first.ws, store: { ...first.ws.store, admit } };
  for (const path of [made, (await exchange(second.ws, stick(folder))).path]) await take(ws, path);
  expect(bounded).toEqual([true, false]);
});

test("a stick that claims to come from the unit's other PC is kept apart there: report, digest and export are the unit's own", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const fork = branched("poison", 40);
  await take(town.ws, await handInOf(folder, [fork]));
  await record(town.ws, "真的");
  const { selfKey } = town.ws.store.facts();
  const own = town.ws.store.feeds().filter(({ key, audience }) => key === selfKey && audience === "county");
  const written = own.reduce((sum, { id }) => sum + town.ws.store.countFeed(id), 0);
  handIn(town.ws, { report: "weekly:1" });
  const [report] = town.ws.store.records({ kind: "report", limit: 1 }).records;
  expect(fork.id in frontierIn(report)).toBe(false);
  expect(report?.value?.["contentCount"]).toBe(written);
  await take(county.ws, await handOver(folder, town.ws));
  expect([feedsIn(county.ws, [fork.id]), county.ws.store.standings()["quarantine"] ?? 0]).toEqual([0, 0]);
});

test("a bundle is its signer's: another's name on it is refused, a stranger's belongs to nobody until its key is approved", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  approveKey(county.ws, "liar", OTHER_TOWN);
  const lie = forge("liar", { unit: OTHER_TOWN });
  say(lie, "activity", heldActivity("本镇的"));
  const named = await handInOf(folder, [lie], { unit: TOWN, number: 77 });
  expect([await codeOf(() => previewBundle(county.ws, named, UNWATCHED)), await codeOf(() => take(county.ws, named))]).toEqual([
    "bundle-other-sender",
    "bundle-other-sender",
  ]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  const { path } = await stranger(folder);
  await take(county.ws, path);
  expect([deliveriesOf(county.ws, TOWN).length, gaps(county.ws, TOWN), unitsDueReceipts(county.ws)]).toEqual([1, [], []]);
  await record(town.ws, "真的");
  await take(county.ws, await handOver(folder, town.ws));
  await issueReceipts(county.ws, TOWN, stick(folder), UNWATCHED);
  const answered = county.ws.store.records({ kind: "receipt", limit: 9 }).records.map(({ value }) => value?.["number"]);
  expect(answered).not.toContain(90);
  approveKey(county.ws, "stranger", TOWN);
  expect(unitsDueReceipts(county.ws)).toEqual([TOWN]);
  expect(deliveriesOf(county.ws, TOWN).map(({ number }) => number)).toContain(90);
});

test("thrown away: entries, photo, delivery and list are gone, others' are not; read again all is back", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "真的");
  await take(county.ws, await handOver(folder, town.ws));
  const never = county.ws.store.digests();
  const { feeds, path } = await stranger(folder);
  await take(county.ws, path);
  const before = county.ws.store.digests();
  const [one, ...more] = listStrangers(county.ws);
  expect([one, more]).toMatchObject([{ unit: TOWN, entries: 6, files: 1, fileBytes: photo.length, volumes: 0 }, []]);
  expect(await codeOf(() => dropStrangers(county.ws, ["00000000"]))).toBe("stranger-unknown");
  expect(await dropStrangers(county.ws, [one?.id ?? ""])).toEqual({ keys: 1, entries: 6, files: 1 });
  expect([county.ws.store.digests(), listStrangers(county.ws)]).toEqual([never, []]);
  expect([county.ws.store.media(file.sha256), county.ws.store.deliveries().some(({ number }) => number === 90)]).toEqual([
    undefined,
    false,
  ]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  await take(county.ws, path);
  expect(county.ws.store.digests()).toEqual(before);
  expect(county.ws.store.media(file.sha256)).toBeDefined();
  approveKey(county.ws, "stranger", TOWN);
  expect([listStrangers(county.ws), await codeOf(() => dropStrangers(county.ws, [one?.id ?? ""]))]).toEqual([
    [],
    "stranger-unknown",
  ]);
  expect(() => county.ws.store.dropStrangers([county.ws.store.keyOfFeed(feeds[0]?.id ?? "") ?? ""])).toThrow(
    "stranger-known-now",
  );
});

test("a photo that an approved PC names as well stays when a stranger's is thrown away", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  approveKey(county.ws, "honest", OTHER_TOWN);
  const honest = forge("honest", { unit: OTHER_TOWN });
  say(honest, "activity", heldActivity("也用这张", { attachments: [file] }));
  await take(county.ws, await handInOf(folder, [honest], { unit: OTHER_TOWN, media: [await makeMedium(folder, photo)] }));
  await take(county.ws, (await stranger(folder)).path);
  const [one] = listStrangers(county.ws);
  expect(one).toMatchObject({ files: 0, fileBytes: 0 });
  expect(await dropStrangers(county.ws, [one?.id ?? ""])).toMatchObject({ files: 0 });
  expect(county.ws.store.media(file.sha256)).toBeDefined();
});

test("what a stranger calls a photo is not what it is: the records that are shown say it, before and after", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const media = [await makeMedium(folder, photo)];
  const called = async (key: string, mime: string, number = 1) => {
    const feed = forge(key, { unit: OTHER_TOWN, nonce: `${number}` });
    say(feed, "activity", heldActivity("照片", { attachments: [{ ...file, mime }] }));
    await take(county.ws, await handInOf(folder, [feed], { unit: OTHER_TOWN, media, number }));
    return county.ws.store.media(file.sha256)?.mime;
  };
  approveKey(county.ws, "honest", OTHER_TOWN);
  expect([await called("liar", "text/html"), await called("honest", file.mime), await called("liar", "text/html", 2)]).toEqual([
    "text/html",
    file.mime,
    file.mime,
  ]);
});

test("a unit whose bundle was exported does not carry strangers on", async () => {
  const folder = await tempFolder();
  const { town } = await enrolledPair(folder);
  const { feeds, path } = await stranger(folder);
  await take(town.ws, path);
  await record(town.ws, "真的");
  await exportBundle(
    town.ws,
    { folder: stick(folder), purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] },
    UNWATCHED,
  );
  expect(
    carries(
      town.ws,
      feeds.map(({ id }) => id),
    ),
  ).toBe(0);
});
