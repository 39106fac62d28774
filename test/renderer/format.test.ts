// How days, instants, sizes and figures are said; the address of a filter; the palette's contrast.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { filterFrom, paramsOf } from "../../src-renderer/features/activities/filter-address.ts";
import { faultsOfLiaison, liaisonFrom, typedOf } from "../../src-renderer/features/settings/people/liaison.ts";
import { saySize, sayCount } from "../../src-renderer/format/amounts.ts";
import { instantOf, localOf, sayDay, sayDeadline, sayMoment, stretchOf } from "../../src-renderer/format/dates.ts";
import { customProperties, DARK, LIGHT, type Palette } from "../../src-renderer/theme/tokens.ts";
import { visibleText } from "../../src-renderer/ui/visible-text.tsx";

const ZH = { language: "zh-CN" };
const EN = { language: "en" };
const instants = fc
  .integer({ min: Date.parse("2000-01-01T00:00Z"), max: Date.parse("2099-12-31T00:00Z") })
  .map((ms) => ms - (ms % 60_000));

describe("dates", () => {
  test.prop([instants, fc.integer({ min: -720, max: 840 })])("an instant survives its wall clock", (instantMs, offset) => {
    expect(instantOf(localOf(instantMs, offset), offset)).toBe(instantMs);
  });

  test("the end of a day is 24:00 of that day", () => {
    const end = instantOf("2021-07-01T24:00", 480);
    expect(localOf(end, 480)).toBe("2021-07-02T00:00");
    expect(sayDeadline(end, 480, ZH)).toBe("7月1日 周四 24:00");
    expect(sayDeadline(instantOf("2021-06-17T12:00", 480), 480, ZH)).toBe("6月17日 周四 12:00");
  });

  test("another year is named", () => {
    expect(sayDay("2021-06-03", ZH, 2021)).toBe("6月3日");
    expect(sayDay("2020-06-03", ZH, 2021)).toBe("2020年6月3日");
    expect(sayDay("2021-06-03", EN, 2021)).toBe("Jun 3");
  });

  test("a moment of today is its time only", () => {
    const now = instantOf("2021-06-16T15:00", 480);
    expect(sayMoment(instantOf("2021-06-16T14:02", 480), now, 480, ZH)).toBe("14:02");
    expect(sayMoment(instantOf("2021-06-15T14:02", 480), now, 480, ZH)).toBe("6月15日 14:02");
  });

  test.prop([fc.integer({ min: 0, max: 10 ** 10 })])("the parts of a stretch add up to its minutes", (milliseconds) => {
    const { days, hours, minutes } = stretchOf(milliseconds);
    expect(days * 1440 + hours * 60 + minutes).toBe(Math.floor(milliseconds / 60_000));
  });
});

describe("amounts", () => {
  test.prop([fc.integer({ min: 0, max: 2 ** 45 })])("a size is short and has a unit", (size) => {
    expect(saySize(size)).toMatch(/^\d{1,3}(\.\d)? (B|KB|MB|GB|TB)$/);
  });
  test("a size that rounds up takes the next unit", () => {
    expect([saySize(999.6 * 1024), saySize(999)]).toEqual(["1 MB", "999 B"]);
  });
  test.prop([fc.nat()])("a count keeps its digits", (value) => {
    expect(sayCount(value).replace(/\u2009/g, "")).toBe(String(value));
  });
});

test.prop([
  fc.record(
    {
      code: fc.constantFrom("212", "21203"),
      period: fc.constantFrom("weekly:2", "total"),
      evidence: fc.constantFrom("with" as const, "without" as const),
      text: fc.string({ minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
])("a filter survives its address", (filter) => {
  expect(filterFrom(new URLSearchParams(paramsOf(filter).toString()))).toEqual(filter);
});

describe("liaison", () => {
  const typed = { ...typedOf(null), name: "张三", post: "安监站站长", mobile: "１３８ 0000 0000" };
  test("full-width digits and spaces in numbers are taken", () => {
    expect(faultsOfLiaison(typed)).toEqual({});
    expect(liaisonFrom(typed, null).mobile).toBe("13800000000");
  });
  test("what is missing is named in the order of the form", () => {
    expect(Object.keys(faultsOfLiaison(typedOf(null)))).toEqual(["name", "post", "mobile"]);
  });
  test("what the form does not show is kept", () => {
    const kept = { ...liaisonFrom(typed, null), validFrom: "2021-05-28" };
    expect(liaisonFrom(typedOf(kept), kept)).toEqual(kept);
  });
});

describe("palettes", () => {
  const PAIRS: readonly (readonly [keyof Palette, keyof Palette])[] = [
    ["ink", "sheet"],
    ["ink2", "sheet"],
    ["ink3", "sheet"],
    ["ink", "ground"],
    ["ink2", "ground"],
    ["ink3", "ground"],
    ["ink2", "head"],
    ["accent", "sheet"],
    ["accent", "accentBg"],
    ["onAccent", "accent"],
    ["onAccent", "accentHover"],
    ["onAccent", "bad"],
    ["onAccent", "badHover"],
    ["ok", "okBg"],
    ["warn", "warnBg"],
    ["bad", "badBg"],
    ["conflict", "conflictBg"],
    ["quiet", "quietBg"],
    ["warn", "sheet"],
    ["bad", "sheet"],
    ["badHover", "sheet"],
  ];
  test.each([
    ["light", LIGHT],
    ["dark", DARK],
  ] as const)("%s text can be read: 4.5 : 1", (_, palette) => {
    for (const [ink, ground] of PAIRS)
      expect([ink, ground, contrast(palette[ink], palette[ground]) >= 4.5]).toEqual([ink, ground, true]);
  });
  test("both palettes give the same properties", () => {
    expect(customProperties(DARK).map(([name]) => name)).toEqual(customProperties(LIGHT).map(([name]) => name));
  });
});

test.prop([fc.string({ unit: "binary" })])("foreign text holds nothing that steers or hides", (text) => {
  expect(visibleText(text)).not.toMatch(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/u);
});

/** WCAG 2.2 relative luminance. */
function luminance(colour: string): number {
  const parts = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}
