// Draws HEIC photos. A telephone lays a small picture of it beside a large one, which serves at once; the large one lies in tiles, which
// are drawn and made smaller one by one, so that it never lies in memory whole.
import { setImmediate } from "node:timers/promises";
import heif from "libheif-js/wasm-bundle.js";

/** Three bytes a pixel, upright, row by row. */
export type Pixels = Readonly<{ width: number; height: number; data: Uint8Array }>;

/** `small`: the small picture that lies in the file `may` serve; it `must`: without one nothing is drawn; or the large one is wanted. */
export type HeicRequest = Readonly<{ edgePx: number; small: "must" | "may" | "no" }>;

/** A picture smaller than this tells nothing of what is on it. */
const LEAST_SMALL_PX = 240;
/** A picture of at most so many pixels is drawn whole, which takes a moment. */
const WHOLE_PIXELS = 3_000_000;

/** heif_colorspace_RGB, heif_chroma_interleaved_RGB, heif_channel_interleaved */
const [RGB, INTERLEAVED_RGB, INTERLEAVED] = [1, 10, 10];

/** Where libheif writes: an error of three words, what it was asked for, numbers of the tiles. */
const ROOM_BYTES = 256;
const FOUND_AT = 16;

type Ask = (run: (error: number, found: number) => void) => number;

/** A picture of at least `edgePx` on its longer side, if the large one is drawn and has so many. @throws {Error} it cannot be decoded */
export async function drawHeic(file: Uint8Array, request: HeicRequest): Promise<Pixels | undefined> {
  const [bytes, room, context] = [heif._malloc(file.length), heif._malloc(ROOM_BYTES), heif._heif_context_alloc()];
  const ask: Ask = (run) => {
    run(room, room + FOUND_AT);
    if (memory().getInt32(room, true) !== 0) throw new Error("libheif cannot");
    return memory().getUint32(room + FOUND_AT, true);
  };
  try {
    heif.HEAPU8.set(file, bytes);
    ask((error) => heif._heif_context_read_from_memory_without_copy(error, context, bytes, file.length, 0));
    const primary = ask((error, found) => heif._heif_context_get_primary_image_handle(error, context, found));
    return await drawPrimary(ask, primary, request);
  } finally {
    heif._heif_context_free(context);
    heif._free(room);
    heif._free(bytes);
  }
}

// Its memory moves when it grows.
function memory(): DataView {
  return new DataView(heif.HEAPU8.buffer);
}

async function drawPrimary(ask: Ask, primary: number, { edgePx, small }: HeicRequest): Promise<Pixels | undefined> {
  const size = sizeOf(primary);
  const beside = size.width * size.height > WHOLE_PIXELS && small !== "no" ? smallBeside(ask, primary) : undefined;
  if (beside !== undefined) return drawWhole(ask, beside);
  if (small === "must") return undefined;
  const tiles = tilesOf(ask, primary);
  const shrink = shrinkOf(tiles, edgePx);
  return shrink > 1 ? drawTiles(ask, primary, tiles, shrink) : drawWhole(ask, primary);
}

function sizeOf(handle: number): Readonly<{ width: number; height: number }> {
  return { width: heif._heif_image_handle_get_width(handle), height: heif._heif_image_handle_get_height(handle) };
}

function smallBeside(ask: Ask, primary: number): number | undefined {
  const state = { count: 0 };
  const id = ask((error, found) => {
    memory().setInt32(error, 0, true);
    state.count = heif._heif_image_handle_get_list_of_thumbnail_IDs(primary, found, 1);
  });
  if (state.count === 0) return undefined;
  const handle = ask((error, found) => heif._heif_image_handle_get_thumbnail(error, primary, id, found));
  const { width, height } = sizeOf(handle);
  return Math.max(width, height) >= LEAST_SMALL_PX ? handle : undefined;
}

function drawWhole(ask: Ask, handle: number): Pixels {
  return pixelsOf(ask((error, found) => heif._heif_decode_image(error, handle, found, RGB, INTERLEAVED_RGB, 0)));
}

/** Takes the pixels out of an image, which ends it. */
function pixelsOf(image: number): Pixels {
  const strideAt = heif._malloc(4);
  const [width, height] = [heif._heif_image_get_width(image, INTERLEAVED), heif._heif_image_get_height(image, INTERLEAVED)];
  const plane = heif._heif_image_get_plane_readonly(image, INTERLEAVED, strideAt);
  const stride = memory().getInt32(strideAt, true);
  const data = new Uint8Array(3 * width * height);
  for (let row = 0; row < height; row += 1)
    data.set(heif.HEAPU8.subarray(plane + row * stride, plane + row * stride + 3 * width), 3 * row * width);
  heif._free(strideAt);
  heif._heif_image_release(image);
  return { width, height, data };
}

/** How a picture lies in tiles, as it is shown. */
type Tiles = Readonly<{ columns: number; rows: number; tileWidth: number; tileHeight: number; width: number; height: number }>;

function tilesOf(ask: Ask, primary: number): Tiles {
  const state = { at: 0 };
  ask((error, found) => {
    heif._heif_image_handle_get_image_tiling(error, primary, 1, found);
    state.at = found;
  });
  const [columns = 1, rows = 1, tileWidth = 0, tileHeight = 0, width = 0, height = 0] = Array.from({ length: 6 }, (_, index) =>
    memory().getUint32(state.at + 4 * (index + 1), true),
  );
  return { columns, rows, tileWidth, tileHeight, width, height };
}

/** The largest power of two by which the tiles can be made smaller and the picture still be large enough; 1 where it lies in one piece. */
function shrinkOf({ columns, rows, tileWidth, tileHeight, width, height }: Tiles, edgePx: number): number {
  if (columns * rows === 1) return 1;
  const fits = [16, 8, 4, 2].filter((shrink) => tileWidth % shrink === 0 && tileHeight % shrink === 0);
  return fits.find((shrink) => Math.max(width, height) / shrink >= edgePx) ?? 1;
}

async function drawTiles(ask: Ask, primary: number, tiles: Tiles, shrink: number): Promise<Pixels> {
  const [width, height] = [Math.floor(tiles.width / shrink), Math.floor(tiles.height / shrink)];
  const data = new Uint8Array(3 * width * height);
  for (let row = 0; row < tiles.rows; row += 1)
    for (let column = 0; column < tiles.columns; column += 1) {
      await setImmediate(); // whoever watches over the work looks between two tiles
      const image = ask((error, found) =>
        heif._heif_image_handle_decode_image_tile(error, primary, found, RGB, INTERLEAVED_RGB, 0, column, row),
      );
      const tile = shrunk(pixelsOf(image), shrink);
      const [left, top] = [(column * tiles.tileWidth) / shrink, (row * tiles.tileHeight) / shrink];
      for (let y = 0; y < Math.min(tile.height, height - top); y += 1) {
        const from = 3 * y * tile.width;
        const wide = Math.max(0, Math.min(tile.width, width - left));
        data.set(tile.data.subarray(from, from + 3 * wide), 3 * ((top + y) * width + left));
      }
    }
  return { width, height, data };
}

/** The mean of each square of `by` × `by` pixels. */
function shrunk({ width, height, data }: Pixels, by: number): Pixels {
  const [wide, high] = [Math.floor(width / by), Math.floor(height / by)];
  const means = new Uint8Array(3 * wide * high);
  for (let to = 0; to < means.length; to += 1) {
    const [part, x, y] = [to % 3, Math.floor(to / 3) % wide, Math.floor(to / (3 * wide))];
    let sum = 0;
    for (let down = 0; down < by; down += 1)
      for (let over = 0; over < by; over += 1) sum += data[3 * ((y * by + down) * width + x * by + over) + part] ?? 0;
    means[to] = Math.round(sum / (by * by));
  }
  return { width: wide, height: high, data: means };
}
