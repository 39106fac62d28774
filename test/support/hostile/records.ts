// Records of a ZIP that lie: links, overlaps, compression, sizes and places that are not so. One spelling is read, no other.
import { deflateRawSync } from "node:zlib";
import { rawZip, type RawEnd, type RawMember } from "../made/raw-zip.ts";
import { fileOf, lastOf, memberNamed, membersOf, type HostileCase } from "./kit.ts";
import type { ProblemCode } from "../../../src-main/domain/problem.ts";

type Spoil = (list: RawMember[]) => RawEnd | void;

const attribute =
  (external: number): Spoil =>
  (list) =>
    void (lastOf(list).external = external);
const flags =
  (bits: number): Spoil =>
  (list) =>
    void (lastOf(list).flags = bits);
const sized =
  (size: number): Spoil =>
  (list) =>
    void (lastOf(list).size = size);

const SPOILED: readonly (readonly [string, ProblemCode, Spoil])[] = [
  ["a symbolic link", "bundle-hostile", attribute(0o120777 * 0x10000)],
  ["a device node", "bundle-hostile", attribute(0o060644 * 0x10000)],
  ["a folder attribute", "bundle-hostile", attribute(0x10)],
  ["a program that may run", "bundle-hostile", attribute(0o100755 * 0x10000)],
  ["made on another system", "bundle-hostile", (list) => void (lastOf(list).madeBy = 0x0b14)],
  ["encrypted", "bundle-hostile", flags(0x801)],
  ["a data descriptor", "bundle-hostile", flags(0x808)],
  ["names not marked UTF-8", "bundle-hostile", flags(0)],
  ["compressed", "bundle-hostile", (list) => compress(lastOf(list))],
  ["a time", "bundle-hostile", (list) => void (lastOf(list).date = 0x5332)],
  ["a comment of a member", "bundle-hostile", (list) => void (lastOf(list).comment = Buffer.from("x"))],
  ["a comment of the file", "bundle-hostile", () => ({ comment: Buffer.from("x") })],
  ["a second ZIP in the comment", "bundle-hostile", (list) => ({ comment: rawZip(list) })],
  ["an extra field", "bundle-hostile", (list) => void (lastOf(list).extra = EXTRA)],
  ["an extra field in the local header alone", "bundle-hostile", (list) => void (lastOf(list).localExtra = EXTRA)],
  ["a name in an extra field", "bundle-hostile", (list) => void (lastOf(list).extra = UNICODE_PATH)],
  ["a size beyond the file", "bundle-hostile", sized(0xfffffffe)],
  ["a size that claims ZIP64", "bundle-hostile", sized(0xffffffff)],
  ["a size that is too small", "bundle-hostile", sized(1)],
  ["a wrong CRC", "bundle-changed", (list) => void (lastOf(list).crc = 1)],
  ["two members over the same bytes", "bundle-hostile", (list) => void (lastOf(list).offset = 0)],
  ["a member within another", "bundle-hostile", (list) => void (lastOf(list).offset = 60)],
  ["bytes before", "bundle-hostile", () => ({ before: Buffer.from("MZ junk") })],
  ["bytes between members and directory", "bundle-hostile", () => ({ gap: Buffer.alloc(10) })],
  ["a member that the directory hides", "bundle-hostile", (list) => ({ gap: hidden(list) })],
  ["a count that is too small", "bundle-hostile", (list) => ({ count: list.length - 1 })],
  ["a count that is too large", "bundle-hostile", (list) => ({ count: list.length + 1 })],
  ["a directory beyond the file", "bundle-hostile", () => ({ offset: 0xfffffff0 })],
  ["a directory longer than the file", "bundle-hostile", () => ({ size: 0x7fffffff })],
  ["no member", "bundle-hostile", (list) => void list.splice(0)],
  ["other flags in the local header", "bundle-changed", (list) => void (lastOf(list).localFlags = 0x801)],
  ["another size in the local header", "bundle-changed", (list) => void (lastOf(list).localSize = 5)],
  ["contents exchanged", "bundle-hostile", exchange("data/index.html", "data/校验说明.txt")],
  ["lists exchanged", "signature-invalid", exchange("manifest-sha256.txt", "tagmanifest-sha256.txt")],
];

const EXTRA = Buffer.from([0x75, 0x70, 1, 0, 0]);
/** Info-ZIP's Unicode path: what some readers take instead of the name. */
const UNICODE_PATH = Buffer.concat([Buffer.from([0x75, 0x70, 12, 0, 1, 0, 0, 0, 0]), Buffer.from("../evil")]);

function compress(member: RawMember): void {
  Object.assign(member, { method: 8, content: deflateRawSync(Buffer.alloc(1000)) });
}

function hidden(list: readonly RawMember[]): Buffer {
  return rawZip([lastOf(list)]).subarray(0, -22);
}

function exchange(one: string, other: string): Spoil {
  return (list) => {
    const [a, b] = [memberNamed(list, one), memberNamed(list, other)];
    [a.content, b.content] = [b.content ?? Buffer.alloc(0), a.content ?? Buffer.alloc(0)];
  };
}

/** Cases of records. */
export const RECORD_CASES: readonly HostileCase[] = SPOILED.map(([name, code, spoil]) => ({
  group: "records",
  name,
  code,
  make: (kit) => {
    const list = membersOf(kit);
    const end = spoil(list) ?? {};
    return fileOf(kit, rawZip(list, end));
  },
}));
