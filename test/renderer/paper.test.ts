// How fine a page is drawn, whatever size a paper says it has; which page a key turns to.
import { fc, test } from "@fast-check/vitest";
import { expect } from "vitest";
import { fineness, pointsOf, turnedTo } from "../../src-renderer/widgets/media/paper/paper-size.ts";

const side = fc.double({ min: 0.01, max: 1e9, noNaN: true });

test.prop([side, side, fc.double({ min: 0.001, max: 64, noNaN: true })])(
  "a page of any size, however near, is drawn with as many points as a small PC bears, and with one at least",
  (width, height, near) => {
    const fine = fineness({ width, height }, near);
    const [across, down] = [pointsOf(width, fine), pointsOf(height, fine)];
    expect(Math.max(across, down)).toBeLessThanOrEqual(8192);
    expect(across * down).toBeLessThanOrEqual(16_000_000 + 8192);
    expect(Math.min(across, down)).toBeGreaterThanOrEqual(1);
  },
);

test("zooming draws anew in steps of two", () => {
  const page = { width: 794, height: 1123 };
  expect([0.1, 0.49, 0.51, 1, 1.2, 9].map((near) => fineness(page, near))).toEqual([0.25, 0.5, 1, 1, 2, expect.any(Number)]);
});

test.prop([fc.integer({ min: 1, max: 100_000 }), fc.nat()])("keys stay within the paper", (pages, any) => {
  const page = (any % pages) + 1;
  for (const key of ["PageUp", "PageDown", "Home", "End"]) {
    const to = turnedTo(key, page, pages) ?? 0;
    expect(to).toBeGreaterThanOrEqual(1);
    expect(to).toBeLessThanOrEqual(pages);
  }
  expect(turnedTo("a", page, pages)).toBeUndefined();
});
