// Vectors: a number for every measure of a plan, or for every row.

/** A value for every measure of a plan; NaN where a sum went beyond what is exact: nothing added or taken away makes it one again. */
export type Vector = ArrayLike<number>;

export function zeros(length: number): number[] {
  const vector: number[] = [];
  for (let at = 0; at < length; at++) vector.push(0);
  return vector;
}

export function zeroGrid(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => zeros(columns));
}

/** Adds one vector into another of the same length. */
export function addInto(target: number[], more: Vector, weight = 1): void {
  for (let at = 0; at < target.length; at++) target[at] = exact((target[at] ?? 0) + weight * (more[at] ?? 0));
}

/** A whole number that is exact, or NaN. */
export function exact(value: number): number {
  return Number.isSafeInteger(value) ? value : Number.NaN;
}
