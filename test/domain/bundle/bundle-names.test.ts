// Files are called so that a person knows them, and so that every system, stick and shell takes the name.
import { expect, test } from "vitest";
import {
  bundleBaseName,
  bundleFileName,
  isNamedFor,
  unitWord,
  volumeBaseName,
} from "../../../src-main/domain/bundle/bundle-names.ts";
import { bytesOf, isPortableName } from "../../../src-main/domain/file-names.ts";

const TOWN = { code: "620724100", name: "城关镇" };

test("by unit and number, by the report where the bundle is one, by volume, by whom it is for", () => {
  const base = bundleBaseName({ unit: TOWN, number: 3 });
  expect(bundleFileName(bundleBaseName({ unit: TOWN, number: 3, about: "周报（第1期）" }), true)).toBe(
    "城关镇-第3包-周报第1期.anbao.age",
  );
  expect([base, volumeBaseName(base, 1, 1), volumeBaseName(base, 2, 5)]).toEqual([
    "城关镇-第3包",
    "城关镇-第3包",
    "城关镇-第3包-卷2共5",
  ]);
  expect(bundleBaseName({ unit: { code: "1", name: "组委会办公室" }, to: TOWN, number: 12 })).toBe(
    "组委会办公室-给城关镇-第12包",
  );
});

test.each(["甲/乙:镇 (新区)*?", "con", "..", "$(rm) `x` 'y'", "😀", "名".repeat(300), "\u202e倒写", " 　"])(
  "a unit called %j has a name that every system and shell takes",
  (name) => {
    const unit = { code: "620724100", name };
    const file = bundleFileName(volumeBaseName(bundleBaseName({ unit, to: unit, number: 9999, about: name }), 999, 999), true);
    expect([isPortableName(file), bytesOf(file) <= 230, /^[\p{L}\p{N}.-]+$/u.test(file)]).toEqual([true, true, true]);
    expect(unitWord(unit)).not.toBe("");
  },
);

test("what cannot be opened is told from its name, as it is called now and was before", () => {
  const county = { code: "620724001", name: "组委会办公室" };
  const forTown = (name: string) => isNamedFor(TOWN, false, name);
  const forCounty = (name: string) => isNamedFor(county, true, name);
  expect(["组委会办公室-给城关镇-第2包.anbao.age", "620724001-620724100-002.anbao"].map(forTown)).toEqual([true, true]);
  expect(["组委会办公室-给宣化镇-第2包.anbao", "城关镇-第2包.anbao", "620724001-001.anbao", "别的.anbao"].map(forTown)).toEqual([
    false,
    false,
    false,
    false,
  ]);
  const sent = ["城关镇-第2包-周报第1期.anbao.age", "城关镇-第2包-卷2共5.anbao.age", "620724100-002-v2of5.anbao"];
  expect(sent.map(forCounty)).toEqual([true, true, true]);
  expect(["组委会办公室-第1包.anbao", "组委会办公室-给城关镇-第2包.anbao", "照片.zip"].map(forCounty)).toEqual([
    false,
    false,
    false,
  ]);
});
