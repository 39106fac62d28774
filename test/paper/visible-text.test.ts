import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { visibleText } from "../../src-main/domain/visible-text.ts";
import { visibleModel } from "../../src-main/paper/models/visible-text.ts";

// Every character that Unicode calls a format, control or surrogate character; variation selectors are marks (Mn), not these.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const anyText = fc.string({ unit: fc.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code)) });
const hiddenText = fc.string({
  unit: fc.constantFrom("\u202E", "\u200B", "\uFEFF", "\u2066", "\u00AD", "\u{E0041}", "\u0000", "\u0007", "甲", "a", "\n"),
});

describe("visibleText", () => {
  test.prop([fc.oneof(anyText, hiddenText)])("leaves no invisible character but the line feed", (text) => {
    expect(visibleText(text).replaceAll("\n", "").match(INVISIBLE) ?? []).toEqual([]);
  });

  test.prop([fc.oneof(anyText, hiddenText)])("is the same when done again", (text) => {
    expect(visibleText(visibleText(text))).toBe(visibleText(text));
  });

  test.prop([fc.string({ unit: fc.constantFrom("甲", "䶮", "𬭎", "a", "é", " ", "#", "“", "\n", "葛\u{E0100}") })])(
    "keeps plain text",
    (text) => {
      expect(visibleText(text)).toBe(text);
    },
  );

  test("names each hidden character by its code", () => {
    expect(visibleText("甲\u202E乙\u200B")).toBe("甲〔U+202E〕乙〔U+200B〕");
    expect(visibleText("甲\r\n乙\u2028丙\t丁")).toBe("甲\n乙\n丙 丁");
    expect(visibleText("\ud800")).toBe("〔U+D800〕");
  });

  test("reaches every text of a model and changes nothing else", () => {
    const model = { a: ["\u202E", { b: "\u200B", c: 1, d: true, e: null }] };
    expect(visibleModel(model)).toEqual({ a: ["〔U+202E〕", { b: "〔U+200B〕", c: 1, d: true, e: null }] });
  });
});
