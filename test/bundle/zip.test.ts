// The ZIP spelling: an independent reader sees the same members, and what we read is exactly what we would write.
import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { fc, test as property } from "@fast-check/vitest";
import { Reader, ZipReader } from "@zip.js/zip.js";
import { describe, expect, test } from "vitest";
import { findDirectory, parseDirectory, TAIL_BYTES } from "../../src-main/bundle/zip/zip-directory.ts";
import {
  encodeCentralHeader,
  encodeEnd,
  encodeLocalHeader,
  localHeaderBytes,
  zipSizeBytes,
  type ZipMember,
} from "../../src-main/bundle/zip/zip-layout.ts";

const GIB = 2 ** 30;

/** A ZIP of any size whose contents are zeros that exist only when they are read. */
class VirtualZip extends Reader<null> {
  readonly pieces: readonly { at: number; bytes: Buffer }[];
  constructor(members: readonly ZipMember[]) {
    super(null);
    const end = members.reduce((at, member) => at + localHeaderBytes(member) + member.sizeBytes, 0);
    const directory = Buffer.concat(members.map(encodeCentralHeader));
    const tail = Buffer.concat([directory, encodeEnd(members.length, end, directory.byteLength)]);
    this.pieces = [
      ...members.map((member) => ({ at: member.offset, bytes: encodeLocalHeader(member) })),
      { at: end, bytes: tail },
    ];
    this.size = end + tail.byteLength;
  }
  override readUint8Array(offset: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(length, this.size - offset)));
    for (const piece of this.pieces) {
      const [from, to] = [Math.max(offset, piece.at), Math.min(offset + bytes.length, piece.at + piece.bytes.byteLength)];
      if (from < to) bytes.set(piece.bytes.subarray(from - piece.at, to - piece.at), from - offset);
    }
    return Promise.resolve(bytes);
  }
}

function place(sizes: readonly number[]): ZipMember[] {
  let offset = 0;
  return sizes.map((sizeBytes, index) => {
    const member = { name: `data/media/${String(index).padStart(64, "0")}.jpg`, sizeBytes, crc32: index * 7919, offset };
    offset += localHeaderBytes(member) + sizeBytes;
    return member;
  });
}

async function readBack(zip: VirtualZip): Promise<readonly ZipMember[]> {
  const tail = Buffer.from(await zip.readUint8Array(Math.max(0, zip.size - TAIL_BYTES), TAIL_BYTES));
  const found = findDirectory(tail, zip.size);
  if (found === undefined) throw new Error("no directory");
  return parseDirectory(Buffer.from(await zip.readUint8Array(found.offset, found.sizeBytes)), found);
}

const sizes = fc.oneof(
  fc.nat({ max: 5000 }),
  fc.integer({ min: 4 * GIB - 3, max: 4 * GIB + 3 }),
  fc.integer({ min: GIB, max: 40 * GIB }),
);

describe("layout", () => {
  property.prop([fc.array(sizes, { maxLength: 12 })])(
    "reading inverts writing, and a strict independent reader agrees",
    async (list) => {
      const members = place(list);
      const zip = new VirtualZip(members);
      expect(zip.size).toBe(zipSizeBytes(members));
      expect(await readBack(zip)).toEqual(members);
      const theirs = await new ZipReader(zip, { strictness: "strict" }).getEntries();
      const seen = theirs.map((entry) => ({
        name: entry.filename,
        sizeBytes: entry.uncompressedSize,
        crc32: entry.signature,
        offset: entry.offset,
      }));
      expect(seen).toEqual(members);
      expect(theirs.every((entry) => entry.filenameUTF8 && entry.compressionMethod === 0 && !entry.bitFlag?.dataDescriptor)).toBe(
        true,
      );
      for (const [index, entry] of theirs.entries())
        expect(entry.zip64).toBe(
          Boolean(members[index] && (members[index].sizeBytes >= 4 * GIB - 1 || members[index].offset >= 4 * GIB - 1)),
        );
    },
  );

  test("more than 65,534 members", async () => {
    const members = place(Array.from({ length: 65_536 }, () => 0));
    expect(await readBack(new VirtualZip(members))).toEqual(members);
  });

  const members = place([10, 20, 0, 30]);
  const zip = new VirtualZip(members);
  const directoryAt = members.reduce((at, member) => at + localHeaderBytes(member) + member.sizeBytes, 0);

  property.prop([fc.nat({ max: zip.size - directoryAt - 1 }), fc.integer({ min: 1, max: 255 })], { numRuns: 600 })(
    "no changed byte of the directory is read as something else",
    async (at, flip) => {
      const whole = Buffer.from(await zip.readUint8Array(0, zip.size));
      whole[directoryAt + at] = (whole[directoryAt + at] ?? 0) ^ flip;
      const read = (): readonly ZipMember[] | undefined => {
        const found = findDirectory(whole.subarray(-TAIL_BYTES), whole.byteLength);
        return found && parseDirectory(whole.subarray(found.offset, found.offset + found.sizeBytes), found);
      };
      let result: readonly ZipMember[] | undefined;
      try {
        result = read();
      } catch {
        return;
      }
      // Names and CRCs are claims that the manifest and the content check; places and sizes are not negotiable.
      expect(result?.map(({ sizeBytes, offset }) => ({ sizeBytes, offset })) ?? []).toEqual(
        result === undefined ? [] : members.map(({ sizeBytes, offset }) => ({ sizeBytes, offset })),
      );
    },
  );
});

test("crc32 is the one of the standard", () => expect(crc32(Buffer.from("123456789"))).toBe(0xcbf43926));
test("random bytes are no directory", () => expect(findDirectory(randomBytes(TAIL_BYTES), 1000)).toBeUndefined());
