// Reads what MP4, MOV and 3GP files say of their making in `moov/mvhd`, which the media library passes over.
// See ISO/IEC 14496-12 §8.2.2.
import type { ReadAt } from "../../type/foreign-file.ts";
import { findBox } from "./boxes.ts";

/** Seconds from 1904-01-01 to 1970-01-01, both UTC. */
const EPOCH_1904_SECONDS = 2_082_844_800;

/** When a film was made, in ms since 1970 (UTC by the standard); undefined where the file does not say. */
export async function movieCreatedAtMs(read: ReadAt, sizeBytes: number): Promise<number | undefined> {
  const movie = await findBox(read, { at: 0, end: sizeBytes }, "moov");
  const header = movie && (await findBox(read, movie, "mvhd"));
  if (!header) return undefined;
  const bytes = await read(header.at, 12);
  if (bytes.length < 12) return undefined;
  const seconds = bytes[0] === 1 ? Number(bytes.readBigUInt64BE(4)) : bytes.readUInt32BE(4);
  return (seconds - EPOCH_1904_SECONDS) * 1000;
}
