// PINs: what is refused is what people try first.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import { isStrongPin, MIN_PIN_LENGTH } from "../../../src-main/domain/trust/pin.ts";

const RUN = "0123456789";

test.prop([fc.string({ unit: "grapheme-ascii", maxLength: MIN_PIN_LENGTH - 1 })])("a short one is weak", (pin) => {
  expect(isStrongPin(pin)).toBe(false);
});

test.prop([fc.string({ minLength: 1, maxLength: 1, unit: "binary" }), fc.integer({ min: 1, max: 20 })])(
  "one character repeated is weak",
  (character, times) => {
    expect(isStrongPin(character.repeat(times))).toBe(false);
  },
);

test.prop([fc.nat(4), fc.integer({ min: 1, max: 10 })])("a run upwards or downwards is weak", (from, length) => {
  const run = RUN.slice(from, from + length);
  expect(isStrongPin(run)).toBe(false);
  expect(isStrongPin([...run].toReversed().join(""))).toBe(false);
});

describe("examples", () => {
  test.each(["", "123456", "888888", "654321", "Password", "ABC123", "abcdef", "qwerty", "112233"])("%j is weak", (pin) =>
    expect(isStrongPin(pin)).toBe(false),
  );
  test.each(["高台 tiger 42", "724100!a", "老虎来了真好", "197411"])("%j is strong enough", (pin) =>
    expect(isStrongPin(pin)).toBe(true),
  );
  test("an emoji counts once, so five of them are too few", () => {
    expect(isStrongPin("🎤🎬📷🚒🧯")).toBe(false);
  });
});
