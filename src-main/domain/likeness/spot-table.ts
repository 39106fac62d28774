// Spots of very many pictures in columns of numbers, a row each; the columns grow when they are full. Pure.
import type { MarkedSpot } from "./likeness.ts";
import type { Mark } from "./marks.ts";

/** Rows by number. `chain` and `next`: for each key, the row that was added before under the same one, or −1. */
export type SpotTable = Readonly<{
  add(picture: number, spot: MarkedSpot): number;
  chain(key: number, row: number, before: number): void;
  next(key: number, row: number): number;
  pictureOf(row: number): number;
  placed(row: number): Omit<MarkedSpot, "mark">;
  /** In how many bits the row's mark differs from another. */
  differing(row: number, mark: Mark): number;
}>;

const FIRST_ROOM = 4096;
const GROWTH = 1.5;
const FINE = 256;
const [PICTURE, LOW, HIGH, X, Y, SIGMA, CHAIN] = [0, 1, 2, 3, 4, 5, 6];

/** Opens an empty table. */
export function openSpotTable(keys: number): SpotTable {
  const state = { rows: 0, columns: Array.from({ length: CHAIN + keys }, () => new Int32Array(FIRST_ROOM)) };
  const at = (column: number, row: number) => state.columns[column]?.[row] ?? -1;
  const put = (column: number, row: number, value: number): void => {
    const values = state.columns[column];
    if (values !== undefined) values[row] = value;
  };
  return {
    add: (picture, { x, y, sigma, mark }) => {
      if (state.rows === state.columns[0]?.length) state.columns = state.columns.map(larger);
      const row = state.rows;
      for (const [column, value] of [picture, mark.low, mark.high, x * FINE, y * FINE, sigma * FINE].entries())
        put(column, row, value);
      state.rows += 1;
      return row;
    },
    chain: (key, row, before) => put(CHAIN + key, row, before),
    next: (key, row) => at(CHAIN + key, row),
    pictureOf: (row) => at(PICTURE, row),
    placed: (row) => ({ x: at(X, row) / FINE, y: at(Y, row) / FINE, sigma: at(SIGMA, row) / FINE }),
    differing: (row, { low, high }) => differingBits(at(LOW, row), low) + differingBits(at(HIGH, row), high),
  };
}

function larger(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const grown = new Int32Array(Math.ceil(column.length * GROWTH));
  grown.set(column);
  return grown;
}

/** In how many bits two numbers of 32 bits differ. */
export function differingBits(a: number, b: number): number {
  let left = a ^ b;
  left -= (left >>> 1) & 0x55555555;
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
