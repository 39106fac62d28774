// What offices exchange comes to the same at both ends, whatever came first and however often.
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNWATCHED } from "../../src-main/usecases/desk.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import { revokeKey } from "../../src-main/usecases/revoke-key.ts";
import { eraseRecord } from "../../src-main/usecases/erase.ts";
import { computeFigures } from "../../src-main/usecases/figures.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { importBundle, previewBundle } from "../../src-main/usecases/import-bundle.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import { workspaceState } from "../support/disk-state.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  paperCode,
  pinCounty,
  record,
  reopenOffice,
  seasonClock,
  TOWN,
} from "../support/office.ts";
import { picture } from "../support/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

const USB = { means: "usb" } as const;

test("approval alone brings in what waited in quarantine: figures as if the key had been known before", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const town = await openOffice(join(folder, "town"), TOWN, clock);
  await pinCounty(folder, county.desk, town.desk);
  await record(town.desk, "宣讲", {}, [await picture(folder, "IMG_0001.jpg", 1)]);
  handIn(town.desk, { report: "weekly:1" });
  const bundle = await handOver(folder, town.desk, true);
  const quarantined = await importBundle(county.desk, bundle, USB, UNWATCHED);
  expect(quarantined).toMatchObject({ signer: "quarantine", changes: { quarantined: quarantined.changes.added } });
  expect(county.desk.store.projected(TOWN)).toEqual([]);
  approveEnrolment(county.desk, await askCounty(folder, county.desk, town.desk));
  expect(county.desk.store.projected(TOWN).map((item) => [item.kind, item.handedIn])).toEqual(
    expect.arrayContaining([["activity", true]]),
  );
  expect(computeFigures(county.desk, TOWN, "total").rows).toEqual(computeFigures(town.desk, TOWN, "total").rows);
});

test("a report that a revoked key wrote hands nothing in, live and after a rebuild", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "第一次", {}, [await picture(folder, "a.jpg", 1)]);
  await importBundle(county.desk, await handOver(folder, town.desk), USB, UNWATCHED);
  revokeKey(county.desk, paperCode(town.desk), { reason: "电脑遗失" });
  handIn(town.desk, { report: "weekly:1" });
  await importBundle(county.desk, await handOver(folder, town.desk), USB, UNWATCHED);
  const live = county.desk.store.projected(TOWN);
  county.desk.store.rebuild();
  expect(county.desk.store.projected(TOWN)).toEqual(live);
  expect(live.map((item) => item.handedIn)).not.toContain(true);
});

test("import twice changes nothing, and a preview changes nothing either", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.desk, "演练", {}, [await picture(folder, "a.png", 2)]);
  const bundle = await handOver(folder, town.desk);
  const before = workspaceState(join(folder, "county"), county.desk);
  const preview = await previewBundle(county.desk, bundle, UNWATCHED);
  expect(workspaceState(join(folder, "county"), county.desk)).toEqual(before);
  const first = await importBundle(county.desk, bundle, USB, UNWATCHED);
  expect(preview.changes.newRecords).toBeGreaterThan(0);
  expect(first.changes.added).toBeGreaterThan(0);
  const digests = county.desk.store.digests();
  const second = await importBundle(county.desk, bundle, USB, UNWATCHED);
  expect(second).toMatchObject({ alreadyImported: true, changes: { added: 0, filled: 0 } });
  expect(county.desk.store.digests()).toEqual(digests);
});

test("the order in which two towns' bundles come does not matter", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.desk, other.desk);
  approveEnrolment(county.desk, await askCounty(folder, county.desk, other.desk));
  await record(town.desk, "甲镇活动", {}, [await picture(folder, "a.jpg", 3)]);
  await record(other.desk, "乙镇活动", {}, [await picture(folder, "b.jpg", 4)]);
  for (const desk of [town.desk, other.desk]) handIn(desk, { report: "weekly:1" });
  const bundles = [await handOver(folder, town.desk, true), await handOver(folder, other.desk, true)];
  await county.close();
  const digests = [bundles, bundles.toReversed()].map(async (order, index) => {
    const twin = join(folder, `twin-${index}`);
    copyTree(join(folder, "county"), twin);
    const { desk } = await reopenOffice(twin, { ...clock });
    for (const path of order) await importBundle(desk, path, USB, UNWATCHED);
    return desk.store.digests();
  });
  const [one, two] = await Promise.all(digests);
  expect(one).toEqual(two);
});

test("what a plain bundle withholds is filled in by the encrypted one, in either order to the same state", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const [plain, sealed] = [await handOver(folder, town.desk, true), await handOver(folder, town.desk)];
  const first = await importBundle(county.desk, plain, USB, UNWATCHED);
  expect(first.withheld).toContain("person");
  expect(county.desk.store.standings()).toMatchObject({ withheld: 1 });
  const second = await importBundle(county.desk, sealed, USB, UNWATCHED);
  expect(second.changes).toMatchObject({ added: 0, filled: 1 });
  expect(county.desk.store.standings()).not.toHaveProperty("withheld");
  const filled = county.desk.store.digests();
  await importBundle(county.desk, plain, USB, UNWATCHED);
  expect(county.desk.store.digests()).toEqual(filled);
});

test("what is erased at the county goes from the unit with the next pack, and from new bundles", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const key = await record(town.desk, "涉及个人的活动", {}, [await picture(folder, "a.jpg", 5)]);
  const media = town.desk.store.record(key)?.value?.["attachments"] as { sha256: string }[];
  const before = await handOver(folder, town.desk);
  await importBundle(county.desk, before, USB, UNWATCHED);
  expect(await eraseRecord(county.desk, key, "本人要求删除")).toEqual({ entries: 1, media: 1 });
  await pinCounty(folder, county.desk, town.desk);
  for (const { desk } of [county, town]) {
    expect(desk.store.record(key)).toMatchObject({ status: "erased", value: null, title: null });
    expect(desk.store.search("涉及个人", 10)).toEqual([]);
    expect(await desk.media.sizeOf(media[0]?.sha256 ?? "")).toBeUndefined();
  }
  await importBundle(county.desk, before, USB, UNWATCHED);
  expect(county.desk.store.record(key)).toMatchObject({ status: "erased", value: null });
  expect(await county.desk.media.sizeOf(media[0]?.sha256 ?? "")).toBeUndefined();
  const bundle = await town.desk.bundles.open(
    await handOver(folder, town.desk, true),
    { stagingDir: folder, identities: [], keyOfFeed: () => undefined },
    UNWATCHED,
  );
  for await (const lines of bundle.entries())
    expect(lines.filter((line) => JSON.stringify(line).includes("涉及个人"))).toEqual([]);
  await bundle.close();
});
