// Strangers and liars: what nobody has approved goes nowhere, is nobody's, and can be thrown away; honest offices go on as before.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { giveBack } from "../../src-main/usecases/give-back.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { previewBundle } from "../../src-main/usecases/import-bundle.ts";
import { dropStrangers, listStrangers } from "../../src-main/usecases/quarantine.ts";
import { issueReceipts, unitsDueReceipts } from "../../src-main/usecases/receipt.ts";
import { packCampaign } from "../../src-main/usecases/trust-root.ts";
import { deliveriesOf } from "../../src-main/usecases/whose-bundle.ts";
import type { RecordView } from "../../src-main/usecases/store-port.ts";
import { codeOf } from "../support/codes.ts";
import { countyOfTwo, exchange, stick, take } from "../support/county-office.ts";
import { leftovers } from "../support/disk-state.ts";
import { makeMedium, sha256 } from "../support/make-bundle.ts";
import { enrolledPair, handOver, OTHER_TOWN, record, TOWN } from "../support/office.ts";
import { approveKey, branched, forge, handInOf, heldActivity, say } from "../support/strangers.ts";
import { tempFolder } from "../support/temp-folder.ts";

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
const feedsIn = (desk: Desk, names: readonly string[]) => desk.store.feeds().filter(({ hash }) => names.includes(hash)).length;
/** How far a bundle got: the frontier that its maker noted names these feeds. */
const carries = (desk: Desk, names: readonly string[]) => {
  const frontier = desk.store.exports().at(-1)?.frontier ?? {};
  return names.filter((name) => name in frontier).length;
};

test("what nobody approved leaves in no pack, receipt, return or hand-in, and among county PCs it is shared", async () => {
  const folder = await tempFolder();
  const { first, second, town } = await countyOfTwo(folder);
  const { feeds, path } = await stranger(folder);
  const names = feeds.map(({ id }) => id);
  await record(town.desk, "真的");
  await take(first.desk, await handOver(folder, town.desk));
  await take(first.desk, path);
  expect(feedsIn(first.desk, names)).toBe(3);
  const made: Readonly<Record<string, () => Promise<Readonly<{ path: string }>>>> = {
    pack: () => packCampaign(first.desk, stick(folder), undefined, UNWATCHED),
    packOfUnit: () => packCampaign(first.desk, stick(folder), TOWN, UNWATCHED),
    receipt: () => issueReceipts(first.desk, TOWN, stick(folder), UNWATCHED),
    returned: () => giveBack(first.desk, TOWN, stick(folder), UNWATCHED),
  };
  for (const [name, make] of Object.entries(made)) {
    const { path: written } = await make();
    expect([name, carries(first.desk, names), readFileSync(written).includes(photo)]).toEqual([name, 0, false]);
  }
  const [receipt] = first.desk.store.records({ kind: "receipt", limit: 5 }).records;
  expect(names.filter((name) => JSON.stringify(receipt?.value).includes(name))).toEqual([]);
  await take(second.desk, (await exchange(first.desk, stick(folder))).path);
  expect([feedsIn(second.desk, names), second.desk.store.media(file.sha256) !== undefined]).toEqual([3, true]);
});

test("a stranger whose hand-in is made out as an exchange is held to the bounds; an exchange of the office is not", async () => {
  const folder = await tempFolder();
  const { first, second } = await countyOfTwo(folder);
  const feed = forge("stranger");
  say(feed, "activity", heldActivity("生人的话"));
  const made = await handInOf(folder, [feed], { holds: { frontier: {}, lackingMedia: [], withheld: [] } });
  const bounded: unknown[] = [];
  const admit: typeof first.desk.store.admit = (row, ...rest) => {
    bounded.push(row.bounded);
    return first.desk.store.admit(row, ...rest);
  };
  const desk = { ...first.desk, store: { ...first.desk.store, admit } };
  for (const path of [made, (await exchange(second.desk, stick(folder))).path]) await take(desk, path);
  expect(bounded).toEqual([true, false]);
});

test("a stick that claims to come from the unit's other PC is kept apart there: report, digest and export are the unit's own", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const fork = branched("poison", 40);
  await take(town.desk, await handInOf(folder, [fork]));
  await record(town.desk, "真的");
  const { selfKey } = town.desk.store.facts();
  const own = town.desk.store.feeds().filter(({ key, audience }) => key === selfKey && audience === "county");
  const written = own.reduce((sum, { id }) => sum + town.desk.store.countFeed(id), 0);
  handIn(town.desk, { report: "weekly:1" });
  const [report] = town.desk.store.records({ kind: "report", limit: 1 }).records;
  expect(fork.id in frontierIn(report)).toBe(false);
  expect(report?.value?.["contentCount"]).toBe(written);
  await take(county.desk, await handOver(folder, town.desk));
  expect([feedsIn(county.desk, [fork.id]), county.desk.store.standings()["quarantine"] ?? 0]).toEqual([0, 0]);
});

test("a bundle is its signer's: another's name on it is refused, a stranger's belongs to nobody until its key is approved", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  approveKey(county.desk, "liar", OTHER_TOWN);
  const lie = forge("liar", { unit: OTHER_TOWN });
  say(lie, "activity", heldActivity("本镇的"));
  const named = await handInOf(folder, [lie], { unit: TOWN, number: 77 });
  expect([
    await codeOf(() => previewBundle(county.desk, named, UNWATCHED)),
    await codeOf(() => take(county.desk, named)),
  ]).toEqual(["bundle-other-sender", "bundle-other-sender"]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  const { path } = await stranger(folder);
  await take(county.desk, path);
  expect([deliveriesOf(county.desk, TOWN).length, gaps(county.desk, TOWN), unitsDueReceipts(county.desk)]).toEqual([1, [], []]);
  await record(town.desk, "真的");
  await take(county.desk, await handOver(folder, town.desk));
  await issueReceipts(county.desk, TOWN, stick(folder), UNWATCHED);
  const answered = county.desk.store.records({ kind: "receipt", limit: 9 }).records.map(({ value }) => value?.["number"]);
  expect(answered).not.toContain(90);
  approveKey(county.desk, "stranger", TOWN);
  expect(unitsDueReceipts(county.desk)).toEqual([TOWN]);
  expect(deliveriesOf(county.desk, TOWN).map(({ number }) => number)).toContain(90);
});

test("thrown away: entries, photo, delivery and list are gone, others' are not; read again all is back", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "真的");
  await take(county.desk, await handOver(folder, town.desk));
  const never = county.desk.store.digests();
  const { feeds, path } = await stranger(folder);
  await take(county.desk, path);
  const before = county.desk.store.digests();
  const [one, ...more] = listStrangers(county.desk);
  expect([one, more]).toMatchObject([{ unit: TOWN, entries: 6, files: 1, fileBytes: photo.length, volumes: 0 }, []]);
  expect(await codeOf(() => dropStrangers(county.desk, ["00000000"]))).toBe("stranger-unknown");
  expect(await dropStrangers(county.desk, [one?.id ?? ""])).toEqual({ keys: 1, entries: 6, files: 1 });
  expect([county.desk.store.digests(), listStrangers(county.desk)]).toEqual([never, []]);
  expect([county.desk.store.media(file.sha256), county.desk.store.deliveries().some(({ number }) => number === 90)]).toEqual([
    undefined,
    false,
  ]);
  expect(leftovers(join(folder, "county"))).toEqual([]);
  await take(county.desk, path);
  expect(county.desk.store.digests()).toEqual(before);
  expect(county.desk.store.media(file.sha256)).toBeDefined();
  approveKey(county.desk, "stranger", TOWN);
  expect([listStrangers(county.desk), await codeOf(() => dropStrangers(county.desk, [one?.id ?? ""]))]).toEqual([
    [],
    "stranger-unknown",
  ]);
  expect(() => county.desk.store.dropStrangers([county.desk.store.keyOfFeed(feeds[0]?.id ?? "") ?? ""])).toThrow(
    "stranger-known-now",
  );
});

test("a photo that an approved PC names as well stays when a stranger's is thrown away", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  approveKey(county.desk, "honest", OTHER_TOWN);
  const honest = forge("honest", { unit: OTHER_TOWN });
  say(honest, "activity", heldActivity("也用这张", { attachments: [file] }));
  await take(county.desk, await handInOf(folder, [honest], { unit: OTHER_TOWN, media: [await makeMedium(folder, photo)] }));
  await take(county.desk, (await stranger(folder)).path);
  const [one] = listStrangers(county.desk);
  expect(one).toMatchObject({ files: 0, fileBytes: 0 });
  expect(await dropStrangers(county.desk, [one?.id ?? ""])).toMatchObject({ files: 0 });
  expect(county.desk.store.media(file.sha256)).toBeDefined();
});

test("what a stranger calls a photo is not what it is: the records that are shown say it, before and after", async () => {
  const folder = await tempFolder();
  const { county } = await enrolledPair(folder);
  const media = [await makeMedium(folder, photo)];
  const called = async (key: string, mime: string, number = 1) => {
    const feed = forge(key, { unit: OTHER_TOWN, nonce: `${number}` });
    say(feed, "activity", heldActivity("照片", { attachments: [{ ...file, mime }] }));
    await take(county.desk, await handInOf(folder, [feed], { unit: OTHER_TOWN, media, number }));
    return county.desk.store.media(file.sha256)?.mime;
  };
  approveKey(county.desk, "honest", OTHER_TOWN);
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
  await take(town.desk, path);
  await record(town.desk, "真的");
  await exportBundle(
    town.desk,
    { folder: stick(folder), purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] },
    UNWATCHED,
  );
  expect(
    carries(
      town.desk,
      feeds.map(({ id }) => id),
    ),
  ).toBe(0);
});
