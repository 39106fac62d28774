// The gallery holds every file of every shown record once, in one order, whatever the size of its pages; it is rebuilt to the same.
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src-main/domain/json.ts";
import { openDatabase, statementsOf } from "../../../src-main/store/db/database.ts";
import { gallery } from "../../../src-main/store/migrations/012-gallery.ts";
import { MIGRATIONS } from "../../../src-main/store/db/migrate.ts";
import { galleryCountsSql, gallerySql } from "../../../src-main/store/project/gallery-queries.ts";
import type {
  GalleryFile,
  GalleryFilter,
  GalleryPlace,
  GalleryQuery,
  GalleryReader,
} from "../../../src-main/usecases/ports/store/media/gallery.ts";
import { putRecord } from "../../../src-main/usecases/records/versions/put-record.ts";
import { UNWATCHED, type Workspace } from "../../../src-main/usecases/workspace.ts";
import { activity, COUNTY_OFFICE, openOffice, OTHER_TOWN, TOWN } from "../../support/offices/office.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const CLASSES = ["photo", "video", "audio", "document"] as const;

/** Files that nobody has here: what a record says of them is enough. */
function files(from: number, count: number): JsonObject[] {
  return Array.from({ length: count }, (_, index) => ({
    sha256: (from + index).toString(16).padStart(64, "0"),
    sizeBytes: 1000 + index,
    name: `IMG_${from + index}.jpg`,
    mime: "image/jpeg",
    class: CLASSES[(from + index) % 4] ?? "photo",
  }));
}

async function enter(ws: Workspace, unit: string, startsAt: string, attachments: JsonObject[]) {
  const value = activity(`${startsAt} ${unit}`, { startsAt, attachments });
  return putRecord(ws, { kind: "activity", value, files: [], onBehalfOf: unit }, UNWATCHED);
}

/** A county with seven records of two units and one deleted; two name the same file, one names its files out of order. */
async function someRecords() {
  const folder = await tempFolder();
  const { ws } = await openOffice(join(folder, "county"), COUNTY_OFFICE);
  await enter(ws, TOWN, "2021-06-03T09:00", files(30, 5).toReversed());
  await enter(ws, OTHER_TOWN, "2021-06-01T09:00", files(1, 7));
  await enter(ws, TOWN, "2021-06-03T09:00", files(60, 1));
  await enter(ws, OTHER_TOWN, "2021-06-03T18:00", files(1, 2));
  await enter(ws, TOWN, "2021-06-02T09:00", []);
  await enter(ws, TOWN, "2021-05-30T09:00", files(90, 4));
  const gone = await enter(ws, TOWN, "2021-06-04T09:00", files(200, 3));
  ws.store.append([{ unit: TOWN, kind: "activity", record: gone.record, audience: `unit:${TOWN}`, value: null }]);
  return { ws, folder };
}

function pages(store: GalleryReader, query: Omit<GalleryQuery, "after">): readonly GalleryFile[] {
  const all: GalleryFile[] = [];
  let after: GalleryPlace | undefined;
  do {
    const page = store.galleryPage({ ...query, ...(after !== undefined && { after }) });
    expect(page.files.length).toBeLessThanOrEqual(query.limit);
    all.push(...page.files);
    after = page.next;
  } while (after !== undefined);
  return all;
}

const namesOf = (found: readonly GalleryFile[]) =>
  found.map(({ attachment, record }) => `${record.day ?? ""} ${record.unit} ${attachment.name}`);

describe("pages", () => {
  const filters: GalleryFilter[] = [
    {},
    { unit: TOWN },
    { class: "photo" },
    { unit: OTHER_TOWN, class: "video" },
    { from: "2021-06-01", before: "2021-06-03" },
    { from: "2021-06-03", before: "2021-06-04", unit: TOWN },
    { before: "2021-05-31" },
  ];
  test("of any size and order come to the same, and the counts to their number", async () => {
    const { ws } = await someRecords();
    for (const filter of filters)
      for (const sort of ["time", "unit"] as const) {
        const whole = pages(ws.store, { ...filter, sort, limit: 1000 });
        for (const limit of [1, 2, 3, 5]) expect(pages(ws.store, { ...filter, sort, limit })).toEqual(whole);
        const counted = Object.values(ws.store.galleryCounts(filter)).reduce((sum, count) => sum + count, 0);
        expect([filter, counted]).toEqual([filter, whole.length]);
      }
  });

  test("go from the newest record to the oldest, each in its own order; by unit, unit by unit", async () => {
    const { ws } = await someRecords();
    const whole = pages(ws.store, { sort: "time", limit: 1000 });
    const byTime = namesOf(whole);
    expect(byTime).toHaveLength(19);
    expect(byTime.slice(0, 9)).toEqual([
      `2021-06-03T18:00 ${OTHER_TOWN} IMG_1.jpg`,
      `2021-06-03T18:00 ${OTHER_TOWN} IMG_2.jpg`,
      `2021-06-03T09:00 ${TOWN} IMG_60.jpg`,
      ...[34, 33, 32, 31, 30].map((name) => `2021-06-03T09:00 ${TOWN} IMG_${name}.jpg`),
      `2021-06-01T09:00 ${OTHER_TOWN} IMG_1.jpg`,
    ]);
    const units = [TOWN, OTHER_TOWN].toSorted();
    const expected = units.flatMap((unit) => whole.filter(({ record }) => record.unit === unit));
    expect(pages(ws.store, { sort: "unit", limit: 4 })).toEqual(expected);
  });

  test("of one record hold its files alone", async () => {
    const { ws } = await someRecords();
    const [first] = pages(ws.store, { sort: "time", limit: 1000 });
    if (first === undefined) throw new Error("nothing");
    const own = pages(ws.store, { record: first.record, sort: "time", limit: 1 });
    expect(namesOf(own)).toEqual([1, 2].map((name) => `2021-06-03T18:00 ${OTHER_TOWN} IMG_${name}.jpg`));
  });
});

test("a rebuild, and the step from an older schema, come to the same gallery; the digests do not know of it", async () => {
  const { ws, folder } = await someRecords();
  const [whole, digests] = [pages(ws.store, { sort: "time", limit: 1000 }), ws.store.digests()];
  const path = join(folder, "county/anbao.db");
  const rows = (db: Database.Database) => db.prepare("SELECT * FROM attachment ORDER BY record_id, sha256").all();
  const before = new Database(path, { readonly: true });
  const grown = rows(before);
  before.close();
  ws.store.rebuild();
  expect(pages(ws.store, { sort: "time", limit: 1000 })).toEqual(whole);
  expect(ws.store.digests()).toEqual(digests);
  const older = new Database(":memory:");
  const step = MIGRATIONS.indexOf(gallery);
  for (const sql of MIGRATIONS.slice(0, step)) older.exec(sql);
  older.prepare("ATTACH ? AS now").run(path);
  older.exec("INSERT INTO record SELECT * FROM now.record");
  for (const sql of MIGRATIONS.slice(step)) older.exec(sql);
  expect(rows(older)).toEqual(grown);
  older.close();
});

describe("plans", () => {
  const db = openDatabase(":memory:");
  const statements = statementsOf(db);
  const after = { unit: TOWN, occurred: "2021-06-01", record: 9, place: 2 };
  const planOf = (sql: string, parameters: readonly (string | number)[]) =>
    (statements(`EXPLAIN QUERY PLAN ${sql}`).all(...parameters) as { detail: string }[]).map((row) => row.detail).join("\n");
  const cases: [string, Omit<GalleryQuery, "limit">, RegExp][] = [
    ["everything", { sort: "time" }, /SCAN attachment USING COVERING INDEX gallery_by_time/],
    ["the next page", { sort: "time", after }, /SEARCH attachment USING COVERING INDEX gallery_by_time \(\(occurred,record_id\)</],
    ["a span of days", { sort: "time", from: "2021-06-01", before: "2021-06-08" }, /COVERING INDEX gallery_by_time \(occurred>\? AND occurred<\?\)/],
    ["a class", { sort: "time", class: "video" }, /COVERING INDEX gallery_by_time/],
    ["a unit", { sort: "time", unit: TOWN }, /COVERING INDEX gallery_by_unit \(unit=\?\)/],
    ["a unit, the next page", { sort: "unit", unit: TOWN, after }, /COVERING INDEX gallery_by_unit \(unit=\? AND \(occurred,record_id\)</],
    ["by unit", { sort: "unit" }, /SCAN attachment USING COVERING INDEX gallery_by_unit/],
    ["a record", { sort: "time", record: { unit: TOWN, kind: "activity", record: "r" } }, /SEARCH attachment USING PRIMARY KEY \(record_id=\?\)/],
  ]; // prettier-ignore

  test.each(cases)("%s: by its index and each record by its id", (_name, query, expected) => {
    const { sql, parameters } = gallerySql({ ...query, limit: 50 });
    const plan = planOf(sql, parameters);
    expect(plan).toMatch(expected);
    expect(plan).toMatch(/SEARCH record USING INTEGER PRIMARY KEY/);
    if (query.record === undefined) expect(plan).not.toMatch(/TEMP B-TREE/);
  });

  test("counts read an index and no record", () => {
    const { sql, parameters } = galleryCountsSql({ unit: TOWN, from: "2021-06-01" });
    expect(planOf(sql, parameters)).toMatch(/COVERING INDEX gallery_by_unit \(unit=\? AND occurred>\?\)/);
  });
});
