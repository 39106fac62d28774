// The gallery's rows, keys and address, without a screen.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { GalleryFile } from "../../src-main/api/media/contract.ts";
import { GROUPS, KINDS, paramsOf, viewFrom, type GalleryView } from "../../src-renderer/features/gallery/gallery-address.ts";
import { layRows, moveBy, rowOf } from "../../src-renderer/features/gallery/gallery-rows.ts";

const fileOf = (unit: string, day: string | null, record: string): GalleryFile =>
  ({ item: { sha256: record }, record: { unit, kind: "activity", record, unitName: unit, title: record, day } }) as GalleryFile;
const anyFiles = fc.array(
  fc.tuple(fc.constantFrom("1", "2"), fc.constantFrom("2021-06-02T09:00", "2021-06-01", null), fc.constantFrom("a", "b")),
  { maxLength: 60 },
);

describe("rows", () => {
  test.prop([anyFiles, fc.integer({ min: 1, max: 7 }), fc.constantFrom(...GROUPS)])(
    "hold every file once, in order, never over a heading and never wider than the screen",
    (made, columns, group) => {
      const files = made.map((one) => fileOf(...one));
      const rows = layRows(files, columns, group);
      const shown = rows.flatMap(({ kind, from, to }) => (kind === "files" ? files.slice(from, to) : []));
      expect(shown).toEqual(files);
      for (const { kind, from, to } of rows) expect(to - from).toBeLessThanOrEqual(kind === "head" ? 0 : columns);
      for (const index of files.keys()) {
        const row = rows[rowOf(rows, index)];
        expect(row?.kind === "files" && row.from <= index && index < row.to).toBe(true);
      }
      const heads = rows.filter(({ kind }) => kind === "head").length;
      if (files.length > 0) expect(rows[0]?.kind).toBe("head");
      expect(heads).toBeLessThanOrEqual(files.length);
    },
  );

  test.prop([anyFiles.filter((files) => files.length > 0), fc.integer({ min: 1, max: 7 }), fc.nat()])(
    "keys stay among the files; what goes right comes back left; Home and End are the first and the last",
    (made, columns, any) => {
      const files = made.map((one) => fileOf(...one));
      const rows = layRows(files, columns, "day");
      const at = any % files.length;
      for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End"]) {
        const to = moveBy(key, at, rows, files.length) ?? -1;
        expect(to >= 0 && to < files.length).toBe(true);
      }
      if (at < files.length - 1) expect(moveBy("ArrowLeft", at + 1, rows, files.length)).toBe(at);
      expect([moveBy("Home", at, rows, files.length), moveBy("End", at, rows, files.length)]).toEqual([0, files.length - 1]);
      expect(moveBy("x", at, rows, files.length)).toBeUndefined();
    },
  );
});

describe("the address", () => {
  const views: GalleryView[] = [
    { filter: {}, group: "day" },
    { filter: { unit: "620724100", class: "video", period: "weekly:2" }, group: "unit" },
    {
      filter: { record: { unit: "1", kind: "activity", record: "a.b" }, fromDay: "2021-06-03", toDay: "2021-06-03" },
      group: "activity",
    },
  ];
  test.each(views)("says what is shown, and back: %j", (view) => expect(viewFrom(paramsOf(view))).toEqual(view));

  test.prop([fc.dictionary(fc.constantFrom("unit", "kind", "record", "group", "fromDay", "x"), fc.string())])(
    "of whatever is typed is a view",
    (typed) => {
      const { filter, group } = viewFrom(new URLSearchParams(typed));
      expect(GROUPS).toContain(group);
      expect([undefined, ...KINDS]).toContain(filter.class);
    },
  );
});
