// Serves a drive to the emulator over a socket (NBD, fixed newstyle), with what may be wrong with a stick: torn out after so many
// writes, smaller than it says, with a bad block, with its lock switch on.
// See https://github.com/NetworkBlockDevice/nbd/blob/master/doc/proto.md
import { createServer, type Socket } from "node:net";
import type { DriveImage, Noted } from "./drive-image.ts";

/** What is wrong with a drive. `realBytes`: what lies behind that is lost without a word. `badAt`: a block that takes no writes. */
export type Faults = Readonly<{ readOnly?: boolean; realBytes?: number; badAt?: number }>;

/** A drive that is served. `journal` is shared by all drives of a machine. */
export type Served = Readonly<{ name: string; image: DriveImage; journal: Noted[]; faults: Faults }>;

/** What is counted until a drive is torn out: writes alone, or reads as well. */
export type Counted = "writes" | "all";

/** `tearAfter`: from now on so many are answered, and then nothing but with a failure. `close` ends it for good. */
export type Serving = Readonly<{
  /** Reads and writes so far. */
  requests(): number;
  tearAfter(count: number, counted: Counted, torn: () => void): void;
  close(): Promise<void>;
}>;

/** How many are still answered, and what happens then. */
type Supply = { requests: number; left: number; counted: Counted; torn: () => void };

const EIO = 5;
const EPERM = 1;
const OPTION = { exportName: 1, abort: 2, go: 7 };
const COMMAND = { read: 0, write: 1, disconnect: 2, flush: 3 };
const HAS_FLAGS_FLUSH_FUA = 1 | 4 | 8;
const READ_ONLY = 2;
const FUA = 1;

/** Serves until it is closed. */
export async function serveDrive(socketPath: string, served: Served): Promise<Serving> {
  const supply: Supply = { requests: 0, left: Infinity, counted: "writes", torn: () => undefined };
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket)).on("error", () => undefined);
    void converse(socket, served, supply).catch((cause: unknown) => {
      console.error(cause);
      socket.destroy();
    });
  });
  await new Promise<void>((listening) => server.listen(socketPath, listening));
  const close = (): Promise<void> => {
    for (const socket of open) socket.destroy();
    return new Promise((closed) => server.close(() => closed()));
  };
  return {
    requests: () => supply.requests,
    tearAfter: (left, counted, torn) => void Object.assign(supply, { left, counted, torn }),
    close,
  };
}

async function converse(socket: Socket, served: Served, supply: Supply): Promise<void> {
  const take = taker(socket);
  const greeting = Buffer.from("NBDMAGICIHAVEOPT\0\x03", "latin1");
  socket.write(greeting);
  await take(4);
  if (!(await negotiate(socket, take, served))) return;
  for (let head = await take(28); head !== undefined; head = await take(28)) {
    const [flags, type, at, length] = [
      head.readUInt16BE(4),
      head.readUInt16BE(6),
      head.readBigUInt64BE(16),
      head.readUInt32BE(24),
    ];
    if (type === COMMAND.disconnect) return void socket.end();
    const bytes = type === COMMAND.write ? await take(length) : undefined;
    const answer = perform(served, supply, { type, flags, at: Number(at), length, bytes });
    const reply = Buffer.alloc(16);
    reply.writeUInt32BE(0x67446698, 0);
    reply.writeUInt32BE(answer.error, 4);
    head.copy(reply, 8, 8, 16);
    socket.write(answer.data === undefined ? reply : Buffer.concat([reply, answer.data]));
  }
}

type Take = (count: number) => Promise<Buffer | undefined>;

/** Takes so many bytes from a socket; undefined at its end. */
function taker(socket: Socket): Take {
  const chunks = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const state = { rest: Buffer.alloc(0) };
  return async (count) => {
    const parts: Buffer[] = [];
    for (let missing = count; ;) {
      const part = state.rest.subarray(0, missing);
      parts.push(part);
      state.rest = state.rest.subarray(part.byteLength);
      missing -= part.byteLength;
      if (missing === 0) return parts.length === 1 ? parts[0] : Buffer.concat(parts);
      const next = await chunks.next().catch(() => ({ done: true as const, value: undefined }));
      if (next.done === true) return undefined;
      state.rest = Buffer.from(next.value);
    }
  };
}

async function negotiate(socket: Socket, take: Take, served: Served): Promise<boolean> {
  for (let head = await take(16); head !== undefined; head = await take(16)) {
    const [option, length] = [head.readUInt32BE(8), head.readUInt32BE(12)];
    await take(length);
    if (option === OPTION.go) {
      const info = Buffer.alloc(12);
      info.writeBigUInt64BE(BigInt(served.image.sizeBytes), 2);
      info.writeUInt16BE(HAS_FLAGS_FLUSH_FUA | (served.faults.readOnly === true ? READ_ONLY : 0), 10);
      socket.write(Buffer.concat([optionReply(option, 3, info), optionReply(option, 1)]));
      return true;
    }
    socket.write(optionReply(option, option === OPTION.abort ? 1 : 0x80000001));
    if (option === OPTION.abort || option === OPTION.exportName) return false;
  }
  return false;
}

function optionReply(option: number, type: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(20);
  head.writeBigUInt64BE(0x3e889045565a9n, 0);
  head.writeUInt32BE(option, 8);
  head.writeUInt32BE(type, 12);
  head.writeUInt32BE(data.byteLength, 16);
  return Buffer.concat([head, data]);
}

type Asked = Readonly<{ type: number; flags: number; at: number; length: number; bytes: Buffer | undefined }>;
type Answer = Readonly<{ error: number; data?: Buffer }>;

function perform(served: Served, supply: Supply, asked: Asked): Answer {
  const { faults, image, journal, name } = served;
  if (supply.left <= 0) return { error: EIO };
  supply.requests += asked.type === COMMAND.flush ? 0 : 1;
  if (asked.type === COMMAND.read) {
    if (supply.counted === "all") countDown(supply);
    return { error: 0, data: image.read(asked.at, asked.length) };
  }
  if (asked.type === COMMAND.flush) journal.push({ drive: name, kind: "flush" });
  if (asked.type !== COMMAND.write || asked.bytes === undefined) return { error: 0 };
  if (faults.readOnly === true) return { error: EPERM };
  if (faults.badAt !== undefined && asked.at <= faults.badAt && faults.badAt < asked.at + asked.length) return { error: EIO };
  const kept = asked.bytes.subarray(0, Math.max(0, (faults.realBytes ?? Infinity) - asked.at));
  image.write(asked.at, kept);
  journal.push({ drive: name, kind: "write", at: asked.at, bytes: kept });
  if ((asked.flags & FUA) !== 0) journal.push({ drive: name, kind: "flush" });
  countDown(supply);
  return { error: 0 };
}

function countDown(supply: Supply): void {
  supply.left -= 1;
  if (supply.left === 0) supply.torn();
}
