// Writes down what the surroundings of a spot look like in 64 bits, so that two copies of it differ in few. Pure.
// The bits are the signs of slow waves: a picture that is turned or mirrored has the same waves in other places or with other signs.
import { valueAt } from "./grey.ts";
import type { Spot } from "./keypoints.ts";

/** 64 bits in two halves: bit `8 · v + u` is the sign of the wave with `u` across and `v` down; bit 0 whether the spot is dark. */
export type Mark = Readonly<{ low: number; high: number }>;

const WAVES = 8;
const SAMPLES = 16;
/** How far the surroundings reach, in extents of the spot. */
const REACH = 6;

const WAVE_AT = Float32Array.from({ length: WAVES * SAMPLES }, (_, at) =>
  Math.cos((Math.PI * Math.floor(at / SAMPLES) * ((at % SAMPLES) + 0.5)) / SAMPLES),
);

/** The mark of a spot. */
export function markOf(spot: Spot): Mark {
  const strengths = wavesOf(samplesAround(spot));
  const halves = [0, 32].map((from) => {
    let bits = 0;
    for (let bit = 0; bit < 32; bit += 1) if ((strengths[from + bit] ?? 0) > 0) bits |= 1 << bit;
    return bits >>> 0;
  });
  const dark = spot.strength > 0 ? 1 : 0;
  return { low: (((halves[0] ?? 0) & ~1) | dark) >>> 0, high: halves[1] ?? 0 };
}

function samplesAround({ x, y, sigma, level, scale }: Spot): Float32Array {
  const step = (2 * REACH * sigma) / scale / SAMPLES;
  const [left, top] = [x / scale - 0.5 - step * (SAMPLES / 2 - 0.5), y / scale - 0.5 - step * (SAMPLES / 2 - 0.5)];
  const samples = new Float32Array(SAMPLES * SAMPLES);
  for (let row = 0; row < SAMPLES; row += 1)
    for (let column = 0; column < SAMPLES; column += 1)
      samples[row * SAMPLES + column] = valueAt(level, left + column * step, top + row * step);
  return samples;
}

/** The discrete cosine transform's 8 × 8 slowest waves. */
function wavesOf(samples: Float32Array): Float32Array {
  const rows = new Float32Array(SAMPLES * WAVES);
  for (let row = 0; row < SAMPLES; row += 1)
    for (let wave = 0; wave < WAVES; wave += 1) rows[row * WAVES + wave] = waveIn(samples, row * SAMPLES, 1, wave);
  const waves = new Float32Array(WAVES * WAVES);
  for (let down = 0; down < WAVES; down += 1)
    for (let across = 0; across < WAVES; across += 1) waves[down * WAVES + across] = waveIn(rows, across, WAVES, down);
  return waves;
}

function waveIn(values: Float32Array, from: number, step: number, wave: number): number {
  let sum = 0;
  for (let at = 0; at < SAMPLES; at += 1) sum += (values[from + at * step] ?? 0) * (WAVE_AT[wave * SAMPLES + at] ?? 0);
  return sum;
}

/** One of the eight ways to lay a picture on another: rows and columns exchanged first, then mirrored across, then down. */
export type View = Readonly<{ exchanged: boolean; mirrored: boolean; upset: boolean }>;

/** All eight; the first leaves the picture as it is. */
export const VIEWS: readonly View[] = [false, true].flatMap((exchanged) =>
  [false, true].flatMap((upset) => [false, true].map((mirrored) => ({ exchanged, mirrored, upset }))),
);

const BITS = Array.from({ length: 64 }, (_, bit) => ({ bit, across: bit % WAVES, down: Math.floor(bit / WAVES) }));

/** By view, the bits that turn over when a mark is looked at so. */
const FLIPS = VIEWS.map(({ mirrored, upset }) =>
  [0, 32].map((from) => {
    let mask = 0;
    for (const { bit, across, down } of BITS.slice(from, from + 32))
      if (((mirrored ? across : 0) + (upset ? down : 0)) % 2 === 1) mask |= 1 << (bit - from);
    return mask >>> 0;
  }),
);

/** The marks that a spot has in each of the eight views, in their order. */
export function markInViews(mark: Mark): readonly Mark[] {
  const exchanged = exchangeWaves(mark);
  return VIEWS.map((view, at) => {
    const { low, high } = view.exchanged ? exchanged : mark;
    return { low: (low ^ (FLIPS[at]?.[0] ?? 0)) >>> 0, high: (high ^ (FLIPS[at]?.[1] ?? 0)) >>> 0 };
  });
}

function exchangeWaves(mark: Mark): Mark {
  const halves: [number, number] = [0, 0];
  for (const { across, down } of BITS) {
    const from = across * WAVES + down;
    const isSet = ((from < 32 ? mark.low >>> from : mark.high >>> (from - 32)) & 1) === 1;
    const to = down * WAVES + across;
    if (isSet) halves[to < 32 ? 0 : 1] |= 1 << (to % 32);
  }
  return { low: halves[0] >>> 0, high: halves[1] >>> 0 };
}
