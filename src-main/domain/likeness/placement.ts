// How one picture lies in another: turned, mirrored, larger or smaller, shifted. Found by spots that agree about it. Pure.
import { VIEWS, type View } from "./marks.ts";

/** A place of the other picture, in points of {@link SPOT_EDGE}: turned and mirrored as `view` says, `scale` times as large, then shifted. */
export type Placement = Readonly<{ view: View; scale: number; shiftX: number; shiftY: number }>;

/** Two spots that look alike: of the picture asked about and of one in the gallery. */
export type Pair = Readonly<{ asked: Placed; kept: Placed }>;
type Placed = Readonly<{ x: number; y: number; sigma: number }>;

/** How far apart two places may be, in points, and two scales, as a ratio, to agree. */
const NEAR = 7;
const LIKE_SCALE = 1.4;

/** A placement as two sums, to be reckoned quickly. */
export type Lay = Readonly<{
  xByX: number;
  xByY: number;
  yByX: number;
  yByY: number;
  shiftX: number;
  shiftY: number;
  scale: number;
}>;

/** The sums of a placement. */
export function layOf({ view, scale, shiftX, shiftY }: Placement): Lay {
  const [across, down] = [view.mirrored ? -scale : scale, view.upset ? -scale : scale];
  const sums = view.exchanged ? { xByX: 0, xByY: down, yByX: across, yByY: 0 } : { xByX: across, xByY: 0, yByX: 0, yByY: down };
  return { ...sums, shiftX, shiftY, scale };
}

/** The same placement seen from the other picture. */
export function inverseOf({ xByX, xByY, yByX, yByY, shiftX, shiftY, scale }: Lay): Lay {
  const area = xByX * yByY - xByY * yByX;
  const back = { xByX: yByY / area, xByY: -xByY / area, yByX: -yByX / area, yByY: xByX / area };
  return {
    ...back,
    shiftX: -(back.xByX * shiftX + back.xByY * shiftY),
    shiftY: -(back.yByX * shiftX + back.yByY * shiftY),
    scale: 1 / scale,
  };
}

/** Where a place of the kept picture comes to lie in the one asked about. */
function placeOf(placement: Placement, x: number, y: number): readonly [number, number] {
  const { xByX, xByY, yByX, yByY, shiftX, shiftY } = layOf(placement);
  return [xByX * x + xByY * y + shiftX, yByX * x + yByY * y + shiftY];
}

/** The placement that most pairs agree about, and how many spots those are; a spot counts once. */
export function agreedPlacement(
  viewAt: number,
  pairs: readonly Pair[],
): Readonly<{ placement: Placement; votes: number }> | undefined {
  const view = VIEWS[viewAt];
  if (view === undefined) return undefined;
  const guesses = pairs.map((pair) => guessOf(view, pair));
  let best: readonly Pair[] = [];
  for (const guess of guesses) {
    const agreeing = onceEach(pairs.filter((pair, at) => agrees(guess, guesses[at], pair)));
    if (agreeing.length > best.length) best = agreeing;
  }
  return best.length < 2 ? undefined : { placement: fitted(view, best), votes: best.length };
}

function guessOf(view: View, { asked, kept }: Pair): Placement {
  const scale = asked.sigma / kept.sigma;
  const [x, y] = placeOf({ view, scale, shiftX: 0, shiftY: 0 }, kept.x, kept.y);
  return { view, scale, shiftX: asked.x - x, shiftY: asked.y - y };
}

function agrees(guess: Placement, own: Placement | undefined, { asked, kept }: Pair): boolean {
  const ratio = (own?.scale ?? 0) / guess.scale;
  if (ratio > LIKE_SCALE || ratio < 1 / LIKE_SCALE) return false;
  const [x, y] = placeOf(guess, kept.x, kept.y);
  return Math.hypot(x - asked.x, y - asked.y) <= NEAR + 0.5 * asked.sigma;
}

function onceEach(pairs: readonly Pair[]): readonly Pair[] {
  const byAsked = new Map(pairs.map((pair) => [pair.asked, pair]));
  const byKept = new Map([...byAsked.values()].map((pair) => [`${pair.kept.x} ${pair.kept.y}`, pair]));
  return [...byKept.values()];
}

// Least squares over scale and shift.
function fitted(view: View, pairs: readonly Pair[]): Placement {
  const flat: Placement = { view, scale: 1, shiftX: 0, shiftY: 0 };
  const points = pairs.map(({ asked, kept }) => [...placeOf(flat, kept.x, kept.y), asked.x, asked.y] as const);
  const mean = [0, 1, 2, 3].map((at) => points.reduce((sum, point) => sum + (point[at] ?? 0), 0) / points.length);
  const [keptX = 0, keptY = 0, askedX = 0, askedY = 0] = mean;
  let [together, spread] = [0, 0];
  for (const [x, y, toX, toY] of points) {
    together += (x - keptX) * (toX - askedX) + (y - keptY) * (toY - askedY);
    spread += (x - keptX) ** 2 + (y - keptY) ** 2;
  }
  const scale = spread === 0 ? 1 : Math.max(together / spread, 0.05);
  return { view, scale, shiftX: askedX - scale * keptX, shiftY: askedY - scale * keptY };
}
