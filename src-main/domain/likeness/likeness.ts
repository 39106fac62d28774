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

const SPOT_BYTES = 14;

/** Spots as bytes: of each x, y and extent as 256ths (two bytes each) and its mark (eight), low bytes first. */
export function spotBytes(spots: readonly MarkedSpot[]): Uint8Array {
  const bytes = new Uint8Array(spots.length * SPOT_BYTES);
  const view = new DataView(bytes.buffer);
  for (const [at, { x, y, sigma, mark }] of spots.entries()) {
    const from = at * SPOT_BYTES;
    for (const [place, value] of [x, y, sigma].entries()) view.setUint16(from + 2 * place, value * FINE, true);
    view.setUint32(from + 6, mark.low, true);
    view.setUint32(from + 10, mark.high, true);
  }
  return bytes;
}

/** The spots in these bytes; undefined where they are none. */
export function spotsFrom(bytes: Uint8Array): readonly MarkedSpot[] | undefined {
  const count = bytes.length / SPOT_BYTES;
  if (!Number.isInteger(count) || count > MOST_SPOTS) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: count }, (_, at) => spotIn(view, at * SPOT_BYTES));
}

function spotIn(view: DataView, from: number): MarkedSpot {
  const fine = (place: number) => view.getUint16(from + 2 * place, true) / FINE;
  const mark = { low: view.getUint32(from + 6, true), high: view.getUint32(from + 10, true) };
  return { x: fine(0), y: fine(1), sigma: Math.max(fine(2), 1 / FINE), mark };
}

/** A small picture as bytes: its width, its values. */
export function smallBytes({ width, values }: Grey): Uint8Array {
  return Uint8Array.from([width, ...values]);
}

/** The small picture in these bytes; undefined where they are none. */
export function smallFrom(bytes: Uint8Array): Grey | undefined {
  const [width = 0] = bytes;
  const height = (bytes.length - 1) / width;
  if (!Number.isInteger(height) || Math.max(width, height) !== SMALL_EDGE) return undefined;
  return { width, height, values: bytes.slice(1) };
}

/** A likeness as bytes: how many its spots take (two), the spots, the small picture. */
export function likenessBytes({ small, spots }: Likeness): Uint8Array {
  const marked = spotBytes(spots);
  return Uint8Array.from([marked.length & 255, marked.length >> 8, ...marked, ...smallBytes(small)]);
}

/** The likeness in these bytes; undefined where they are none. */
export function likenessFrom(bytes: Uint8Array): Likeness | undefined {
  const from = 2 + (bytes[0] ?? 0) + 256 * (bytes[1] ?? 0);
  const [spots, small] = [spotsFrom(bytes.subarray(2, from)), smallFrom(bytes.subarray(from))];
  return spots === undefined || small === undefined ? undefined : { spots, small };
}
