// What lies on a drive for an office is found by content and recipient, told before anything is read in, and nothing is read unasked.
import { copyFileSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { UNWATCHED, type Workspace } from "../../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../../src-main/usecases/trust/enrol.ts";
import { exportBundle } from "../../../../src-main/usecases/sending/write/export-bundle.ts";
import { importBundle } from "../../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { issueReceipts } from "../../../../src-main/usecases/receipts/receipt.ts";
import { receiptNews } from "../../../../src-main/usecases/receipts/receipt-news.ts";
import { reviewRecord } from "../../../../src-main/usecases/duties/review/review.ts";
import { recordId } from "../../../../src-main/usecases/records/versions/put-record.ts";
import { packCampaign } from "../../../../src-main/usecases/trust/trust-root.ts";
import { GLANCE, waitingBundles } from "../../../../src-main/usecases/receiving/bundles/waiting-bundles.ts";
import { codeOf } from "../../../support/codes.ts";
import { copyTree } from "../../../../resources/release/copy-tree.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  enrolledPair,
  openOffice,
  OTHER_TOWN,
  pinCounty,
  record,
  TOWN,
} from "../../../support/offices/office.ts";
import { exchange, joinedOffice } from "../../../support/offices/county-office.ts";
import { take } from "../../../support/offices/receipts.ts";
import { tempFolder } from "../../../support/temp-folder.ts";
import { unitOfTwoPcs } from "../../../support/offices/unit-pcs.ts";
import { handOverVolumes, largePicture } from "../../../support/offices/volumes.ts";

const look = (ws: Workspace, stick: string) => waitingBundles(ws, stick, UNWATCHED.signal);

function stickIn(folder: string): string {
  const stick = join(folder, "U盘");
  mkdirSync(stick, { recursive: true });
  return stick;
}

const handIn = (ws: Workspace, stick: string) =>
  exportBundle(ws, { folder: stick, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [] }, UNWATCHED);

/** A county and two townships that share one stick; both handed in once. */
async function sharedStick() {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  const stick = stickIn(folder);
  const key = await record(town.ws, "宣讲");
  await record(other.ws, "演练");
  await handIn(town.ws, stick);
  await handIn(other.ws, stick);
  return { folder, stick, county: county.ws, town: town.ws, other: other.ws, key };
}

/** What counties wrote until they stopped answering keys that are not approved: such receipts are still read. */
async function heldReceipt(county: Workspace, folder: string): Promise<void> {
  const [last] = county.store.imports().slice(-1);
  const value = {
    unit: OTHER_TOWN,
    bundle: last?.bundle ?? "",
    number: last?.number ?? 0,
    receivedAtMs: last?.receivedMs ?? 0,
    means: "usb",
    standing: "quarantined",
    entries: { added: 2, known: 0, quarantined: 2 },
    frontier: {},
    missing: [],
    withheld: [],
    unseen: [],
    missingVolumes: [],
    missingMedia: [],
    mediaCut: false,
  };
  const record = recordId(county, "receipt", value);
  county.store.append([{ kind: "receipt", record, unit: county.store.facts().unit, audience: `unit:${OTHER_TOWN}`, value }]);
  const recipient = { kind: "unit", unit: OTHER_TOWN } as const;
  await exportBundle(county, { folder, purpose: "receipt", recipient, plain: true, papers: [] }, UNWATCHED);
}

describe("at the county", () => {
  test("hand-ins of all units are told by unit and number, until they are read in; its own answers on the stick are not", async () => {
    const { stick, county } = await sharedStick();
    const before = await look(county, stick);
    expect(before.bundles.map(({ unit, number, purpose, signed }) => [unit, number, purpose, signed])).toEqual([
      [TOWN, 2, "hand-in", true],
      [OTHER_TOWN, 2, "hand-in", true],
    ]);
    expect(before).toMatchObject({ read: 0, unreadable: [], capped: false });
    expect(county.store.imports()).toHaveLength(2);
    for (const { path } of before.bundles) await take(county, path);
    for (const unit of [TOWN, OTHER_TOWN]) await issueReceipts(county, unit, stick, UNWATCHED);
    expect(await look(county, stick)).toMatchObject({ bundles: [], read: 2, unreadable: [] });
  });

  test("of a bundle in volumes each stick is offered until its volumes are here", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await record(town.ws, "照片多", {}, [
      await largePicture(folder, "IMG_0001.png", 120),
      await largePicture(folder, "IMG_0002.png", 120),
    ]);
    const paths = await handOverVolumes(folder, town.ws, 150 * 1024, { plain: false });
    expect(paths.length).toBeGreaterThan(1);
    const sticks = paths.map((path, index) => {
      const stick = join(folder, `U盘${index + 1}`);
      mkdirSync(stick);
      copyFileSync(path, join(stick, basename(path)));
      return stick;
    });
    await take(county.ws, paths[0] ?? "");
    const found = await Promise.all(sticks.map((stick) => look(county.ws, stick)));
    expect(found.map(({ bundles, read }) => [bundles.length, read])).toEqual(
      sticks.map((_, index) => (index === 0 ? [0, 1] : [1, 0])),
    );
    for (const path of paths.slice(1)) await take(county.ws, path);
    expect(await look(county.ws, sticks.at(-1) ?? "")).toMatchObject({ bundles: [], read: 1 });
  });

  test("what another county PC hands over is offered there, and not where it was made", async () => {
    const folder = await tempFolder();
    const { county, clock } = await enrolledPair(folder);
    const second = await joinedOffice(folder, county.ws, clock);
    const stick = stickIn(folder);
    await exchange(second.ws, stick);
    expect((await look(county.ws, stick)).bundles).toMatchObject([{ purpose: "pack", unit: COUNTY_OFFICE, signed: true }]);
    expect((await look(second.ws, stick)).bundles).toEqual([]);
  });

  test("what was renamed, lies in a folder or twice is found once; what is damaged is told; other files are nothing", async () => {
    const { stick, county } = await sharedStick();
    const [first = "", second = ""] = readdirSync(stick).sort();
    mkdirSync(join(stick, "六月", "城关镇"), { recursive: true });
    renameSync(join(stick, first), join(stick, "六月", "城关镇", "微信下载 (1)"));
    copyFileSync(join(stick, second), join(stick, "六月", second));
    const whole = readFileSync(join(stick, second));
    writeFileSync(join(stick, "620724106-003.anbao.age"), whole.subarray(0, 300));
    writeFileSync(join(stick, "说明.txt"), "与报送无关");
    const found = await look(county, stick);
    expect(found.bundles).toHaveLength(2);
    expect(found.unreadable.map((path) => basename(path))).toEqual(["620724106-003.anbao.age"]);
  });

  test("a drive full of other things is looked at only so far and so long, and never after it was cancelled", async () => {
    const { stick, county } = await sharedStick();
    const far = join(stick, ...Array.from({ length: GLANCE.depth + 1 }, (_, index) => `层${index}`));
    mkdirSync(far, { recursive: true });
    const [first = ""] = readdirSync(stick).filter((name) => name.endsWith(".age"));
    renameSync(join(stick, first), join(far, first));
    expect(await look(county, stick)).toMatchObject({ capped: true, bundles: [{}] });
    expect(await waitingBundles(county, stick, UNWATCHED.signal, 0)).toMatchObject({ capped: true });
    expect(await codeOf(() => waitingBundles(county, stick, AbortSignal.abort()))).toBe("cancelled");
  });
});

describe("at a unit", () => {
  test("only its own receipt on a shared stick, with what it says; nothing is read in until it is asked for", async () => {
    const { stick, county, town, other, key } = await sharedStick();
    for (const { path } of (await look(county, stick)).bundles) await take(county, path);
    reviewRecord(county, { record: key.record, decision: "return", reason: "人数与照片不符" });
    for (const unit of [TOWN, OTHER_TOWN]) await issueReceipts(county, unit, stick, UNWATCHED);
    const imports = town.store.imports().length;
    const found = await look(town, stick);
    expect(found.bundles.map(({ purpose, unit, signed }) => [purpose, unit, signed])).toEqual([["receipt", COUNTY_OFFICE, true]]);
    expect(await receiptNews(town, found.bundles)).toEqual({ received: [2], held: [], unused: [], returned: 1, campaign: false });
    expect(await receiptNews(other, (await look(other, stick)).bundles)).toMatchObject({ received: [2], returned: 0 });
    expect(town.store.imports()).toHaveLength(imports);
    expect(readdirSync(town.stagingDir)).toEqual([]);
    await importBundle(town, found.bundles[0]?.path ?? "", { means: "usb" }, UNWATCHED);
    expect(await look(town, stick)).toMatchObject({ bundles: [], read: 1 });
  });

  test("a hand-in of a PC that is not approved yet is told as held", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const late = await openOffice(join(folder, "late"), OTHER_TOWN);
    await pinCounty(folder, county.ws, late.ws);
    const stick = stickIn(folder);
    await record(late.ws, "演练");
    await take(county.ws, (await handIn(late.ws, stick)).path);
    await heldReceipt(county.ws, stick);
    const { bundles } = await look(late.ws, stick);
    expect(await receiptNews(late.ws, bundles)).toMatchObject({ received: [], held: [1] });
    expect((await look(town.ws, stick)).bundles).toEqual([]);
  });

  test("a new campaign pack is news; the one read before is not", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const stick = stickIn(folder);
    await packCampaign(county.ws, stick, undefined, UNWATCHED);
    const found = await look(town.ws, stick);
    expect(found.bundles.map(({ purpose }) => purpose)).toEqual(["pack"]);
    expect(await receiptNews(town.ws, found.bundles)).toMatchObject({ campaign: false });
    await importBundle(town.ws, found.bundles[0]?.path ?? "", { means: "usb" }, UNWATCHED);
    expect((await look(town.ws, stick)).bundles).toEqual([]);
  });

  test("what another county signed is offered without a word of it, and refused with its reason when it is read", async () => {
    const folder = await tempFolder();
    const { town } = await enrolledPair(folder);
    const stranger = await openOffice(join(folder, "stranger"), COUNTY_OFFICE);
    const stick = stickIn(folder);
    await packCampaign(stranger.ws, stick, undefined, UNWATCHED);
    const { bundles } = await look(town.ws, stick);
    expect(bundles).toMatchObject([{ purpose: "pack", signed: false }]);
    // The same office code does not make it the county of this unit.
    expect(await receiptNews(town.ws, bundles)).toEqual({ received: [], held: [], unused: [], returned: 0, campaign: false });
    expect(await codeOf(() => take(town.ws, bundles[0]?.path ?? ""))).toBe("root-foreign");
  });

  test("a receipt that was damaged on the way keeps its place by its name, and gives its reason when it is read", async () => {
    const { stick, county, town } = await sharedStick();
    for (const { path } of (await look(county, stick)).bundles) await take(county, path);
    const { path } = await issueReceipts(county, TOWN, stick, UNWATCHED);
    const whole = readFileSync(path);
    writeFileSync(path, whole.subarray(0, whole.byteLength - 100));
    const found = await look(town, stick);
    expect(found).toMatchObject({ bundles: [], unreadable: [path] });
    expect(await codeOf(() => take(town, path))).toBe("bundle-changed");
  });

  test("what another PC of the unit handed in is offered until it is read, and not where it was written", async () => {
    const { folder, one, two, pack } = await unitOfTwoPcs();
    for (const { ws } of [one, two]) await take(ws, pack);
    const stick = stickIn(folder);
    await record(one.ws, "一号记的");
    await record(two.ws, "二号记的");
    await exportBundle(
      two.ws,
      { folder: stick, purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [], baseName: "er-hao" },
      UNWATCHED,
    );
    await handIn(one.ws, stick);
    const found = await look(one.ws, stick);
    expect(found.bundles).toMatchObject([{ purpose: "hand-in", unit: TOWN, device: "一号电脑", number: 2, signed: true }]);
    expect(basename(found.bundles[0]?.path ?? "")).toBe("er-hao.anbao.age");
    expect((await look(two.ws, stick)).bundles.map(({ fileName }) => fileName)).toEqual(["城关镇-第2包.anbao.age"]);
    await take(one.ws, found.bundles[0]?.path ?? "");
    expect(await look(one.ws, stick)).toMatchObject({ bundles: [], read: 1 });
  });

  test("its own bundles, other units' and copies of what it read are nothing new", async () => {
    const { folder, stick, town } = await sharedStick();
    copyTree(stick, join(folder, "副本"));
    expect(await look(town, join(folder, "副本"))).toMatchObject({ bundles: [], unreadable: [] });
  });
});
