// Looking at a picture: what is under the pointer stays there, no edge leaves the stage, four quarter turns are none.
import { fc, test } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import {
  fullSize,
  moved,
  scaleOf,
  turned,
  WHOLE,
  zoomed,
  type Size,
  type View,
} from "../../src-renderer/widgets/media/viewer/view.ts";

const size = (least: number, most: number) =>
  fc.record({ width: fc.integer({ min: least, max: most }), height: fc.integer({ min: least, max: most }) });
const place = fc.record({ x: fc.integer({ min: -600, max: 600 }), y: fc.integer({ min: -600, max: 600 }) });
const turnings = fc.integer({ min: 0, max: 3 });
const SEED = { seed: 16, numRuns: 300 };

const turnedBy = (count: number): View => Array.from({ length: count }).reduce<View>((view) => turned(view), WHOLE);
const lyingSize = (picture: Size, view: View): Size =>
  view.turn % 180 === 0 ? picture : { width: picture.height, height: picture.width };
const STAGE = { width: 860, height: 520 };

describe("whole", () => {
  test.prop([size(1, 9000), size(100, 2000), turnings], SEED)(
    "is within the stage and never larger than it is",
    (picture, stage, turns) => {
      const view = turnedBy(turns);
      const scale = scaleOf(view, picture, stage);
      const { width, height } = lyingSize(picture, view);
      expect(scale).toBeLessThanOrEqual(1);
      expect(width * scale).toBeLessThanOrEqual(stage.width + 1e-6);
      expect(height * scale).toBeLessThanOrEqual(stage.height + 1e-6);
    },
  );

  test("four quarter turns are none", () => {
    expect(turnedBy(4)).toEqual(WHOLE);
  });
});

describe("zooming", () => {
  test.prop([size(2000, 9000), place], SEED)("keeps what lies under the pointer, where no edge holds it", (picture, under) => {
    const first = zoomed(WHOLE, 6, picture, STAGE, { x: 0, y: 0 });
    const then = zoomed(first, 1.25, picture, STAGE, under);
    const grown = scaleOf(then, picture, STAGE) / scaleOf(first, picture, STAGE);
    const free = { x: under.x - (under.x - first.at.x) * grown, y: under.y - (under.y - first.at.y) * grown };
    const rest = (length: number, room: number): number => Math.max(0, (length * scaleOf(then, picture, STAGE) - room) / 2);
    const held = (value: number, most: number): number => Math.min(most, Math.max(-most, value));
    expect(then.at.x).toBeCloseTo(held(free.x, rest(picture.width, STAGE.width)), 5);
    expect(then.at.y).toBeCloseTo(held(free.y, rest(picture.height, STAGE.height)), 5);
  });

  test("ends at eight pixels for one, and at the whole picture", () => {
    const picture = { width: 4000, height: 3000 };
    const closest = Array.from({ length: 40 }).reduce<View>((view) => zoomed(view, 1.25, picture, STAGE), WHOLE);
    expect(closest.scale).toBe(8);
    const farthest = Array.from({ length: 60 }).reduce<View>((view) => zoomed(view, 0.8, picture, STAGE), closest);
    expect(farthest).toEqual(WHOLE);
  });

  test("1:1 is a pixel for a pixel; a picture smaller than the stage is whole at that", () => {
    expect(fullSize(WHOLE, { width: 4000, height: 3000 }, STAGE).scale).toBe(1);
    expect(fullSize(WHOLE, { width: 40, height: 30 }, STAGE)).toEqual(WHOLE);
  });
});

test.prop([size(1, 9000), turnings, fc.array(place, { maxLength: 5 }), fc.integer({ min: 1, max: 8 })], SEED)(
  "however it is pulled about, no edge comes further in than the stage's",
  (picture, turns, pulls, by) => {
    const start = zoomed(turnedBy(turns), by, picture, STAGE);
    const view = pulls.reduce((seen, pull) => moved(seen, pull, picture, STAGE), start);
    const { width, height } = lyingSize(picture, view);
    const scale = scaleOf(view, picture, STAGE);
    expect(Math.abs(view.at.x)).toBeLessThanOrEqual(Math.max(0, (width * scale - STAGE.width) / 2) + 1e-6);
    expect(Math.abs(view.at.y)).toBeLessThanOrEqual(Math.max(0, (height * scale - STAGE.height) / 2) + 1e-6);
  },
);
