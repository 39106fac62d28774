// What is kept of a picture so that its copies are known again: a small grey picture and the marks of its spots. Pure.
import { contentBox } from "./content-box.ts";
import { cutOut, resizeTo, type Grey } from "./grey.ts";
import { findSpots } from "./keypoints.ts";
import { markOf, type Mark } from "./marks.ts";

/** How likenesses are taken and compared; another number makes all that was kept be taken anew. */
export const LIKENESS_METHOD = 1;
/** Longer side of the grey picture that a likeness is taken of, at most, in points. */
export const TAKEN_EDGE = 512;
/** Longer side of the picture in which spots are looked for; their places and extents are given in its points. */
export const SPOT_EDGE = 192;
/** Longer side of the small picture that is kept. */
export const SMALL_EDGE = 96;
/** Spots that are kept. */
const MOST_SPOTS = 64;
/** A picture with a side of fewer points says too little. */
const LEAST_SIDE = 24;

/** A spot as it is kept. */
export type MarkedSpot = Readonly<{ x: number; y: number; sigma: number; mark: Mark }>;

/** A picture's likeness. */
export type Likeness = Readonly<{ small: Grey; spots: readonly MarkedSpot[] }>;

/** The likeness of a grey picture; of a screenshot, that of the picture in it. */
export function likenessOf(grey: Grey): Likeness {
  const picture = cutOut(grey, contentBox(grey));
  const middle = resizeTo(picture, SPOT_EDGE);
  const isSmall = Math.min(middle.width, middle.height) < LEAST_SIDE;
  const spots = isSmall ? [] : findSpots(middle, MOST_SPOTS);
  return {
    small: rounded(resizeTo(picture, SMALL_EDGE)),
    spots: spots.map((spot) => keptSpot({ ...spot, mark: markOf(spot) })),
  };
}

function rounded({ width, height, values }: Grey): Grey {
  return { width, height, values: Uint8Array.from(values, (value) => Math.round(value)) };
}

const FINE = 256;

function keptSpot({ x, y, sigma, mark }: MarkedSpot): MarkedSpot {
  const fine = (value: number) => Math.round(value * FINE) / FINE;
  return { x: fine(x), y: fine(y), sigma: fine(sigma), mark };
}

const HEAD_BYTES = 4;
const SPOT_BYTES = 14;

/**
 * The bytes of a likeness: width and height of the small picture, the number of spots (two bytes); its values; of each spot x, y and
 * extent as 256ths (two bytes each) and its mark (eight). Numbers stand with their low byte first.
 */
export function likenessBytes({ small, spots }: Likeness): Uint8Array {
  const area = small.width * small.height;
  const bytes = new Uint8Array(HEAD_BYTES + area + spots.length * SPOT_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set([small.width, small.height]);
  view.setUint16(2, spots.length, true);
  bytes.set(small.values, HEAD_BYTES);
  for (const [at, { x, y, sigma, mark }] of spots.entries()) {
    const from = HEAD_BYTES + area + at * SPOT_BYTES;
    for (const [place, value] of [x, y, sigma].entries()) view.setUint16(from + 2 * place, value * FINE, true);
    view.setUint32(from + 6, mark.low, true);
    view.setUint32(from + 10, mark.high, true);
  }
  return bytes;
}

/** The likeness in these bytes; undefined where they are none. */
export function likenessFrom(bytes: Uint8Array): Likeness | undefined {
  const [width = 0, height = 0] = bytes;
  if (bytes.length < HEAD_BYTES || Math.max(width, height) !== SMALL_EDGE || Math.min(width, height) === 0) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [count, from] = [view.getUint16(2, true), HEAD_BYTES + width * height];
  if (count > MOST_SPOTS || bytes.length !== from + count * SPOT_BYTES) return undefined;
  const spots = Array.from({ length: count }, (_, at) => spotIn(view, from + at * SPOT_BYTES));
  return { small: { width, height, values: bytes.slice(HEAD_BYTES, from) }, spots };
}

function spotIn(view: DataView, from: number): MarkedSpot {
  const fine = (place: number) => view.getUint16(from + 2 * place, true) / FINE;
  const mark = { low: view.getUint32(from + 6, true), high: view.getUint32(from + 10, true) };
  return { x: fine(0), y: fine(1), sigma: Math.max(fine(2), 1 / FINE), mark };
}
