// Receipts, increments and gaps between real workspaces: what was received is not sent again, what was lost is named and comes back.
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../../src-main/domain/json.ts";
import type { RecordKey } from "../../../src-main/domain/record/projected.ts";
import { approveEnrolment } from "../../../src-main/usecases/trust/enrol.ts";
import { gaps } from "../../../src-main/usecases/receipts/gaps.ts";
import { handIn } from "../../../src-main/usecases/hand-in/hand-in.ts";
import { exportBundle } from "../../../src-main/usecases/sending/write/export-bundle.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { lastReceipt } from "../../../src-main/usecases/sending/choose/last-receipt.ts";
import { unitsDueReceipts } from "../../../src-main/usecases/receipts/receipt.ts";
import { codeOf } from "../../support/codes.ts";
import { copyTree } from "../../../resources/release/copy-tree.ts";
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
} from "../../support/offices/office.ts";
import { contentsOf, receiptFile, receiptTo, take, unitEntries } from "../../support/offices/receipts.ts";
import { picture } from "../../support/made/sample-files.ts";
import { tempFolder } from "../../support/temp-folder.ts";

/** SHA-256 of a record's files. */
function filesOf(ws: Workspace, key: RecordKey): readonly string[] {
  const files = ws.store.record(key)?.value?.["attachments"];
  return Array.isArray(files) ? files.flatMap((file) => (isJsonObject(file) ? [String(file["sha256"])] : [])) : [];
}

/** Entries of the unit's own feed in a bundle. */
function ownPlaces(ws: Workspace, places: Readonly<Record<string, readonly number[]>>): readonly number[] {
  const feed = ws.store.ownFeed(`${TOWN}:county`) ?? "";
  return places[feed] ?? [];
}

describe("an increment", () => {
  test("carries what is beyond the receipt read last, and only newly named files; --full carries all", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const key = await record(town.ws, "第一次", {}, [await picture(folder, "a.png", 1)]);
    await take(county.ws, await handOver(folder, town.ws));
    await receiptTo(folder, county.ws, town.ws);
    const before = ownPlaces(town.ws, (await contentsOf(town.ws, await full(folder, town.ws))).places);
    await record(town.ws, "第二次", {}, [await picture(folder, "a.png", 1), await picture(folder, "b.png", 2)]);
    const path = await handOver(folder, town.ws);
    const part = await contentsOf(town.ws, path);
    expect(ownPlaces(town.ws, part.places)).toEqual([0, before.length]);
    const b = filesOf(town.ws, key)[0] ?? "";
    expect(part.media).toHaveLength(1);
    expect(part.media).not.toContain(b);
    expect(part.statement.baseFrontier).toEqual(lastReceipt(town.ws)?.frontier);
    expect(Object.keys(part.statement.contains)).toEqual([town.ws.store.ownFeed(`${TOWN}:county`)]);
    expect(await take(county.ws, path)).toMatchObject({ incremental: true, changes: { added: 1 }, media: { missing: 0 } });
    expect(unitEntries(county.ws, TOWN)).toBe(unitEntries(town.ws, TOWN));
    expect(ownPlaces(town.ws, (await contentsOf(town.ws, await full(folder, town.ws))).places)).toHaveLength(before.length + 1);
  });

  test("nothing new: refused in words of its own, and no number is used up", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.ws, await handOver(folder, town.ws));
    await receiptTo(folder, county.ws, town.ws);
    const next = town.ws.store.nextExportNumber();
    expect(await codeOf(() => handOver(folder, town.ws))).toBe("nothing-new-to-export");
    expect(town.ws.store.nextExportNumber()).toEqual(next);
  });

  test("the base is the receipt read last, even an older one that is read again", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.ws, await handOver(folder, town.ws));
    const old = await receiptTo(folder, county.ws, town.ws);
    const first = lastReceipt(town.ws);
    await record(town.ws, "第二次");
    await take(county.ws, await handOver(folder, town.ws));
    await receiptTo(folder, county.ws, town.ws);
    expect(lastReceipt(town.ws)?.frontier).not.toEqual(first?.frontier);
    expect(lastReceipt(town.ws)?.regressed).toBe(false);
    await take(town.ws, old);
    expect(lastReceipt(town.ws)).toMatchObject({ frontier: first?.frontier, regressed: true });
  });

  test("a file that the county lacks is carried again, and nothing else", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    const key = await record(town.ws, "第一次", {}, [await picture(folder, "a.png", 1), await picture(folder, "b.png", 2)]);
    await take(county.ws, await handOver(folder, town.ws));
    const [lost = ""] = filesOf(town.ws, key);
    await county.ws.media.remove(lost);
    county.ws.store.dropMedia([lost]);
    await receiptTo(folder, county.ws, town.ws);
    const path = await handOver(folder, town.ws);
    expect(await contentsOf(town.ws, path)).toMatchObject({ places: {}, media: [lost] });
    await take(county.ws, path);
    expect(county.ws.store.lackingMedia(TOWN)).toEqual([]);
    expect(await county.ws.media.sizeOf(lost)).toBeDefined();
  });

  test("what a plain bundle withheld comes with the next sealed one", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.ws, await handOver(folder, town.ws, true));
    await receiptTo(folder, county.ws, town.ws);
    expect((await take(county.ws, await handOver(folder, town.ws))).changes).toMatchObject({ filled: 1 });
    expect(county.ws.store.standings()).not.toHaveProperty("withheld");
  });
});

async function full(folder: string, ws: Workspace): Promise<string> {
  const request = { purpose: "hand-in", recipient: { kind: "county" }, plain: false, papers: [], full: true } as const;
  return (await exportBundle(ws, { ...request, folder, baseName: `full-${ws.world.randomHex(4)}` }, UNWATCHED)).path;
}

describe("gaps", () => {
  test("a lost bundle whose entries came with a later one: told, and nothing is asked for", async () => {
    const folder = await tempFolder();
    const { county, town } = await enrolledPair(folder);
    await take(county.ws, await handOver(folder, town.ws));
    await receiptTo(folder, county.ws, town.ws);
    await record(town.ws, "丢了的U盘");
    await handOver(folder, town.ws);
    await record(town.ws, "后来的");
    await take(county.ws, await handOver(folder, town.ws));
    expect(gaps(county.ws, TOWN)).toMatchObject([{ device: "一号电脑", lacking: [], unseen: [3] }]);
  });

  test("missing entries: the receipt asks for them, the late bundle or the next one closes the gap", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const { county, town } = await enrolledPair(folder, clock);
    await take(county.ws, await handOver(folder, town.ws));
    await receiptTo(folder, county.ws, town.ws);
    await county.close();
    for (const name of ["late", "next"]) copyTree(join(folder, "county"), join(folder, name));
    const whole = await reopenOffice(join(folder, "county"), clock);
    const second = await record(town.ws, "第二次");
    const lost = await handOver(folder, town.ws);
    await take(whole.ws, lost);
    await receiptTo(folder, whole.ws, town.ws);
    await record(town.ws, "第三次");
    const third = await handOver(folder, town.ws);
    await take(whole.ws, third);
    expect(gaps(whole.ws)).toEqual([]);

    const late = await reopenOffice(join(folder, "late"), clock);
    await take(late.ws, third);
    expect(gaps(late.ws, TOWN)).toMatchObject([{ device: "一号电脑", lackingEntries: 1, unseen: [3] }]);
    expect(late.ws.store.search("第三次", 5)).toHaveLength(1); // nothing is held back for a gap of others
    await take(late.ws, lost);
    expect(gaps(late.ws)).toEqual([]);
    expect(unitEntries(late.ws, TOWN)).toBe(unitEntries(whole.ws, TOWN));

    const next = await reopenOffice(join(folder, "next"), clock);
    await take(next.ws, third);
    await receiptTo(folder, next.ws, town.ws);
    const base = lastReceipt(town.ws);
    expect(base?.missing).toMatchObject([{ fromSeq: expect.any(Number) as number }]);
    await take(next.ws, await handOver(folder, town.ws));
    expect(unitEntries(next.ws, TOWN)).toBe(unitEntries(whole.ws, TOWN));
    expect(next.ws.store.record(second)).toMatchObject({ status: "shown" });
    expect(gaps(next.ws, TOWN)).toMatchObject([{ lacking: [], unseen: [3] }]);
  });

  test("a county restored from its backup: regressed receipts, then everything again", async () => {
    const folder = await tempFolder();
    const clock = seasonClock();
    const { county, town } = await enrolledPair(folder, clock);
    await take(county.ws, await handOver(folder, town.ws));
    await receiptTo(folder, county.ws, town.ws);
    await county.close();
    copyTree(join(folder, "county"), join(folder, "restored"));
    const lost = await reopenOffice(join(folder, "county"), clock);
    for (const title of ["第二次", "第三次"]) {
      await record(town.ws, title, {}, [await picture(folder, `${title}.png`, title.length + 40)]);
      await take(lost.ws, await handOver(folder, town.ws));
      await receiptTo(folder, lost.ws, town.ws);
    }
    forgetFeeds(join(folder, "restored"));
    const restored = await reopenOffice(join(folder, "restored"), clock);
    await receiptTo(folder, restored.ws, town.ws);
    expect(lastReceipt(town.ws)).toMatchObject({ regressed: true });
    expect(town.ws.store.receiptsRead(1)[0]?.value).toMatchObject({ regressed: true });
    await record(town.ws, "第四次");
    await take(restored.ws, await handOver(folder, town.ws));
    expect(unitEntries(restored.ws, TOWN)).toBe(unitEntries(town.ws, TOWN));
    expect(restored.ws.store.lackingMedia()).toEqual([]);
    expect(gaps(restored.ws, TOWN)).toMatchObject([{ lacking: [] }]);
    await receiptTo(folder, restored.ws, town.ws);
    expect(town.ws.store.receiptsRead(1)[0]?.value).not.toHaveProperty("regressed");
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
    await pinCounty(folder, county.ws, other.ws);
    const code = await askCounty(folder, county.ws, other.ws);
    await record(other.ws, "没核准的", {}, [await picture(folder, "a.png", 9)]);
    await take(county.ws, await handOver(folder, other.ws));
    // Whoever made it says that it is the unit's: nobody is answered before the key is approved.
    expect(unitsDueReceipts(county.ws)).toEqual([]);
    expect(await codeOf(() => receiptFile(folder, county.ws, "620724105"))).toBe("receipt-none-due");
    approveEnrolment(county.ws, code);
    expect(unitsDueReceipts(county.ws)).toEqual(["620724105"]);
    const sealed = await receiptFile(folder, county.ws, "620724105");
    expect(sealed).toMatch(/\.age$/);
    expect(unitsDueReceipts(county.ws)).toEqual([]);
    expect(await codeOf(() => receiptFile(folder, county.ws, COUNTY_OFFICE))).toBe("receipt-none-due");
  });
});

describe("numbers", () => {
  test("one that was cut off between the bundle's rename and its log is never used again", async () => {
    const folder = await tempFolder();
    const { town } = await enrolledPair(folder);
    const cut = new Error("power cut");
    const torn: Workspace = {
      ...town.ws,
      keeping: { ...town.ws.keeping, drop: () => Promise.reject(cut) },
      store: {
        ...town.ws.store,
        recordExport: () => {
          throw cut;
        },
      },
    };
    handIn(town.ws, { report: "weekly:1" });
    await expect(handOver(folder, torn)).rejects.toThrow("power cut");
    expect((await contentsOf(town.ws, await handOver(folder, town.ws))).statement.series.number).toBe(3);
  });
});
