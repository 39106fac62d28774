// Builds ZIP files of any shape for tests: every field may be a lie.
import { crc32 } from "node:zlib";

/** One member; the local header says the same as the directory unless told otherwise. */
export type RawMember = {
  name: string | Buffer;
  content?: Buffer;
  localName?: string | Buffer;
  method?: number;
  flags?: number;
  localFlags?: number;
  madeBy?: number;
  external?: number;
  crc?: number;
  size?: number;
  localSize?: number;
  offset?: number;
  extra?: Buffer;
  localExtra?: Buffer;
  comment?: Buffer;
  date?: number;
};

/** What the end record says, where it is not the truth. */
export type RawEnd = { count?: number; offset?: number; size?: number; comment?: Buffer; gap?: Buffer; before?: Buffer };

/** The file. */
export function rawZip(members: readonly RawMember[], end: RawEnd = {}): Buffer {
  const parts: Buffer[] = [end.before ?? Buffer.alloc(0)];
  const directory: Buffer[] = [];
  let offset = end.before?.byteLength ?? 0;
  for (const member of members) {
    const local = Buffer.concat([localHeader(member), member.content ?? Buffer.alloc(0)]);
    directory.push(centralHeader(member, member.offset ?? offset));
    parts.push(local);
    offset += local.byteLength;
  }
  const gap = end.gap ?? Buffer.alloc(0);
  const central = Buffer.concat(directory);
  const told = { count: members.length, offset: offset + gap.byteLength, size: central.byteLength, ...end };
  return Buffer.concat([...parts, gap, central, endRecord(told)]);
}

function endRecord({
  count,
  offset,
  size,
  comment = Buffer.alloc(0),
}: RawEnd & { count: number; offset: number; size: number }): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  record.writeUInt16LE(comment.byteLength, 20);
  return Buffer.concat([record, comment]);
}

function localHeader(member: RawMember): Buffer {
  const name = Buffer.from((member.localName ?? member.name) as string);
  const extra = member.localExtra ?? Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  common(header, 4, member, member.localFlags ?? member.flags ?? 0x800, member.localSize ?? member.size);
  header.writeUInt16LE(name.byteLength, 26);
  header.writeUInt16LE(extra.byteLength, 28);
  return Buffer.concat([header, name, extra]);
}

function centralHeader(member: RawMember, offset: number): Buffer {
  const name = Buffer.from(member.name as string);
  const [extra, comment] = [member.extra ?? Buffer.alloc(0), member.comment ?? Buffer.alloc(0)];
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(member.madeBy ?? 0x0314, 4);
  common(header, 6, member, member.flags ?? 0x800, member.size);
  header.writeUInt16LE(name.byteLength, 28);
  header.writeUInt16LE(extra.byteLength, 30);
  header.writeUInt16LE(comment.byteLength, 32);
  header.writeUInt32LE(member.external ?? 0o100644 * 0x10000, 38);
  header.writeUInt32LE(offset, 42);
  return Buffer.concat([header, name, extra, comment]);
}

function common(header: Buffer, at: number, member: RawMember, flags: number, size: number | undefined): void {
  const content = member.content ?? Buffer.alloc(0);
  header.writeUInt16LE(20, at);
  header.writeUInt16LE(flags, at + 2);
  header.writeUInt16LE(member.method ?? 0, at + 4);
  header.writeUInt16LE(member.date ?? 0x0021, at + 8);
  header.writeUInt32LE(member.crc ?? crc32(content), at + 10);
  header.writeUInt32LE(size ?? content.byteLength, at + 14);
  header.writeUInt32LE(size ?? content.byteLength, at + 18);
}

/** The members of an honest bundle, so that a test can change one thing and build it again. */
export function takeApart(zip: Buffer): (RawMember & { content: Buffer })[] {
  const members: (RawMember & { content: Buffer })[] = [];
  for (let at = 0; zip.readUInt32LE(at) === 0x04034b50;) {
    const [size, nameBytes] = [zip.readUInt32LE(at + 18), zip.readUInt16LE(at + 26)];
    const start = at + 30 + nameBytes;
    members.push({ name: zip.toString("utf8", at + 30, start), content: Buffer.from(zip.subarray(start, start + size)) });
    at = start + size;
  }
  return members;
}
