// Receipts, increments and gaps between real workspaces: what was received is not sent again, what was lost is named and comes back.
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../src-main/domain/json.ts";
import type { RecordKey } from "../../src-main/domain/projected.ts";
import { approveEnrolment } from "../../src-main/usecases/enrol.ts";
import { gaps } from "../../src-main/usecases/gaps.ts";
import { handIn } from "../../src-main/usecases/hand-in.ts";
import { exportBundle } from "../../src-main/usecases/export-bundle.ts";
import { UNWATCHED, type Desk } from "../../src-main/usecases/desk.ts";
import { lastReceipt } from "../../src-main/usecases/last-receipt.ts";
import { unitsDueReceipts } from "../../src-main/usecases/receipt.ts";
import { codeOf } from "../support/codes.ts";
import { copyTree } from "../../resources/release/copy-tree.ts";
import {
  askCounty,
  COUNTY_OFFICE,
  enrolledPair,
  handOver,
  openOffice,
  pinCounty,
  record,
  reopenOffice,
  seasonClock,
  TOWN,
} from "../support/office.ts";
import { contentsOf, receiptFile, receiptTo, take, unitEntries } from "../support/receipts.ts";
import { picture } from "../support/sample-files.ts";
import { tempFolder } from "../support/temp-folder.ts";

/** SHA-256 of a record's files. */
function filesOf(desk: Desk, key: RecordKey): readonly string[] {
  const files = desk.store.record(key)?.value?.["attachments"];
  return Array.isArray(files) ? files.flatMap((file) => (isJsonObject(file) ? [String(file["sha256"])] : [])) : [];
}

/** Entries of the unit's own feed in a bundle. */
function ownPlaces(desk: Desk, places: Readonly<Record<string, readonly number[]>>): readonly number[] {
  const feed = desk.store.ownFeed(`${TOWN}:county`) ?? "";
  return places[feed] ?? [];
}

describe("an increment", () => {
  test("carries what is beyond the receipt read last, and only newly named files; --full carries all", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const key = await record(town.desk, "第一次", {}, [await picture(folder, "a.png", 1)]);
    await take(county.desk, await handOver(folder, town.desk));
    await receiptTo(folder, county.desk, town.desk);
    const before = ownPlaces(town.desk, (await contentsOf(town.desk, await full(folder, town.desk))).places);
    await record(town.desk, "第二次", {}, [await picture(folder, "a.png", 1), await picture(folder, "b.png", 2)]);
    const path = await handOver(folder, town.desk);
    const part = await contentsOf(town.desk, path);
    expect(ownPlaces(town.desk, part.places)).toEqual([0, before.length]);
    const b = filesOf(town.desk, key)[0] ?? "";
    expect(part.media).toHaveLength(1);
    expect(part.media).not.toContain(b);
    expect(part.statement.baseFrontier).toEqual(lastReceipt(town.desk)?.frontier);
    expect(Object.keys(part.statement.contains)).toEqual([town.desk.store.ownFeed(`${TOWN}:county`)]);
    expect(await take(county.desk, path)).toMatchObject({ incremental: true, changes: { added: 1 }, media: { missing: 0 } });
    expect(unitEntries(county.desk, TOWN)).toBe(unitEntries(town.desk, TOWN));
    expect(ownPlaces(town.desk, (await contentsOf(town.desk, await full(folder, town.desk))).places)).toHaveLength(
      before.length + 1,
    );
  });

  test("nothing new: refused in words of its own, and no number is used up", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.desk, await handOver(folder, town.desk));
    await receiptTo(folder, county.desk, town.desk);
    const next = town.desk.store.nextExportNumber();
    expect(await codeOf(() => handOver(folder, town.desk))).toBe("nothing-new-to-export");
    expect(town.desk.store.nextExportNumber()).toEqual(next);
  });

  test("the base is the receipt read last, even an older one that is read again", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.desk, await handOver(folder, town.desk));
    const old = await receiptTo(folder, county.desk, town.desk);
    const first = lastReceipt(town.desk);
    await record(town.desk, "第二次");
    await take(county.desk, await handOver(folder, town.desk));
    await receiptTo(folder, county.desk, town.desk);
    expect(lastReceipt(town.desk)?.frontier).not.toEqual(first?.frontier);
    expect(lastReceipt(town.desk)?.regressed).toBe(false);
    await take(town.desk, old);
    expect(lastReceipt(town.desk)).toMatchObject({ frontier: first?.frontier, regressed: true });
  });

  test("a file that the county lacks is carried again, and nothing else", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const key = await record(town.desk, "第一次", {}, [await picture(folder, "a.png", 1), await picture(folder, "b.png", 2)]);
    await take(county.desk, await handOver(folder, town.desk));
    const [lost = ""] = filesOf(town.desk, key);
    await county.desk.media.remove(lost);
    county.desk.store.dropMedia([lost]);
    await receiptTo(folder, county.desk, town.desk);
    const path = await handOver(folder, town.desk);
    expect(await contentsOf(town.desk, path)).toMatchObject({ places: {}, media: [lost] });
    await take(county.desk, path);
    expect(county.desk.store.lackingMedia(TOWN)).toEqual([]);
    expect(await county.desk.media.sizeOf(lost)).toBeDefined();
  });

  test("what a plain bundle withheld comes with the next sealed one", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.desk, await handOver(folder, town.desk, true));
    await receiptTo(folder, county.desk, town.desk);
    expect((await take(county.desk, await handOver(folder, town.desk))).changes).toMatchObject({ filled: 1 });
    expect(county.desk.store.standings()).not.toHaveProperty("withheld");
  });
});

async function full(folder: string, desk: Desk): Promise<string> {
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [], full: true } as const;
  return (await exportBundle(desk, { ...request, folder, baseName: `full-${desk.world.randomHex(4)}` }, UNWATCHED)).path;
}

describe("gaps", () => {
  test("a lost bundle whose entries came with a later one: told, and nothing is asked for", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.desk, await handOver(folder, town.desk));
    await receiptTo(folder, county.desk, town.desk);
    await record(town.desk, "丢了的U盘");
    await handOver(folder, town.desk);
    await record(town.desk, "后来的");
    await take(county.desk, await handOver(folder, town.desk));
    expect(gaps(county.desk, TOWN)).toMatchObject([{ device: "一号电脑", lacking: [], unseen: [3] }]);
  });

  test("missing entries: the receipt asks for them, the late bundle or the next one closes the gap", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const { county, town } = await enrolledPair(folder, clock);
    await take(county.desk, await handOver(folder, town.desk));
    await receiptTo(folder, county.desk, town.desk);
    await county.close();
    for (const name of ["late", "next"]) copyTree(join(folder, "county"), join(folder, name));
    const whole = await reopenOffice(join(folder, "county"), clock);
    const second = await record(town.desk, "第二次");
    const lost = await handOver(folder, town.desk);
    await take(whole.desk, lost);
    await receiptTo(folder, whole.desk, town.desk);
    await record(town.desk, "第三次");
    const third = await handOver(folder, town.desk);
    await take(whole.desk, third);
    expect(gaps(whole.desk)).toEqual([]);

    const late = await reopenOffice(join(folder, "late"), clock);
    await take(late.desk, third);
    expect(gaps(late.desk, TOWN)).toMatchObject([{ device: "一号电脑", lackingEntries: 1, unseen: [3] }]);
    expect(late.desk.store.search("第三次", 5)).toHaveLength(1); // nothing is held back for a gap of others
    await take(late.desk, lost);
    expect(gaps(late.desk)).toEqual([]);
    expect(unitEntries(late.desk, TOWN)).toBe(unitEntries(whole.desk, TOWN));

    const next = await reopenOffice(join(folder, "next"), clock);
    await take(next.desk, third);
    await receiptTo(folder, next.desk, town.desk);
    const base = lastReceipt(town.desk);
    expect(base?.missing).toMatchObject([{ fromSeq: expect.any(Number) as number }]);
    await take(next.desk, await handOver(folder, town.desk));
    expect(unitEntries(next.desk, TOWN)).toBe(unitEntries(whole.desk, TOWN));
    expect(next.desk.store.record(second)).toMatchObject({ status: "shown" });
    expect(gaps(next.desk, TOWN)).toMatchObject([{ lacking: [], unseen: [3] }]);
  });

  test("a county restored from its backup: regressed receipts, then everything again", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const { county, town } = await enrolledPair(folder, clock);
    await take(county.desk, await handOver(folder, town.desk));
    await receiptTo(folder, county.desk, town.desk);
    await county.close();
    copyTree(join(folder, "county"), join(folder, "restored"));
    const lost = await reopenOffice(join(folder, "county"), clock);
    for (const title of ["第二次", "第三次"]) {
      await record(town.desk, title, {}, [await picture(folder, `${title}.png`, title.length + 40)]);
      await take(lost.desk, await handOver(folder, town.desk));
      await receiptTo(folder, lost.desk, town.desk);
    }
    forgetFeeds(join(folder, "restored"));
    const restored = await reopenOffice(join(folder, "restored"), clock);
    await receiptTo(folder, restored.desk, town.desk);
    expect(lastReceipt(town.desk)).toMatchObject({ regressed: true });
    expect(town.desk.store.receiptsRead(1)[0]?.value).toMatchObject({ regressed: true });
    await record(town.desk, "第四次");
    await take(restored.desk, await handOver(folder, town.desk));
    expect(unitEntries(restored.desk, TOWN)).toBe(unitEntries(town.desk, TOWN));
    expect(restored.desk.store.lackingMedia()).toEqual([]);
    expect(gaps(restored.desk, TOWN)).toMatchObject([{ lacking: [] }]);
    await receiptTo(folder, restored.desk, town.desk);
    expect(town.desk.store.receiptsRead(1)[0]?.value).not.toHaveProperty("regressed");
  });
});

/** What `restore` leaves: no own feed is written on, and the units are to be told. */
function forgetFeeds(home: string): void {
  const db = new Database(join(home, "anbao.db"));
  db.exec("DELETE FROM fact WHERE name LIKE 'feed:%'; INSERT INTO fact (name, value) VALUES ('regressed', '1')");
  db.close();
}

describe("receipts", () => {
  test("are due once per bundle, as soon as its key is approved", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const { county } = await enrolledPair(folder, clock);
    const other = await openOffice(join(folder, "other"), "620724105", clock);
    await pinCounty(folder, county.desk, other.desk);
    const code = await askCounty(folder, county.desk, other.desk);
    await record(other.desk, "没核准的", {}, [await picture(folder, "a.png", 9)]);
    await take(county.desk, await handOver(folder, other.desk));
    // Whoever made it says that it is the unit's: nobody is answered before the key is approved.
    expect(unitsDueReceipts(county.desk)).toEqual([]);
    expect(await codeOf(() => receiptFile(folder, county.desk, "620724105"))).toBe("receipt-none-due");
    approveEnrolment(county.desk, code);
    expect(unitsDueReceipts(county.desk)).toEqual(["620724105"]);
    const sealed = await receiptFile(folder, county.desk, "620724105");
    expect(sealed).toMatch(/\.age$/);
    expect(unitsDueReceipts(county.desk)).toEqual([]);
    expect(await codeOf(() => receiptFile(folder, county.desk, COUNTY_OFFICE))).toBe("receipt-none-due");
  });
});

describe("numbers", () => {
  test("one that was cut off between the bundle's rename and its log is never used again", async () => {
    const folder = await tempFolder();
    const { town } = await enrolledPair(folder);
    const cut = new Error("power cut");
    const torn: Desk = {
      ...town.desk,
      keeping: { ...town.desk.keeping, drop: () => Promise.reject(cut) },
      store: {
        ...town.desk.store,
        recordExport: () => {
          throw cut;
        },
      },
    };
    handIn(town.desk, { report: "weekly:1" });
    await expect(handOver(folder, torn)).rejects.toThrow("power cut");
    expect((await contentsOf(town.desk, await handOver(folder, town.desk))).statement.series.number).toBe(3);
  });
});
