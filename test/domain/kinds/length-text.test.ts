// A clip's length as it is said: never 0:00, whole seconds, hours only where there are some.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { LIMITS } from "../../../src-main/domain/limits.ts";
import { lengthText } from "../../../src-main/domain/kinds/length-text.ts";

test.each([
  [1, "0:01"],
  [499, "0:01"],
  [2000, "0:02"],
  [2499, "0:02"],
  [59_600, "1:00"],
  [3_599_499, "59:59"],
  [3_723_000, "1:02:03"],
])("%d ms is %s", (durationMs, said) => {
  expect(lengthText(durationMs)).toBe(said);
});

test.prop([fc.integer({ min: 1, max: LIMITS.lengthMs })], { seed: 16 })(
  "what is said is within half a second of it, or a second",
  (ms) => {
    const seconds = lengthText(ms)
      .split(":")
      .reduce((sum, part) => sum * 60 + Number(part), 0);
    expect(seconds).toBe(Math.max(1, Math.round(ms / 1000)));
  },
);
