// Reads of a HEIC or AVIF all but its coded pictures: the boxes that describe it, and its items that are no picture (EXIF, how tiles
// lie). See ISO/IEC 14496-12 §8.11 and ISO/IEC 23008-12.
import type { ReadAt } from "../../type/foreign-file.ts";
import { boxesIn, findBox, type Span } from "./boxes.ts";
import type { HeaderBytes } from "./header-bytes.ts";

const DATA_BOXES: ReadonlySet<string> = new Set(["mdat", "free", "skip"]);
const CODED_ITEMS: ReadonlySet<string> = new Set(["hvc1", "hev1", "av01", "avc1", "jpeg", "j2k1", "vvc1"]);

/** Pieces of items: a photo of a telephone has some tens. */
const MOST_PLACES = 10_000;

/** Reads what describes the picture. @throws {RangeError} */
export async function readHeifHeader({ read }: HeaderBytes, sizeBytes: number): Promise<void> {
  const file = { at: 0, end: sizeBytes };
  for await (const { type, from, end } of boxesIn(read, file)) if (!DATA_BOXES.has(type)) await read(from, end - from);
  const meta = await findBox(read, file, "meta");
  if (meta === undefined) throw new RangeError("no description");
  const inside = { at: meta.at + 4, end: meta.end };
  const types = await itemTypes(read, inside);
  for (const { item, inFile, at, end } of await itemPlaces(read, inside)) {
    if (inFile && !CODED_ITEMS.has(types.get(item) ?? "")) await read(at, end - at);
  }
}

async function contentOf(read: ReadAt, within: Span, type: string): Promise<Buffer> {
  const box = await findBox(read, within, type);
  if (box === undefined) throw new RangeError(`no ${type}`);
  return read(box.at, box.end - box.at);
}

async function itemTypes(read: ReadAt, meta: Span): Promise<ReadonlyMap<number, string>> {
  const types = new Map<number, string>();
  const list = await findBox(read, meta, "iinf");
  if (list === undefined) return types;
  const version = (await read(list.at, 1)).readUInt8(0);
  for await (const entry of boxesIn(read, { at: list.at + (version === 0 ? 6 : 8), end: list.end })) {
    const bytes = await read(entry.at, entry.end - entry.at);
    const wide = bytes.readUInt8(0) >= 3;
    const typeAt = wide ? 10 : 8;
    types.set(wide ? bytes.readUInt32BE(4) : bytes.readUInt16BE(4), bytes.toString("latin1", typeAt, typeAt + 4));
  }
  return types;
}

/** `inFile`: where the piece of an item lies is counted from the start of the file, not within the description. */
type Place = Span & Readonly<{ item: number; inFile: boolean }>;

async function itemPlaces(read: ReadAt, meta: Span): Promise<readonly Place[]> {
  const next = numbersOf(await contentOf(read, meta, "iloc"));
  const version = next(4) >>> 24;
  const [sizes, moreSizes] = [next(1), next(1)];
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 4, sizes & 15, moreSizes >> 4];
  if (lengthBytes === 0) throw new RangeError("items without an end");
  const indexBytes = version === 0 ? 0 : moreSizes & 15;
  const idBytes = version < 2 ? 2 : 4;
  const places: Place[] = [];
  for (let items = next(idBytes); items > 0; items -= 1) {
    const item = next(idBytes);
    const inFile = version === 0 || (next(2) & 15) === 0;
    next(2);
    const base = next(baseBytes);
    for (let extents = next(2); extents > 0; extents -= 1) {
      next(indexBytes);
      const at = base + next(offsetBytes);
      places.push({ item, inFile, at, end: at + next(lengthBytes) });
      if (places.length > MOST_PLACES) throw new RangeError("no picture has so many pieces");
    }
  }
  return places;
}

/** Takes numbers of 0 to 8 bytes out of bytes, one after another. @throws {RangeError} behind the end */
function numbersOf(bytes: Buffer): (width: number) => number {
  const state = { at: 0 };
  return (width) => {
    const at = state.at;
    state.at += width;
    if (width === 0) return 0;
    return width <= 6 ? bytes.readUIntBE(at, width) : Number(bytes.readBigUInt64BE(at));
  };
}
