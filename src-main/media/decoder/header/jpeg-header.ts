// Walks the segments of a JPEG up to its first scan. What applications put between (a second picture, a depth map, editing history) is
// passed over by its length and left out: no segment says where another lies. See ITU-T T.81 §B.1.
import type { HeaderBytes } from "./header-bytes.ts";

/** The mark that every JPEG begins with. */
const START_BYTES = 2;
const FILL = 0xff;
const SCAN = 0xda;
const COMMENT = 0xfe;
const [FIRST_APPLICATION, LAST_APPLICATION] = [0xe0, 0xef];
const [JFIF, EXIF, ADOBE] = [0xe0, 0xe1, 0xee];

/** What is too long for one segment fills several to the last byte: where one ends, more of them follow. */
const LONGEST_BYTES = 2 + 0xffff;
const AHEAD = Array.from({ length: 64 }, (_, index) => index + 1);

/** A JPEG of the segments that say something of the picture, up to its first scan. @throws {RangeError} */
export async function readJpegHeader({ read, expect }: HeaderBytes): Promise<Buffer> {
  const kept = [await read(0, START_BYTES)];
  for (let at = START_BYTES; ;) {
    const head = await read(at, 8);
    const marker = head.readUInt8(1);
    if (head[0] !== FILL) throw new RangeError("no marker");
    if (marker === FILL) at += 1;
    else {
      const end = at + 2 + head.readUInt16BE(2);
      if (tells(marker, head)) kept.push(await read(at, end - at));
      else if (end - at === LONGEST_BYTES) expect(AHEAD.map((number) => at + number * LONGEST_BYTES));
      if (marker === SCAN) return Buffer.concat(kept);
      at = end;
    }
  }
}

function tells(marker: number, head: Buffer): boolean {
  if (marker === EXIF) return head.toString("latin1", 4, 8) === "Exif";
  const isOther = marker === COMMENT || (marker >= FIRST_APPLICATION && marker <= LAST_APPLICATION);
  return !isOther || marker === JFIF || marker === ADOBE;
}
