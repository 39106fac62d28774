// Pictures that are as hard to tell apart as photos of meetings and squares: rooms with windows, posters and banners, people who move,
// textures at every size, a camera's grain. The same seeds are the same picture, at any size.
import { chanceOf, type Chance } from "../../../src-main/demo/pictures/demo-chance.ts";
import type { Grey } from "../../../src-main/domain/likeness/grey.ts";

/** Which picture: a room, the minute (who stands where), the hand that held the camera, and the share of people that moved since minute 0. */
export type Shot = Readonly<{ room: number; minute: number; hand: number; moved?: number }>;

type Pattern = "plain" | "letters" | "panes" | "stripes";

/** A thing in the picture; lengths as shares of its width. The nearer, the more it moves with the camera. */
type Thing = Readonly<{
  round: boolean;
  x: number;
  y: number;
  wide: number;
  high: number;
  near: number;
  shade: number;
  slope: number;
  rough: number;
  grain: number;
  pattern: Pattern;
  seed: number;
}>;

const HIGH = 0.75;

/** The picture of a shot, 4 to 3. */
export function paintShot({ room, minute, hand, moved = 1 }: Shot, width: number): Grey {
  const height = Math.round(width * HIGH);
  const values = new Float32Array(width * height);
  const camera = cameraOf(chanceOf(hand * 7919 + 13));
  for (const thing of [...thingsOf(room), ...peopleOf(room, minute, moved)]) paint(values, width, height, thing, camera);
  const light = camera.light;
  const grain = chanceOf(hand ^ 0x2545f491);
  for (let at = 0; at < values.length; at += 1) {
    const [x, y] = [(at % width) / width - 0.5, Math.floor(at / width) / width - HIGH / 2];
    const shaded = (values[at] ?? 0) * light * (1 - 0.5 * (x * x + y * y)) + grain.between(-5, 5);
    values[at] = Math.min(255, Math.max(0, shaded));
  }
  return { width, height, values };
}

type Camera = Readonly<{ shiftX: number; shiftY: number; zoom: number; lean: number; light: number }>;

function cameraOf(chance: Chance): Camera {
  return {
    shiftX: chance.between(-0.03, 0.03),
    shiftY: chance.between(-0.02, 0.02),
    zoom: chance.between(0.97, 1.03),
    lean: chance.between(-0.02, 0.02),
    light: chance.between(0.9, 1.1),
  };
}

function thingsOf(room: number): readonly Thing[] {
  const chance = chanceOf(room * 104_729 + 7);
  const horizon = chance.between(0.25, 0.5);
  const ground = [
    thing(chance, "plain", { round: false, x: -0.3, y: -0.3, wide: 1.6, high: 0.3 + horizon, near: 0.1 }),
    thing(chance, "plain", { round: false, x: -0.3, y: horizon, wide: 1.6, high: 1, near: 0.5 }),
  ];
  const count = Math.floor(chance.between(12, 34));
  const behind = Array.from({ length: count }, () => {
    const [wide, high] = [chance.between(0.04, 0.32), chance.between(0.04, 0.26)];
    const place = {
      x: chance.between(-0.1, 1),
      y: chance.between(-0.05, horizon + 0.12),
      wide,
      high,
      near: chance.between(0.1, 0.5),
    };
    return thing(chance, chance.pick(["plain", "panes", "stripes", "letters", "plain"]), {
      round: chance.between(0, 1) < 0.35,
      ...place,
    });
  });
  const banner = { round: false, x: chance.between(0.02, 0.3), y: chance.between(0.04, 0.2), wide: chance.between(0.45, 0.7) };
  const tables = Array.from({ length: Math.floor(chance.between(1, 5)) }, () =>
    thing(chance, chance.pick(["plain", "stripes", "letters"]), {
      round: false,
      x: chance.between(-0.1, 0.9),
      y: chance.between(horizon + 0.05, 0.7),
      wide: chance.between(0.15, 0.4),
      high: chance.between(0.05, 0.14),
      near: 0.7,
    }),
  );
  return [...ground, ...behind, thing(chance, "letters", { ...banner, high: banner.wide / 10, near: 0.3 }), ...tables];
}

function peopleOf(room: number, minute: number, moved: number): readonly Thing[] {
  const kept = chanceOf(room * 31 + 3);
  const [before, after] = [chanceOf(room * 31 + 11), chanceOf(room * 31 + minute * 1_000_003 + 11)];
  const count = Math.floor(kept.between(6, 22));
  const people = Array.from({ length: count }, () => {
    const [stood, stands] = [before, after].map((chance) => [chance.between(-0.02, 0.98), chance.between(0.32, 0.6)]);
    const [x = 0, y = 0] = (kept.between(0, 1) < moved ? stands : stood) ?? [];
    const near = kept.between(0.4, 1);
    return personAt(kept, x, y, 0.12 + 0.3 * near * kept.between(0.6, 1), near);
  });
  return people.sort((a, b) => (a[0]?.near ?? 0) - (b[0]?.near ?? 0)).flat();
}

function personAt(chance: Chance, x: number, y: number, tall: number, near: number): readonly Thing[] {
  const wide = tall * 0.36;
  const body = { round: false, x: x - wide / 2, y: y + tall * 0.2, wide, high: tall * 0.45, near };
  const legs = { round: false, x: x - wide * 0.35, y: y + tall * 0.6, wide: wide * 0.7, high: tall * 0.45, near };
  const head = { round: true, x: x - tall * 0.075, y, wide: tall * 0.15, high: tall * 0.19, near };
  return [
    thing(chance, "plain", legs),
    thing(chance, chance.pick(["plain", "stripes", "plain"]), body),
    thing(chance, "plain", head),
  ];
}

type Place = Pick<Thing, "round" | "x" | "y" | "wide" | "high" | "near">;

function thing(chance: Chance, pattern: Pattern, place: Place): Thing {
  return {
    ...place,
    pattern,
    shade: chance.between(30, 225),
    slope: chance.between(-40, 40),
    rough: 30 * chance.between(0.1, 1) ** 2,
    grain: chance.between(8, 60),
    seed: Math.floor(chance.between(1, 2 ** 30)),
  };
}

function paint(values: Float32Array, width: number, height: number, one: Thing, camera: Camera): void {
  const [left, top] = seen(one.x, one.y, one.near, camera);
  const [right, below] = seen(one.x + one.wide, one.y + one.high, one.near, camera);
  const from = Math.max(0, Math.floor(top * width));
  const to = Math.min(height, Math.ceil(below * width));
  for (let y = from; y < to; y += 1) {
    const v = (y / width - top) / (below - top);
    const lean = camera.lean * (y / width - 0.4);
    for (let x = Math.max(0, Math.floor((left + lean) * width)); x < Math.min(width, Math.ceil((right + lean) * width)); x += 1) {
      const u = (x / width - lean - left) / (right - left);
      if (u < 0 || u >= 1 || v < 0 || v >= 1) continue;
      if (one.round && (2 * u - 1) ** 2 + (2 * v - 1) ** 2 > 1) continue;
      values[y * width + x] = shadeAt(one, u, v);
    }
  }
}

function seen(x: number, y: number, near: number, { shiftX, shiftY, zoom }: Camera): readonly [number, number] {
  return [0.5 + (x - 0.5) * zoom + shiftX * near, HIGH / 2 + (y - HIGH / 2) * zoom + shiftY * near];
}

function shadeAt({ shade, slope, rough, grain, pattern, seed, wide, high }: Thing, u: number, v: number): number {
  const [x, y] = [u * wide * grain, v * high * grain];
  const texture = noise(seed, x, y) + 0.6 * noise(seed + 1, x * 2.7, y * 2.7) + 0.4 * noise(seed + 2, x * 7, y * 7);
  return shade + slope * v + rough * texture + patternAt(pattern, seed, u, v, wide / high);
}

function patternAt(pattern: Pattern, seed: number, u: number, v: number, ratio: number): number {
  if (pattern === "plain") return 0;
  if (pattern === "stripes") return Math.floor(u * ratio * 8) % 2 === 0 ? 25 : -25;
  if (pattern === "panes") return (u * ratio * 3) % 1 < 0.7 && (v * 3) % 1 < 0.75 ? -45 : 15;
  // Letters: squares of 7 × 7 dots, some of them inked, with a margin around.
  const rows = ratio > 3 ? 1 : 4;
  const [along, down] = [u * ratio * rows, v * rows];
  const [dotX, dotY] = [Math.floor((along % 1) * 9), Math.floor((down % 1) * 9)];
  if (dotX < 1 || dotX > 7 || dotY < 1 || dotY > 7) return 0;
  return hash(seed + Math.floor(along) * 131 + Math.floor(down) * 1031, dotX, dotY) < 0.45 ? 90 : 0;
}

/** Smooth noise from −1 to 1 over a lattice of whole numbers. */
function noise(seed: number, x: number, y: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, below] = [smooth(x - column), smooth(y - row)];
  const upper = hash(seed, column, row) * (1 - right) + hash(seed, column + 1, row) * right;
  const lower = hash(seed, column, row + 1) * (1 - right) + hash(seed, column + 1, row + 1) * right;
  return 2 * (upper * (1 - below) + lower * below) - 1;
}

function smooth(share: number): number {
  return share * share * (3 - 2 * share);
}

function hash(seed: number, x: number, y: number): number {
  let mixed = Math.imul(seed ^ Math.imul(x, 0x27d4eb2d) ^ Math.imul(y, 0x165667b1), 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}
