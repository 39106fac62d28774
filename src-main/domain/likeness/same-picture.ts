// Whether two pictures are one picture, once it is known how one would lie in the other: they are laid on each other and compared block
// by block. Another moment of the same room differs in many places; a copy differs nowhere, or under one mark that was put on it. Pure.
import { valueAt, type Grey } from "./grey.ts";
import { SMALL_EDGE, SPOT_EDGE } from "./likeness.ts";
import { inverseOf, layOf, type Lay, type Placement } from "./placement.ts";

/** Blocks are squares of so many points. */
const BLOCK = 6;
/** A block may reach so far beyond the other picture's edge, in points. */
const BEYOND = 1.5;
/** Below this spread of its grey values a block says nothing. */
const LEAST_SPREAD = 3.5;
/** Laid so well, pictures need not be moved any more. */
const GOOD_MEAN = 0.985;
/** Shortest move, in points; share of a picture that must lie on the other while they are moved. */
const LEAST_STEP = 0.12;
const LEAST_OVERLAP = 0.3;
/** How alike a block must be, from −1 to 1. */
const LIKE = 0.85;

/** How two pictures agree where they lie on each other. */
export type Agreement = Readonly<{
  /** By block, row by row: how alike, from −1 to 1; NaN where nothing is to be seen, or the other picture does not reach. */
  blocks: Float32Array;
  columns: number;
  /** Mean of the blocks. */
  mean: number;
  /** Blocks that say something. */
  speaking: number;
  /** Share of either picture that lies on the other. */
  shared: number;
}>;

/** Lays the kept picture on the one asked about, as well as it goes, and says how they agree. */
export function layOn(asked: Grey, kept: Grey, first: Placement): Agreement {
  const inSmall = SMALL_EDGE / SPOT_EDGE;
  const placement = { ...first, shiftX: first.shiftX * inSmall, shiftY: first.shiftY * inSmall };
  let laid: Laid = { placement, found: agreement(asked, kept, placement) };
  for (let step = 1; step >= LEAST_STEP && laid.found.mean < GOOD_MEAN; step /= 2)
    for (let better = betterOf(asked, kept, laid, step); better !== undefined; better = betterOf(asked, kept, laid, step))
      laid = better;
  return laid.found;
}

type Laid = Readonly<{ placement: Placement; found: Agreement }>;

/** The best of the moves by one step; undefined where none is better. */
function betterOf(asked: Grey, kept: Grey, laid: Laid, step: number): Laid | undefined {
  let better: Laid | undefined;
  for (const placement of moves(laid.placement, step, asked)) {
    const found = agreement(asked, kept, placement);
    if (found.mean > (better ?? laid).found.mean && found.shared > LEAST_OVERLAP) better = { placement, found };
  }
  return better;
}

function moves(placement: Placement, step: number, { width, height }: Grey): readonly Placement[] {
  const { scale, shiftX, shiftY } = placement;
  const grown = [1 + step / 48, 1 - step / 48].map((factor) => ({
    ...placement,
    scale: scale * factor,
    shiftX: width / 2 + (shiftX - width / 2) * factor,
    shiftY: height / 2 + (shiftY - height / 2) * factor,
  }));
  return [
    ...[-step, step].map((by) => ({ ...placement, shiftX: shiftX + by })),
    ...[-step, step].map((by) => ({ ...placement, shiftY: shiftY + by })),
    ...grown,
  ];
}

/** How the pictures agree in that placement. Blocks lie on the picture in which what is shared is smaller. */
function agreement(asked: Grey, kept: Grey, placement: Placement): Agreement {
  const laid = layOf(placement);
  return placement.scale < 1 ? compareBlocks(asked, kept, inverseOf(laid)) : compareBlocks(kept, asked, laid);
}

function compareBlocks(frame: Grey, other: Grey, lay: Lay): Agreement {
  const [columns, rows] = [Math.floor(frame.width / BLOCK), Math.floor(frame.height / BLOCK)];
  const blocks = new Float32Array(columns * rows);
  let [sum, speaking, covered] = [0, 0, 0];
  for (let at = 0; at < blocks.length; at += 1) {
    const found = compareBlock(frame, other, lay, (at % columns) * BLOCK, Math.floor(at / columns) * BLOCK);
    blocks[at] = found ?? NaN;
    if (found !== undefined) covered += 1;
    if (found === undefined || Number.isNaN(found)) continue;
    sum += found;
    speaking += 1;
  }
  const ofFrame = covered / Math.max(1, blocks.length);
  const ofOther = (covered * BLOCK ** 2 * lay.scale ** 2) / (other.width * other.height);
  return { blocks, columns, mean: speaking === 0 ? -1 : sum / speaking, speaking, shared: Math.max(ofFrame, ofOther) };
}

const [HERE, THERE] = [new Float32Array(BLOCK * BLOCK), new Float32Array(BLOCK * BLOCK)];

// Undefined where the other picture does not reach, NaN where neither shows anything.
function compareBlock(frame: Grey, other: Grey, lay: Lay, left: number, top: number): number | undefined {
  if (isBeyond(lay, other, left, top) || isBeyond(lay, other, left + BLOCK, top + BLOCK)) return undefined;
  let at = 0;
  for (let y = top; y < top + BLOCK; y += 1)
    for (let x = left; x < left + BLOCK; x += 1, at += 1) {
      HERE[at] = frame.values[y * frame.width + x] ?? 0;
      const [right, below] = [x + 0.5, y + 0.5];
      const toX = lay.xByX * right + lay.xByY * below + lay.shiftX;
      THERE[at] = valueAt(other, toX - 0.5, lay.yByX * right + lay.yByY * below + lay.shiftY - 0.5);
    }
  return correlation(HERE, THERE);
}

function isBeyond(lay: Lay, { width, height }: Grey, right: number, below: number): boolean {
  const x = lay.xByX * right + lay.xByY * below + lay.shiftX;
  const y = lay.yByX * right + lay.yByY * below + lay.shiftY;
  return Math.min(x, y) < -BEYOND || x > width + BEYOND || y > height + BEYOND;
}

function correlation(a: Float32Array, b: Float32Array): number {
  let [sumA, sumB, squareA, squareB, product] = [0, 0, 0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [x, y] = [a[at] ?? 0, b[at] ?? 0];
    sumA += x;
    sumB += y;
    squareA += x * x;
    squareB += y * y;
    product += x * y;
  }
  const count = a.length;
  const spreadA = Math.sqrt(Math.max(0, squareA / count - (sumA / count) ** 2));
  const spreadB = Math.sqrt(Math.max(0, squareB / count - (sumB / count) ** 2));
  if (Math.max(spreadA, spreadB) < LEAST_SPREAD) return NaN;
  return (product / count - (sumA / count) * (sumB / count)) / Math.max(spreadA * spreadB, 0.25);
}

/** What is asked of two pictures to be one. */
const LEAST_SPEAKING = 24;
const LEAST_SHARED = 0.7;
/** Blocks that may be unlike, as a share: anywhere, and besides those under one mark of at most such a share of the picture. */
const MOST_UNLIKE = 0.04;
const MOST_MARK = 0.14;

/** Whether what lies on each other is one picture. */
export function isSamePicture(found: Agreement): boolean {
  if (found.speaking < LEAST_SPEAKING || found.shared < LEAST_SHARED) return false;
  return unlikeShare(found) <= MOST_UNLIKE;
}

/** Share of the speaking blocks that are unlike, without those under the one mark that explains most of them. */
export function unlikeShare({ blocks, columns, speaking }: Agreement): number {
  const rows = blocks.length / columns;
  const unlike = Uint8Array.from(blocks, (likeness) => (likeness < LIKE ? 1 : 0));
  const all = unlike.reduce((sum, one) => sum + one, 0);
  return (all - mostUnderMark(unlike, columns, rows)) / Math.max(1, speaking);
}

// Every rectangle of blocks that is small enough: a few hundred thousand at most, over sums of rectangles.
function mostUnderMark(unlike: Uint8Array, columns: number, rows: number): number {
  const wide = columns + 1;
  const sums = new Uint16Array(wide * (rows + 1));
  for (let y = 0; y < rows; y += 1)
    for (let x = 0; x < columns; x += 1)
      sums[(y + 1) * wide + x + 1] =
        (unlike[y * columns + x] ?? 0) +
        (sums[y * wide + x + 1] ?? 0) +
        (sums[(y + 1) * wide + x] ?? 0) -
        (sums[y * wide + x] ?? 0);
  const sumAt = (x: number, y: number) => sums[y * wide + x] ?? 0;
  let most = 0;
  for (let top = 0; top < rows; top += 1)
    for (let below = top + 1; below <= rows; below += 1) {
      const widest = Math.min(columns, widestMark(below - top, columns * rows));
      for (let left = 0; left + widest <= columns; left += 1) {
        const inside = sumAt(left + widest, below) - sumAt(left, below) - sumAt(left + widest, top) + sumAt(left, top);
        most = Math.max(most, inside);
      }
    }
  return most;
}

// A mark touches up to one block more than it fills, across and down.
function widestMark(high: number, blocks: number): number {
  return high === 1 ? blocks : Math.floor((MOST_MARK * blocks) / (high - 1)) + 1;
}
