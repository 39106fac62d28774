// Finds the picture within a screenshot: what lies between bars of one colour. Pure.
import type { Box, Grey } from "./grey.ts";

/** So much of a row must have the row's colour for it to belong to a bar: letters and marks may stand in it. */
const BAR_SHARE = 0.75;
/** Grey values that pass for one colour. */
const ONE_COLOUR = 4;
/** A bar is at least such a share of the side, and what lies between bars too. */
const LEAST_BAR = 0.03;
/** Lines beside a bar in which its colour and the picture are mixed. */
const MIXED = 2;
const LEAST_PICTURE = 0.2;

/** Where the picture lies: all of it, or what is left between bars above and below, then left and right. */
export function contentBox(grey: Grey): Box {
  const rows = longestRun(barRows(grey, grey.width, grey.height, grey.width, 1));
  const inner = { ...grey, values: grey.values.subarray(rows.from * grey.width, rows.to * grey.width) };
  const columns = longestRun(barRows(inner, rows.to - rows.from, grey.width, 1, grey.width));
  return { left: columns.from, top: rows.from, width: columns.to - columns.from, height: rows.to - rows.from };
}

type Run = Readonly<{ from: number; to: number }>;

// Where a line belongs to a bar. A line has `length` points, `step` apart; the next line begins `stride` further.
function barRows({ values }: Grey, length: number, count: number, stride: number, step: number): readonly boolean[] {
  return Array.from({ length: count }, (_, line) => isOneColour(values, line * stride, length, step));
}

function isOneColour(values: Grey["values"], start: number, length: number, step: number): boolean {
  const counts = new Uint16Array(256);
  for (let at = 0; at < length; at += 1) {
    const value = Math.round(values[start + at * step] ?? 0);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return fullestSpan(counts) >= BAR_SHARE * length;
}

function fullestSpan(counts: Uint16Array): number {
  let most = 0;
  for (let from = 0; from + ONE_COLOUR <= counts.length; from += 1) {
    let sum = 0;
    for (let value = from; value < from + ONE_COLOUR; value += 1) sum += counts[value] ?? 0;
    most = Math.max(most, sum);
  }
  return most;
}

// The longest stretch that is no bar. A few lines of one colour within it are no bar: they are too few.
function longestRun(isBar: readonly boolean[]): Run {
  const all = { from: 0, to: isBar.length };
  const bars = runsOf(isBar).filter(({ from, to }) => to - from >= LEAST_BAR * isBar.length);
  const ends = [...bars, { from: isBar.length, to: isBar.length }];
  const between = ends.map(({ from }, at) => ({
    from: at === 0 ? 0 : (ends[at - 1]?.to ?? 0) + MIXED,
    to: from === isBar.length ? from : from - MIXED,
  }));
  const longest = between.reduce((best, run) => (run.to - run.from > best.to - best.from ? run : best), { from: 0, to: 0 });
  return longest.to - longest.from >= LEAST_PICTURE * isBar.length ? longest : all;
}

function runsOf(isBar: readonly boolean[]): readonly Run[] {
  const runs: Run[] = [];
  let from = -1;
  for (let at = 0; at <= isBar.length; at += 1) {
    if (isBar[at] === true && from < 0) from = at;
    if (isBar[at] !== true && from >= 0) {
      runs.push({ from, to: at });
      from = -1;
    }
  }
  return runs;
}
