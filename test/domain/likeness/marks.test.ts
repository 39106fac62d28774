// A picture that is turned or mirrored has the marks that are reckoned for that view; bars around a picture are no part of it.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentBox } from "../../../src-main/domain/likeness/content-box.ts";
import { resizeTo, type Grey } from "../../../src-main/domain/likeness/grey.ts";
import type { Spot } from "../../../src-main/domain/likeness/keypoints.ts";
import { markInViews, markOf, VIEWS, type View } from "../../../src-main/domain/likeness/marks.ts";
import { differingBits } from "../../../src-main/domain/likeness/spot-table.ts";

const SIDE = 40;
const square = fc
  .uint8Array({ minLength: SIDE * SIDE, maxLength: SIDE * SIDE })
  .map((values): Grey => ({ width: SIDE, height: SIDE, values }));

function seenAs({ exchanged, mirrored, upset }: View, { values }: Grey): Grey {
  const turned = values.map((_, at) => {
    const [x, y] = [at % SIDE, Math.floor(at / SIDE)];
    const [across, down] = [mirrored ? SIDE - 1 - x : x, upset ? SIDE - 1 - y : y];
    return values[exchanged ? across * SIDE + down : down * SIDE + across] ?? 0;
  });
  return { width: SIDE, height: SIDE, values: turned };
}

const inTheMiddle = (level: Grey): Spot => ({ x: SIDE / 2, y: SIDE / 2, sigma: 2, strength: 1, level, scale: 1 });

test("the mark of a turned picture is that of the view", () => {
  fc.assert(
    fc.property(square, (picture) => {
      const marks = markInViews(markOf(inTheMiddle(picture)));
      for (const [at, view] of VIEWS.entries()) {
        const own = markOf(inTheMiddle(seenAs(view, picture)));
        // A wave that is nearly nothing may take either sign.
        const apart = differingBits(own.low, marks[at]?.low ?? 0) + differingBits(own.high, marks[at]?.high ?? 0);
        expect(apart).toBeLessThanOrEqual(2);
      }
    }),
    { numRuns: 30 },
  );
});

test("bits are counted as they differ", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer(), (a, b) => {
      const different = (a ^ b) >>> 0;
      expect(differingBits(a, b)).toBe(different.toString(2).replaceAll("0", "").length);
    }),
  );
});

describe("bars", () => {
  const noisy = (at: number): number => (at * 7919) % 251;
  const screen = (width: number, height: number, isPicture: (x: number, y: number) => boolean): Grey => ({
    width,
    height,
    values: Uint8Array.from({ length: width * height }, (_, at) =>
      isPicture(at % width, Math.floor(at / width)) ? noisy(at) : 240,
    ),
  });

  test("above and below are left out, with signs in them", () => {
    const picture = screen(100, 200, (x, y) => (y >= 60 && y < 140) || (y === 10 && x < 20));
    expect(contentBox(picture)).toEqual({ left: 0, top: 62, width: 100, height: 76 });
  });

  test("left and right as well", () => {
    expect(contentBox(screen(200, 100, (x) => x >= 50 && x < 150))).toEqual({ left: 52, top: 0, width: 96, height: 100 });
  });

  test("a picture without bars is all of it, and so is one of one colour", () => {
    expect(contentBox(screen(80, 60, () => true))).toEqual({ left: 0, top: 0, width: 80, height: 60 });
    expect(contentBox(screen(80, 60, () => false))).toEqual({ left: 0, top: 0, width: 80, height: 60 });
  });
});

test("a smaller picture keeps the mean of what lies under it", () => {
  fc.assert(
    fc.property(square, fc.integer({ min: 4, max: 20 }), (picture, edge) => {
      const small = resizeTo(picture, edge);
      const mean = ({ values }: Grey): number => Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;
      expect(Math.abs(mean(small) - mean(picture))).toBeLessThan(1);
    }),
  );
});
