// Grey pictures as rows of numbers: making them smaller, softer, and reading them between their points. Pure arithmetic.

/** A grey picture, row by row from the upper left, values of 0 to 255. */
export type Grey = Readonly<{ width: number; height: number; values: Uint8Array | Float32Array }>;

/** A part of a picture in whole points. */
export type Box = Readonly<{ left: number; top: number; width: number; height: number }>;

/** A part of a picture. */
export function cutOut({ width, values }: Grey, box: Box): Grey {
  const cut = new Float32Array(box.width * box.height);
  for (let y = 0; y < box.height; y += 1) {
    const from = (box.top + y) * width + box.left;
    cut.set(values.subarray(from, from + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, values: cut };
}

/** The picture with `edge` points on its longer side; each is the mean of what lies under it. */
export function resizeTo(grey: Grey, edge: number): Grey {
  const scale = edge / Math.max(grey.width, grey.height);
  const width = Math.max(1, Math.round(grey.width * scale));
  const height = Math.max(1, Math.round(grey.height * scale));
  const narrow = resizeRows(grey.values, grey.width, grey.height, width, 1 / scale);
  const turned = transpose(narrow, width, grey.height);
  const small = resizeRows(turned, grey.height, width, height, 1 / scale);
  return { width, height, values: transpose(small, height, width) };
}

// One step for both sides: were each rounded by itself, copies would be stretched against each other.
function resizeRows(values: Grey["values"], width: number, height: number, wanted: number, step: number): Float32Array {
  const out = new Float32Array(wanted * height);
  for (let x = 0; x < wanted; x += 1) addColumn(values, width, out, wanted, x, step);
  return out;
}

// A point of the smaller picture is the mean of the span under it; of a larger picture, what lies between its two neighbours.
function addColumn(values: Grey["values"], width: number, out: Float32Array, wanted: number, x: number, step: number): void {
  const span = Math.max(step, 1);
  const middle = Math.min((x + 0.5) * step, width - span / 2);
  const [from, to] = [Math.max(0, middle - span / 2), Math.min(width, middle + span / 2)];
  for (let at = Math.floor(from); at < to; at += 1) {
    const share = (Math.min(at + 1, to) - Math.max(at, from)) / (to - from);
    for (let here = at, there = x; there < out.length; here += width, there += wanted)
      out[there] = (out[there] ?? 0) + share * (values[here] ?? 0);
  }
}

function transpose(values: Float32Array, width: number, height: number): Float32Array {
  const out = new Float32Array(values.length);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) out[x * height + y] = values[y * width + x] ?? 0;
  return out;
}

/** The picture softened by a Gaussian of `sigma` points; at the edge the last point goes on. */
export function soften(grey: Grey, sigma: number): Grey {
  const kernel = gaussian(sigma);
  const across = softenRows(grey.values, grey.width, grey.height, kernel);
  const down = softenRows(transpose(across, grey.width, grey.height), grey.height, grey.width, kernel);
  return { width: grey.width, height: grey.height, values: transpose(down, grey.height, grey.width) };
}

function gaussian(sigma: number): Float32Array {
  const reach = Math.ceil(sigma * 3);
  const weights = Float32Array.from({ length: 2 * reach + 1 }, (_, at) => Math.exp(-((at - reach) ** 2) / (2 * sigma * sigma)));
  const sum = weights.reduce((all, weight) => all + weight, 0);
  return weights.map((weight) => weight / sum);
}

function softenRows(values: Grey["values"], width: number, height: number, kernel: Float32Array): Float32Array {
  const reach = (kernel.length - 1) / 2;
  const out = new Float32Array(values.length);
  const padded = new Float32Array(width + 2 * reach);
  for (let start = 0; start < width * height; start += width) {
    const row = values.subarray(start, start + width);
    padded.fill(row[0] ?? 0, 0, reach);
    padded.set(row, reach);
    padded.fill(row[width - 1] ?? 0, width + reach);
    for (let x = 0; x < width; x += 1) {
      let sum = 0;
      for (let at = 0; at < kernel.length; at += 1) sum += (kernel[at] ?? 0) * (padded[x + at] ?? 0);
      out[start + x] = sum;
    }
  }
  return out;
}

/** Every second point of every second row. */
export function halve({ width, height, values }: Grey): Grey {
  const [wide, high] = [width >> 1, height >> 1];
  const out = new Float32Array(wide * high);
  for (let y = 0; y < high; y += 1) for (let x = 0; x < wide; x += 1) out[y * wide + x] = values[2 * y * width + 2 * x] ?? 0;
  return { width: wide, height: high, values: out };
}

/** The value between points; beyond the edge that of the edge. */
export function valueAt({ width, height, values }: Grey, x: number, y: number): number {
  const left = Math.min(Math.max(x, 0), width - 1.001);
  const top = Math.min(Math.max(y, 0), height - 1.001);
  const [column, row] = [left | 0, top | 0];
  const [right, below] = [left - column, top - row];
  const at = row * width + column;
  const upper = (values[at] ?? 0) * (1 - right) + (values[at + 1] ?? 0) * right;
  const lower = (values[at + width] ?? 0) * (1 - right) + (values[at + width + 1] ?? 0) * right;
  return upper * (1 - below) + lower * below;
}
