// How large a page of a paper is looked at, and with how many points it is drawn. Pure.
import type { Size } from "../viewer/view.ts";

/** Points of paper are 72 to the inch, those of a screen 96. */
export const SCREEN_BY_PAPER = 96 / 72;

const MOST_SIDE = 8192;
const MOST_POINTS = 16_000_000;
/** Nothing is drawn finer than this, however near it is looked at. */
const MOST_NEAR = 4;

/**
 * Points of the drawing for one of the page: enough for how near it is looked at, in steps of two so that zooming does not draw at each
 * turn of the wheel, and never more than the memory of a small PC bears.
 *
 * @param near points of the screen for one of the page.
 */
export function fineness(page: Size, near: number): number {
  const asked = Math.min(MOST_NEAR, 2 ** Math.ceil(Math.log2(Math.max(0.25, near))));
  const bySide = MOST_SIDE / Math.max(page.width, page.height);
  const byPoints = Math.sqrt(MOST_POINTS / (page.width * page.height));
  return Math.min(asked, bySide, byPoints);
}

/** Whole points of a side: at least one of a page that is all but a line. */
export function pointsOf(side: number, fine: number): number {
  return Math.max(1, Math.floor(side * fine));
}

/** The page that is turned to, within the paper; undefined for a key that turns none. */
export function turnedTo(key: string, page: number, pages: number): number | undefined {
  const to: Readonly<Record<string, number>> = { PageUp: page - 1, PageDown: page + 1, Home: 1, End: pages };
  const asked = to[key];
  return asked === undefined ? undefined : Math.min(pages, Math.max(1, asked));
}
