// Law (quality.md Reliability 8): a lost PC is rebuilt from the unit's own bundles with the recovery card, or from the county's
// return stick after a new enrolment, to what it was.
import { copyFileSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { builtinCampaignOf, rebuildWorkspace, type RebuiltWorkspace } from "../../../src-main/compose/door.ts";
import { sha256 } from "../../../src-main/store/db/codec.ts";
import { checkWorkspace } from "../../../src-main/usecases/keeping/check-workspace.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { giveBack } from "../../../src-main/usecases/keeping/give-back.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { importBundle } from "../../../src-main/usecases/receiving/bundles/import-bundle.ts";
import { issueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import type { FeedView } from "../../../src-main/usecases/ports/store/feeds.ts";
import { codeOf } from "../../support/codes.ts";
import { filesBelow } from "../../support/offices/disk-state.ts";
import {
  askCounty,
  enrolledPair,
  handOver,
  openOffice,
  OTHER_TOWN,
  PIN,
  pinCounty,
  record,
  surroundingsOf,
  TOWN,
  type TestClock,
} from "../../support/offices/office.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const USB = { means: "usb" } as const;

/** A season of one town: two hand-ins with photos, a receipt between them. `stick`: all that ever lay on its drive. */
async function season(folder: string) {
  const { county, town, clock } = await enrolledPair(folder);
  const stick = join(folder, "U盘");
  mkdirSync(join(stick, "旧的"), { recursive: true });
  await record(town.ws, "第一次", {}, [await picture(folder, "a.jpg", 11)]);
  handIn(town.ws, { report: "weekly:1" });
  const first = await handOver(folder, town.ws);
  await importBundle(county.ws, first, USB, UNWATCHED);
  const receipt = await issueReceipts(county.ws, TOWN, folder, UNWATCHED);
  await importBundle(town.ws, receipt.path, USB, UNWATCHED);
  await record(town.ws, "第二次", {}, [await picture(folder, "b.jpg", 99)]);
  handIn(town.ws, { report: "weekly:2" });
  const second = await handOver(folder, town.ws);
  await importBundle(county.ws, second, USB, UNWATCHED);
  // Renamed by a chat, in a subfolder, the later one first by name.
  copyFileSync(second, join(stick, "1 文件.dat"));
  copyFileSync(first, join(stick, "旧的", "第一包(1).anbao.age"));
  copyFileSync(receipt.path, join(stick, "旧的", "回执.bin"));
  writeFileSync(join(stick, "合影.jpg"), "不是包");
  return { county, town, clock, stick };
}

async function rebuild(folder: string, from: string, card: string, clock: TestClock): Promise<RebuiltWorkspace> {
  const made = await rebuildWorkspace(
    { folder, from, card, campaignOf: builtinCampaignOf, device: "新电脑", person: "联络员", pin: PIN },
    UNWATCHED,
    surroundingsOf(clock),
  );
  onTestFinished(() => made.close());
  return made;
}

/** `entriesDigest` of some feeds only. */
function digestOf(ws: Workspace, chosen: (feed: FeedView) => boolean): string {
  const feeds = ws.store.feeds().filter(chosen);
  const hashes = feeds.flatMap((feed) => [...ws.store.feedEntries(feed.id)].map((line) => line.hash));
  return sha256(
    hashes
      .sort()
      .map((hash) => `${hash}\n`)
      .join(""),
  );
}

async function mediaOf(ws: Workspace): Promise<readonly string[]> {
  const media: string[] = [];
  for await (const file of ws.media.list()) media.push(file.sha256);
  return media;
}

test("from its own bundles with the recovery card, in any order and under any name", async () => {
  const folder = await tempFolder();
  const { county, town, clock, stick } = await season(folder);
  const made = await rebuild(join(folder, "新"), stick, `恢复卡\n${town.recoveryIdentity}\n`, clock);
  const key = made.ws.store.facts().selfKey;
  const isOld = (feed: FeedView) => feed.key !== key;
  const isOwn = (feed: FeedView) => feed.audience === "county" && isOld(feed);
  expect(made.rebuilt.entriesDigest).toBe(digestOf(made.ws, isOld));
  expect(digestOf(made.ws, isOwn)).toBe(digestOf(town.ws, isOwn));
  // What the county addressed to the unit counts on its key alone, and that is pinned from paper afterwards.
  expect(made.rebuilt.refused.map(({ path, problem }) => [basename(path), problem.code])).toEqual([
    ["回执.bin", "root-not-pinned"],
  ]);
  expect(made.rebuilt.taken).toHaveLength(2);
  expect(await mediaOf(made.ws)).toEqual(await mediaOf(town.ws));
  expect(made.ws.store.facts().selfKey).not.toBe(town.ws.store.facts().selfKey);
  expect(made.recoveryIdentity).toMatch(/^AGE-SECRET-KEY-/);
  // Trust comes from paper again; what the lost PC wrote then counts at once, what the new one writes from its approval on.
  await pinCounty(folder, county.ws, made.ws);
  await importBundle(
    { ...made.ws, identities: () => [town.recoveryIdentity ?? ""] },
    join(stick, "旧的", "回执.bin"),
    USB,
    UNWATCHED,
  );
  expect(digestOf(made.ws, isOld)).toBe(digestOf(town.ws, isOld));
  expect(made.ws.store.countRecords({ kind: "activity" }, 10)).toBe(2);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, made.ws));
  await record(made.ws, "重建后");
  await importBundle(county.ws, await handOver(folder, made.ws), USB, UNWATCHED);
  expect(county.ws.store.countRecords({ kind: "activity" }, 10)).toBe(3);
  expect(county.ws.store.forks()).toEqual([]);
  expect(await checkWorkspace(made.ws, true, UNWATCHED)).toMatchObject({ ok: true, media: { missing: 0 } });
});

test("from the county's return stick after a new enrolment", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await season(folder);
  const made = await openOffice(join(folder, "新"), TOWN, clock);
  const stick = join(folder, "归还");
  mkdirSync(stick);
  await pinCounty(folder, county.ws, made.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, made.ws));
  const returned = await giveBack(county.ws, TOWN, stick, UNWATCHED);
  expect(returned).toMatchObject({ encrypted: true, media: 3 });
  await importBundle(made.ws, returned.path, USB, UNWATCHED);
  // The lost PC would have come to the same, had it lived on and heard of the new one.
  await importBundle(town.ws, await handOver(folder, made.ws), USB, UNWATCHED);
  await pinCounty(folder, county.ws, town.ws);
  const key = made.ws.store.facts().selfKey;
  expect(digestOf(made.ws, (feed) => feed.key !== key)).toBe(digestOf(town.ws, (feed) => feed.key !== key));
  expect(await mediaOf(made.ws)).toEqual(await mediaOf(town.ws));
  expect(made.ws.store.countRecords({ kind: "activity" }, 10)).toBe(2);
  // It is for that unit alone, and no other bundle carries a unit's own feeds.
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  await pinCounty(folder, county.ws, other.ws);
  approveEnrolment(county.ws, await askCounty(folder, county.ws, other.ws));
  expect(await codeOf(() => importBundle(other.ws, returned.path, USB, UNWATCHED))).toBe("bundle-no-identity");
  await importBundle(other.ws, (await giveBack(county.ws, OTHER_TOWN, stick, UNWATCHED)).path, USB, UNWATCHED);
  expect(other.ws.store.feeds().filter((feed) => feed.unit === TOWN)).toEqual([]);
});

test("what cannot be rebuilt leaves nothing: a wrong card, another's bundles, an empty folder, two units", async () => {
  const folder = await tempFolder();
  const { county, town, clock } = await enrolledPair(folder);
  const stick = join(folder, "U盘");
  mkdirSync(stick);
  copyFileSync(await handOver(folder, town.ws), join(stick, "一.anbao.age"));
  const other = await openOffice(join(folder, "other"), OTHER_TOWN, clock);
  const target = join(folder, "新");
  const card = town.recoveryIdentity ?? "";
  const codes = async (from: string, text: string) => codeOf(() => rebuild(target, from, text, clock));
  const empty = join(folder, "空");
  mkdirSync(empty);
  expect(await codes(stick, "123456")).toBe("card-invalid");
  expect(await codes(stick, other.recoveryIdentity ?? "")).toBe("rebuild-nothing");
  expect(await codes(empty, card)).toBe("rebuild-nothing");
  await pinCounty(folder, county.ws, other.ws);
  await record(other.ws, "别的镇");
  const open = join(folder, "明文");
  mkdirSync(open);
  for (const { ws } of [town, other])
    copyFileSync(await handOver(folder, ws, true), join(open, `${ws.store.facts().unit}.anbao`));
  expect(await codes(open, card)).toBe("rebuild-units");
  expect(filesBelow(target)).toEqual([]);
  expect(readdirSync(folder)).not.toContain("新.part");
  // What the card opens says whose it is, whatever lies beside it.
  copyFileSync(join(open, `${OTHER_TOWN}.anbao`), join(stick, "别的.anbao"));
  expect(await codes(stick, card)).toBe("done");
});
