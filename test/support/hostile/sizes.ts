// Small files that claim to be large, and large ones that say nothing: bombs, a million members, lists without end.
import { openSync, closeSync, ftruncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { constants, deflateRawSync } from "node:zlib";
import { rawZip, type RawMember } from "../made/raw-zip.ts";
import { fileOf, memberNamed, membersOf, resigned, resignedFile, textOf, type HostileCase, type HostileKit } from "./kit.ts";

const GIB = 2 ** 30;

/** Deflated zeros of one GiB: one flushed piece, over and over. */
function gibibyteOfZeros(): Buffer {
  const piece = deflateRawSync(Buffer.alloc(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH, level: 9 });
  return Buffer.concat([...Array.from({ length: 64 }, () => piece), Buffer.from([3, 0])]);
}

/** Two megabytes that unpack to 546 GiB: every member stands over the same kernel. */
function bomb(kit: HostileKit): string {
  const kernel = gibibyteOfZeros();
  const name = (index: number) => `data/paper/p${index}.pdf`;
  const member = (index: number): RawMember => ({ name: name(index), method: 8, content: kernel, size: GIB });
  const one = rawZip([member(0)]);
  const directory = Array.from({ length: 546 }, (_, index) =>
    rawZip([{ ...member(index), content: Buffer.alloc(0), offset: 0 }]),
  );
  const headers = directory.map((zip, index) => zip.subarray(30 + name(index).length, -22));
  const central = Buffer.concat(headers);
  const end = Buffer.from(one.subarray(-22));
  const local = one.subarray(0, 30 + name(0).length + kernel.byteLength);
  end.writeUInt16LE(546, 8);
  end.writeUInt16LE(546, 10);
  end.writeUInt32LE(central.byteLength, 12);
  end.writeUInt32LE(local.byteLength, 16);
  return fileOf(
    kit,
    Buffer.concat([local, Buffer.alloc(Math.max(0, 2_000_000 - local.byteLength - central.byteLength)), central, end]),
  );
}

/** A directory of a million members is announced; the file has holes where it would be. */
function million(kit: HostileKit): string {
  const end = Buffer.alloc(98);
  end.writeUInt32LE(0x06064b50, 0);
  end.writeBigUInt64LE(44n, 4);
  end.writeUInt16LE(45, 12);
  end.writeUInt16LE(45, 14);
  end.writeBigUInt64LE(1_000_000n, 24);
  end.writeBigUInt64LE(1_000_000n, 32);
  end.writeBigUInt64LE(60_000_000n, 40);
  end.writeUInt32LE(0x07064b50, 56);
  end.writeBigUInt64LE(60_000_000n, 64);
  end.writeUInt32LE(1, 72);
  rawZip([]).copy(end, 76, 0, 22);
  end.writeUInt16LE(0xffff, 84);
  end.writeUInt16LE(0xffff, 86);
  end.writeUInt32LE(60_000_000, 88);
  return sparse(kit, Buffer.from("PK\u0003\u0004"), 60_000_000, end);
}

function sparse(kit: HostileKit, head: Buffer, sizeBytes: number, tail: Buffer): string {
  const path = join(kit.folder, "hostile.anbao");
  const file = openSync(path, "w");
  writeSync(file, head);
  ftruncateSync(file, sizeBytes);
  writeSync(file, tail, 0, tail.byteLength, sizeBytes);
  closeSync(file);
  return path;
}

const withMany = (kit: HostileKit, count: number) =>
  fileOf(kit, rawZip(Array.from({ length: count }, (_, index) => ({ name: `data/paper/p${index}.pdf` }))));

const bigInfo = (name: string, text: () => string): HostileCase => ({
  group: "sizes",
  name: `a bundle.json of ${name}`,
  code: "bundle-hostile",
  make: (kit) => resignedFile(kit, { "data/bundle.json": Buffer.from(text()) }),
});

const longLine = () => Buffer.from(`{"entry":"${"x".repeat(3_000_000)}"}\n`);
const manyLines = (kit: HostileKit) => {
  const [first = ""] = textOf(kit, "data/entries.jsonl").split("\n");
  return Buffer.from(`${first}\n`.repeat(Math.ceil(30_000_000 / first.length)));
};

/** Cases of sizes. */
export const SIZE_CASES: readonly HostileCase[] = [
  { group: "sizes", name: "a bomb: 2 MB that unpack to 546 GiB", code: "bundle-hostile", make: bomb },
  { group: "sizes", name: "a million members, by the count", code: "bundle-too-large", make: million },
  { group: "sizes", name: "65,534 members in a small file", code: "bundle-hostile", make: (kit) => withMany(kit, 65_534) },
  { group: "sizes", name: "an empty file", code: "bundle-empty", make: (kit) => fileOf(kit, Buffer.alloc(0)) },
  { group: "sizes", name: "60 MB of zeros", code: "bundle-not-zip", make: (kit) => fileOf(kit, Buffer.alloc(60_000_000)) },
  { group: "sizes", name: "a device that never ends", code: "bundle-not-zip", make: () => "/dev/zero" },
  {
    group: "sizes",
    name: "an honest file, cut",
    code: "bundle-truncated",
    make: (kit) => fileOf(kit, rawZip(membersOf(kit)).subarray(0, -40)),
  },
  bigInfo("20 million brackets", () => "[".repeat(20_000_000)),
  bigInfo("4 million objects in one another", () => '{"a":'.repeat(4_000_000)),
  bigInfo("one text of 20 million characters", () => `{"format":0,"x":"${"[".repeat(20_000_000)}"}\n`),
  bigInfo("12 million numbers", () => `[${"1,".repeat(12_000_000)}1]\n`),
  bigInfo("one number of 20 million digits", () => `{"format":${"9".repeat(20_000_000)}}\n`),
  {
    group: "sizes",
    name: "a bundle.json of 40 MB",
    code: "bundle-too-large",
    make: (kit) => resignedFile(kit, { "data/bundle.json": Buffer.alloc(40_000_000, " ") }),
  },
  {
    group: "sizes",
    name: "15 million empty lines of heads",
    code: "bundle-hostile",
    make: (kit) => resignedFile(kit, { "data/heads.jsonl": Buffer.alloc(15_000_000, "\n") }),
  },
  {
    group: "sizes",
    name: "30 million empty lines of a manifest, signed",
    code: "bundle-hostile",
    make: (kit) => resignedFile(kit, {}, Buffer.alloc(30_000_000, "\n")),
  },
  {
    group: "sizes",
    name: "30 million empty lines of a manifest, not signed",
    code: "bundle-changed",
    make: (kit) => {
      const list = membersOf(kit);
      memberNamed(list, "manifest-sha256.txt").content = Buffer.alloc(30_000_000, "\n");
      return fileOf(kit, rawZip(list));
    },
  },
  {
    group: "sizes",
    name: "a signature file of 5 MB",
    code: "bundle-too-large",
    make: (kit) => {
      const list = resigned(kit, {});
      memberNamed(list, "tagmanifest-sha256.txt.sig").content = Buffer.alloc(5_000_000, "A");
      return fileOf(kit, rawZip(list));
    },
  },
  {
    group: "sizes",
    name: "one endless line of entries",
    code: "bundle-too-large",
    make: (kit) => resignedFile(kit, { "data/entries.jsonl": longLine() }),
  },
  {
    group: "sizes",
    name: "one endless line of entries, without an end",
    code: "bundle-too-large",
    make: (kit) => resignedFile(kit, { "data/entries.jsonl": longLine().subarray(0, -1) }),
  },
  {
    group: "sizes",
    name: "30 MB of one entry over and over",
    code: "bundle-hostile",
    make: (kit) => resignedFile(kit, { "data/entries.jsonl": manyLines(kit) }),
  },
];
