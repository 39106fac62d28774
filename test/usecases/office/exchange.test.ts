// What offices exchange comes to the same at both ends, whatever came first and however often.
import { join } from "node:path";
import { expect, test } from "vitest";
import { UNWATCHED } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { revokeKey } from "../../../src-main/usecases/trust/revoke-key.ts";
import { eraseRecord } from "../../../src-main/usecases/records/versions/erase.ts";
import { computeFigures } from "../../../src-main/usecases/figures/figures.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle, previewBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
import { workspaceState } from "../../support/offices/disk-state.ts";
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
} from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const USB = { means: "usb" } as const;

test("approval alone brings in what waited in quarantine: figures as if the key had been known before", async () => {
  const folder = await tempFolder();
  const clock = seasonClock();
  const county = await openOffice(join(folder, "county"), COUNTY_OFFICE, clock);
  const town = await openOffice(join(folder, "town"), TOWN, clock);
  await pinCounty(folder, county.ws, town.ws);
  await record(town.ws, "宣讲", {}, [await picture(folder, "IMG_0001.jpg", 1)]);
  handIn(town.ws, { report: "weekly:1" });
  const bundle = await handOver(folder, town.ws, true);
  const quarantined = await importBundle(county.ws, bundle, USB, UNWATCHED);
  expect(quarantined).toMatchObject({ signer: "quarantine", changes: { quarantined: quarantined.changes.added } });
  expect(county.ws.store.projected(TOWN)).toEqual([]);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, town.ws));
  expect(county.ws.store.projected(TOWN).map((item) => [item.kind, item.handedIn])).toEqual(
    expect.arrayContaining([["activity", true]]),
  );
  expect(computeFigures(county.ws, TOWN, "total").rows).toEqual(computeFigures(town.ws, TOWN, "total").rows);
});

test("a report that a revoked key wrote hands nothing in, live and after a rebuild", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "第一次", {}, [await picture(folder, "a.jpg", 1)]);
  await importBundle(county.ws, await handOver(folder, town.ws), USB, UNWATCHED);
  revokeKey(county.ws, paperCode(town.ws), { reason: "电脑遗失" });
  handIn(town.ws, { report: "weekly:1" });
  await importBundle(county.ws, await handOver(folder, town.ws), USB, UNWATCHED);
  const live = county.ws.store.projected(TOWN);
  county.ws.store.rebuild();
  expect(county.ws.store.projected(TOWN)).toEqual(live);
  expect(live.map((item) => item.handedIn)).not.toContain(true);
});

test("import twice changes nothing, and a preview changes nothing either", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  await record(town.ws, "演练", {}, [await picture(folder, "a.png", 2)]);
  const bundle = await handOver(folder, town.ws);
  const before = workspaceState(join(folder, "county"), county.ws);
  const preview = await previewBundle(county.ws, bundle, UNWATCHED);
  expect(workspaceState(join(folder, "county"), county.ws)).toEqual(before);
  const first = await importBundle(county.ws, bundle, USB, UNWATCHED);
  expect(preview.changes.newRecords).toBeGreaterThan(0);
  expect(first.changes.added).toBeGreaterThan(0);
  const digests = county.ws.store.digests();
  const second = await importBundle(county.ws, bundle, USB, UNWATCHED);
  expect(second).toMatchObject({ alreadyImported: true, changes: { added: 0, filled: 0 } });
  expect(county.ws.store.digests()).toEqual(digests);
});

test("the order in which two towns' bundles come does not matter", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  await record(town.ws, "甲镇活动", {}, [await picture(folder, "a.jpg", 3)]);
  await record(other.ws, "乙镇活动", {}, [await picture(folder, "b.jpg", 4)]);
  for (const ws of [town.ws, other.ws]) handIn(ws, { report: "weekly:1" });
  const bundles = [await handOver(folder, town.ws, true), await handOver(folder, other.ws, true)];
  await county.close();
  const digests = [bundles, bundles.toReversed()].map(async (order, index) => {
    const twin = join(folder, `twin-${index}`);
    copyTree(join(folder, "county"), twin);
    const { ws } = await reopenOffice(twin, { ...clock });
    for (const path of order) await importBundle(ws, path, USB, UNWATCHED);
    return ws.store.digests();
  });
  const [one, two] = await Promise.all(digests);
  expect(one).toEqual(two);
});

test("what a plain bundle withholds is filled in by the encrypted one, in either order to the same state", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const [plain, sealed] = [await handOver(folder, town.ws, true), await handOver(folder, town.ws)];
  const first = await importBundle(county.ws, plain, USB, UNWATCHED);
  expect(first.withheld).toContain("person");
  expect(county.ws.store.standings()).toMatchObject({ withheld: 1 });
  const second = await importBundle(county.ws, sealed, USB, UNWATCHED);
  expect(second.changes).toMatchObject({ added: 0, filled: 1 });
  expect(county.ws.store.standings()).not.toHaveProperty("withheld");
  const filled = county.ws.store.digests();
  await importBundle(county.ws, plain, USB, UNWATCHED);
  expect(county.ws.store.digests()).toEqual(filled);
});

test("what is erased at the county goes from the unit with the next pack, and from new bundles", async () => {
  const folder = await tempFolder();
  const { county, town } = await enrolledPair(folder);
  const key = await record(town.ws, "涉及个人的活动", {}, [await picture(folder, "a.jpg", 5)]);
  const media = town.ws.store.record(key)?.value?.["attachments"] as { sha256: string }[];
  const before = await handOver(folder, town.ws);
  await importBundle(county.ws, before, USB, UNWATCHED);
  expect(await eraseRecord(county.ws, key, "本人要求删除")).toEqual({ entries: 1, media: 1 });
  await pinCounty(folder, county.ws, town.ws);
  for (const { ws } of [county, town]) {
    expect(ws.store.record(key)).toMatchObject({ status: "erased", value: null, title: null });
    expect(ws.store.search("涉及个人", 10)).toEqual([]);
    expect(await ws.media.sizeOf(media[0]?.sha256 ?? "")).toBeUndefined();
  }
  await importBundle(county.ws, before, USB, UNWATCHED);
  expect(county.ws.store.record(key)).toMatchObject({ status: "erased", value: null });
  expect(await county.ws.media.sizeOf(media[0]?.sha256 ?? "")).toBeUndefined();
  const bundle = await town.ws.bundles.open(
    await handOver(folder, town.ws, true),
    { stagingDir: folder, identities: [], keyOfFeed: () => undefined },
    UNWATCHED,
  );
  for await (const lines of bundle.entries())
    expect(lines.filter((line) => JSON.stringify(line).includes("涉及个人"))).toEqual([]);
  await bundle.close();
});
