// Makes a large HEIC as telephones do: a grid of tiles of 512 pixels (here all the same but the last), with a small picture of it or without.
import sharp from "sharp";
import { ascii, box, encodeHevc, ftyp, fullBox, u16, u32, u8 } from "./drawn-heic.ts";

/** How large; `thumbPx`: width of the small picture, if there is to be one; `quarterTurns`: as it is shown, counter-clockwise. */
export type GridWish = Readonly<{ folder: string; columns: number; rows: number; thumbPx?: number; quarterTurns?: number }>;

const TILE_PX = 512;
const [GRID, THUMB] = [1, 2];
const FIRST_TILE = 10;

/** The bytes of a HEIC of `columns` × `rows` tiles. */
export async function drawGridHeic({ folder, columns, rows, thumbPx, quarterTurns = 0 }: GridWish): Promise<Buffer> {
  const [widthPx, heightPx] = [columns * TILE_PX, rows * TILE_PX];
  const thumbSize = thumbPx === undefined ? undefined : ([thumbPx, Math.round((thumbPx * heightPx) / widthPx / 2) * 2] as const);
  const coded = encodeHevc(folder, await flat(TILE_PX, TILE_PX, "#408040"));
  const other = encodeHevc(folder, await flat(TILE_PX, TILE_PX, "#c0c0f0"));
  const small = thumbSize && encodeHevc(folder, await flat(...thumbSize, "#804040"));
  const grid = Buffer.concat([u8(0), u8(1), u8(rows - 1), u8(columns - 1), u32(widthPx), u32(heightPx)]);
  const tiles = Array.from({ length: columns * rows }, (_, index) => FIRST_TILE + index);
  const place = (item: number, at: number, bytes: number) => Buffer.concat([u16(item), u16(0), u16(1), u32(at), u32(bytes)]);
  const infe = (id: number, type: string) => fullBox("infe", 2, u16(id), u16(0), ascii(type), u8(0));
  const ipma = (item: number, ...properties: readonly number[]) =>
    Buffer.concat([u16(item), u8(properties.length), ...properties.map((property) => u8(property))]);
  const size = (width: number, height: number) => fullBox("ispe", 0, u32(width), u32(height));
  const meta = (at: number): Buffer => {
    const otherAt = at + coded.frame.length;
    const gridAt = otherAt + other.frame.length;
    const thumbAt = gridAt + grid.length;
    // The last tile differs from the others.
    const tilePlace = (id: number) =>
      id === tiles.at(-1) ? place(id, otherAt, other.frame.length) : place(id, at, coded.frame.length);
    const places = [place(GRID, gridAt, grid.length), ...(small ? [place(THUMB, thumbAt, small.frame.length)] : [])];
    const items = [infe(GRID, "grid"), ...(small ? [infe(THUMB, "hvc1")] : []), ...tiles.map((id) => infe(id, "hvc1"))];
    return fullBox(
      "meta",
      0,
      fullBox("hdlr", 0, u32(0), ascii("pict"), Buffer.alloc(13)),
      fullBox("pitm", 0, u16(GRID)),
      fullBox("iloc", 0, u8(0x44), u8(0), u16(items.length), ...places, ...tiles.map(tilePlace)),
      fullBox("iinf", 0, u16(items.length), ...items),
      fullBox(
        "iref",
        0,
        box("dimg", u16(GRID), u16(tiles.length), ...tiles.map(u16)),
        ...(small ? [box("thmb", u16(THUMB), u16(1), u16(GRID))] : []),
      ),
      box(
        "iprp",
        box(
          "ipco",
          coded.hvcC,
          size(TILE_PX, TILE_PX),
          size(widthPx, heightPx),
          box("irot", u8(quarterTurns)),
          ...(small && thumbSize ? [small.hvcC, size(...thumbSize)] : []),
        ),
        fullBox(
          "ipma",
          0,
          u32(items.length),
          ipma(GRID, 3, 0x84),
          ...(small ? [ipma(THUMB, 0x85, 6, 0x84)] : []),
          ...tiles.map((id) => ipma(id, 0x81, 2)),
        ),
      ),
    );
  };
  const head = (at: number) => Buffer.concat([ftyp(), meta(at)]);
  const at = head(0).length + 8;
  return Buffer.concat([head(at), box("mdat", coded.frame, other.frame, grid, ...(small ? [small.frame] : []))]);
}

function flat(width: number, height: number, background: string): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background } })
    .png()
    .toBuffer();
}
