// Which file goes into which volume: every byte exactly once, a file that is larger than a volume in parts. Pure arithmetic.
import { Problem } from "../../domain/problem.ts";
import { sizeText } from "../../domain/bundle/room.ts";
import { MOST_VOLUMES } from "../../domain/bundle/volumes.ts";
import { CENTRAL_BYTES, LOCAL_BYTES } from "../zip/zip-layout.ts";

/** A file to place. `nameBytes`: of its name in the bundle; only originals may be split. */
export type LaidFile = Readonly<{ sizeBytes: number; nameBytes: number; maySplit: boolean }>;

/** Bytes `fromByte … fromByte + sizeBytes` of a file; `parts` 1: the whole of it. */
export type Piece = Readonly<{ file: number; part: number; parts: number; fromByte: number; sizeBytes: number }>;

/** Room for payload in volume 1 and in each other one, in bytes of the plain ZIP. */
export type Room = Readonly<{ first: number; other: number }>;

/** `.001of003` */
const PART_NAME_BYTES = 9;
/** A manifest's line beside the name: hash, two spaces, newline. */
const MANIFEST_BYTES = 67;
/** The most that ZIP64 adds to a member's two headers. */
const ZIP64_BYTES = 20 + 28;

/** The most that a member takes beside its bytes: two headers and its line in the manifest. */
export function memberBytes(nameBytes: number): number {
  return LOCAL_BYTES + CENTRAL_BYTES + MANIFEST_BYTES + ZIP64_BYTES + 3 * nameBytes;
}

/**
 * Places files in their order, each in the first volume that has room. Volume 1 comes first even if nothing fits into it.
 *
 * @returns the pieces of each volume.
 * @throws {Problem} `volumes-too-many`; `volume-too-small` for a file that may not be split
 */
export function layOut(files: readonly LaidFile[], room: Room): readonly (readonly Piece[])[] {
  const volumes: { left: number; pieces: Piece[] }[] = [{ left: room.first, pieces: [] }];
  // Volumes before this one have not even room for an empty file.
  let open = 0;
  const place = (piece: Piece, bytes: number): void => {
    while (open < volumes.length && (volumes[open]?.left ?? 0) <= LEAST_USEFUL_BYTES) open += 1;
    let at = open;
    while (at < volumes.length && (volumes[at]?.left ?? 0) < bytes) at += 1;
    if (at === volumes.length) volumes.push({ left: room.other, pieces: [] });
    if (volumes.length > MOST_VOLUMES) throw new Problem("volumes-too-many", { most: MOST_VOLUMES });
    const volume = volumes[at];
    if (volume === undefined || volume.left < bytes) throw new Problem("volume-too-small", { needed: sizeText(bytes) });
    volume.left -= bytes;
    volume.pieces.push(piece);
  };
  for (const [file, { sizeBytes, nameBytes, maySplit }] of files.entries()) {
    const whole = sizeBytes + memberBytes(nameBytes);
    const capacity = room.other - memberBytes(nameBytes + PART_NAME_BYTES);
    if (!maySplit || whole <= room.other) {
      place({ file, part: 1, parts: 1, fromByte: 0, sizeBytes }, whole);
      continue;
    }
    if (capacity <= 0) throw new Problem("volume-too-small", { needed: sizeText(whole) });
    const parts = Math.ceil(sizeBytes / capacity);
    if (parts > MOST_VOLUMES) throw new Problem("volumes-too-many", { most: MOST_VOLUMES });
    for (let part = 1; part <= parts; part += 1) {
      const fromByte = (part - 1) * capacity;
      const bytes = Math.min(capacity, sizeBytes - fromByte);
      place({ file, part, parts, fromByte, sizeBytes: bytes }, bytes + memberBytes(nameBytes + PART_NAME_BYTES));
    }
  }
  return volumes.map(({ pieces }) => pieces);
}

const LEAST_USEFUL_BYTES = LOCAL_BYTES + CENTRAL_BYTES + MANIFEST_BYTES + ZIP64_BYTES;
