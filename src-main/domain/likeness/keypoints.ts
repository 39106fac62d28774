// Finds the spots of a picture that are found again in another copy of it, whatever its size: blobs that stand out from around them.
// Pure. @see D. G. Lowe, "Distinctive Image Features from Scale-Invariant Keypoints", 2004 (difference of Gaussians)
import { halve, soften, type Grey } from "./grey.ts";

/** A spot, its extent `sigma`, both in points of the picture it was found in; `level` is the softened picture and `scale` its coarseness. */
export type Spot = Readonly<{ x: number; y: number; sigma: number; strength: number; level: Grey; scale: number }>;

const OCTAVES = 3;
const STEPS = 3;
const FIRST_SIGMA = 1.6;
/** A camera's own softness. */
const OWN_SIGMA = 0.5;
/** Grey values that a spot must differ by. */
const LEAST_STRENGTH = 0.4;
/** A spot may be so much longer than wide: beyond that it is an edge and may lie anywhere along it. */
const MOST_ELONGATION = 12;

/** The strongest spots of a picture, at most `most`. */
export function findSpots(grey: Grey, most: number): readonly Spot[] {
  const spots: Spot[] = [];
  let first = soften(grey, Math.sqrt(FIRST_SIGMA ** 2 - OWN_SIGMA ** 2));
  for (let octave = 0; octave < OCTAVES; octave += 1) {
    const levels = softer(first);
    spots.push(...spotsOf(levels, 2 ** octave));
    first = halve(levels[STEPS] ?? first);
  }
  return spots.sort((a, b) => Math.abs(b.strength) - Math.abs(a.strength)).slice(0, most);
}

function softer(first: Grey): readonly Grey[] {
  const levels = [first];
  for (let step = 1; step < STEPS + 3; step += 1) {
    const [before, wanted] = [FIRST_SIGMA * 2 ** ((step - 1) / STEPS), FIRST_SIGMA * 2 ** (step / STEPS)];
    levels.push(soften(levels[step - 1] ?? first, Math.sqrt(wanted ** 2 - before ** 2)));
  }
  return levels;
}

function spotsOf(levels: readonly Grey[], scale: number): readonly Spot[] {
  const stack = levels.slice(1).map((level, at) => differenceOf(level, levels[at] ?? level));
  return Array.from({ length: STEPS }, (_, at) => at + 1).flatMap((at) => {
    const [below, here, above] = [stack[at - 1], stack[at], stack[at + 1]];
    const level = levels[at];
    if (below === undefined || here === undefined || above === undefined || level === undefined) return [];
    return extremesOf(level.width, level.height, below, here, above).map(({ x, y, step, strength }) => ({
      x: (x + 0.5) * scale,
      y: (y + 0.5) * scale,
      sigma: FIRST_SIGMA * 2 ** ((at + step) / STEPS) * scale,
      strength,
      level,
      scale,
    }));
  });
}

function differenceOf(softened: Grey, sharp: Grey): Float32Array {
  const out = new Float32Array(softened.values.length);
  for (let at = 0; at < out.length; at += 1) out[at] = (softened.values[at] ?? 0) - (sharp.values[at] ?? 0);
  return out;
}

type Extreme = Readonly<{ x: number; y: number; step: number; strength: number }>;

function extremesOf(width: number, height: number, ...stack: [Float32Array, Float32Array, Float32Array]): readonly Extreme[] {
  const found: Extreme[] = [];
  const [below, here, above] = stack;
  for (let y = 2; y < height - 2; y += 1)
    for (let x = 2; x < width - 2; x += 1) {
      const at = y * width + x;
      const value = here[at] ?? 0;
      if (Math.abs(value) < LEAST_STRENGTH || !standsOut(stack, width, at, value) || isEdge(here, width, at)) continue;
      const between = (before: number, after: number) => peakOf(before, value, after);
      found.push({
        x: x + between(here[at - 1] ?? 0, here[at + 1] ?? 0),
        y: y + between(here[at - width] ?? 0, here[at + width] ?? 0),
        step: between(below[at] ?? 0, above[at] ?? 0),
        strength: value,
      });
    }
  return found;
}

function standsOut(stack: readonly Float32Array[], width: number, at: number, value: number): boolean {
  const sign = Math.sign(value);
  const around = [-width - 1, -width, 1 - width, -1, 0, 1, width - 1, width, width + 1];
  for (const plane of stack)
    for (const step of around)
      if (sign * (plane[at + step] ?? 0) >= sign * value && !(plane === stack[1] && step === 0)) return false;
  return true;
}

function isEdge(plane: Float32Array, width: number, at: number): boolean {
  const value = (step: number) => plane[at + step] ?? 0;
  const across = value(1) + value(-1) - 2 * value(0);
  const down = value(width) + value(-width) - 2 * value(0);
  const slant = (value(width + 1) - value(width - 1) - value(1 - width) + value(-1 - width)) / 4;
  const spread = across * down - slant * slant;
  return spread <= 0 || (across + down) ** 2 / spread >= (MOST_ELONGATION + 1) ** 2 / MOST_ELONGATION;
}

/** Where a parabola through three neighbours has its top, from −½ to ½. */
function peakOf(before: number, here: number, after: number): number {
  const bend = before - 2 * here + after;
  return bend === 0 ? 0 : Math.min(0.5, Math.max(-0.5, (before - after) / (2 * bend)));
}
