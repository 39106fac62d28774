// Values that travel: one canonical text for one value (RFC 8785), and nothing that another PC could read differently.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { assertPortable, canonicalJson, isJsonObject, sameJson, type Json } from "../../src-main/domain/json.ts";
import { codeOf } from "../support/codes.ts";

const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\0"));
const portable = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom<Json>(null, true, false),
    fc.maxSafeInteger().filter((value) => !Object.is(value, -0)),
    text,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(
      text.filter((key) => key !== "__proto__"),
      tie("value"),
      { maxKeys: 5 },
    ),
  ),
})).value as fc.Arbitrary<Json>;

const shuffledKeys = (value: Json): Json => {
  if (Array.isArray(value)) return (value as readonly Json[]).map(shuffledKeys);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, shuffledKeys(member)]),
  );
};

describe("canonical text (RFC 8785)", () => {
  const vectors: [Json, string][] = [
    [{ "\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh", "1": "One", "\u{1f600}": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis" },
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}'],
    [{ string: "\u20ac$\u000f\nA'B\"\\\\\"/" }, '{"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'],
    [[56, { d: true, "10": null, "1": [] }], '[56,{"1":[],"10":null,"d":true}]'],
    [[9007199254740991, -9007199254740991, 0], "[9007199254740991,-9007199254740991,0]"],
    [{ a: "\b\t\n\f\r\u001f\u007f\u2028" }, '{"a":"\\b\\t\\n\\f\\r\\u001f\u007f\u2028"}'],
  ]; // prettier-ignore

  test.each(vectors)("%#", (value, expected) => expect(canonicalJson(value)).toBe(expected));

  test.prop([portable])("does not depend on the order of members, and is read back to the same value", (value) => {
    expect(canonicalJson(shuffledKeys(value))).toBe(canonicalJson(value));
    expect(canonicalJson(JSON.parse(canonicalJson(value)) as Json)).toBe(canonicalJson(value));
    expect(sameJson(shuffledKeys(value), value)).toBe(true);
  });

  test.prop([portable, portable])("two values are the same exactly if their texts are", (a, b) => {
    expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
  });
});

describe("what may travel", () => {
  test.prop([portable])("a well-formed value may", async (value) => {
    expect(await codeOf(() => assertPortable(value))).toBe("done");
  });

  const refused: [unknown, string][] = [
    ["\ud800", "value-text-malformed"], ["a\udfffb", "value-text-malformed"], ["\udc00\ud800", "value-text-malformed"], ["a\0b", "value-text-malformed"],
    [{ "\ud83d": 1 }, "value-text-malformed"], [{ "a\0": 1 }, "value-text-malformed"], [["深", ["\ud800"]], "value-text-malformed"],
    [0.5, "value-number-unsafe"], [NaN, "value-number-unsafe"], [Infinity, "value-number-unsafe"], [-0, "value-number-unsafe"], [2 ** 53, "value-number-unsafe"], [1e21, "value-number-unsafe"],
    [undefined, "value-not-json"], [{ a: undefined }, "value-not-json"], [Symbol("x"), "value-not-json"], [() => 1, "value-not-json"], [10n, "value-not-json"],
  ]; // prettier-ignore
  test.each(refused)("%# may not", async (value, code) => {
    expect(await codeOf(() => assertPortable(value))).toBe(code);
    expect(await codeOf(() => assertPortable({ list: [value] }))).toBe(code);
  });

  const nested = (levels: number): Json => (levels === 0 ? 1 : [nested(levels - 1)]);
  test("sixteen levels may, seventeen may not, and a million are refused without falling over", async () => {
    expect(await codeOf(() => assertPortable(nested(15)))).toBe("done");
    expect(await codeOf(() => assertPortable(nested(16)))).toBe("value-too-deep");
    const deep = { value: 1 as unknown };
    for (let level = 0; level < 1_000_000; level += 1) deep.value = [deep.value];
    expect(await codeOf(() => assertPortable(deep.value))).toBe("value-too-deep");
  });
});
