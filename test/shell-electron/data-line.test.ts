// The line between main and data process, over real message ports: calls, media, uploads, failures, the end.
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { os, type RouterClient } from "@orpc/server";
import { fc, test as law } from "@fast-check/vitest";
import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, test } from "vitest";
import type { DataSide } from "../../src-main/api/data-side.ts";
import { Problem } from "../../src-main/domain/problem.ts";
import { askData, type DataDesk, type DataProcess } from "../../src-main/shell-electron/ask-data.ts";
import { receiveBytes, sendBytes, type BytePort } from "../../src-main/shell-electron/byte-port.ts";
import type { Request } from "../../src-main/shell-electron/data-messages.ts";
import { serveData, type DataPort } from "../../src-main/shell-electron/serve-data.ts";

const SHA = "ab".repeat(32);
const router = {
  double: os.handler(({ input }) => Number(input) * 2),
  fail: os.handler(() => {
    throw new Error("no");
  }),
  count: os.handler(async function* () {
    for (let n = 0; n < 3; n++) yield n;
  }),
};

/** A worker's port with the manners of Electron's: messages come as `{ data }`. */
function electronPort(port: MessagePort): BytePort & DataPort {
  return Object.assign(Object.create(port) as object, {
    on: (event: string, listener: (message?: { data: unknown }) => void) =>
      event === "message"
        ? port.on("message", (data: unknown) => listener({ data }))
        : port.on(event as "close", () => listener()),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }) as unknown as BytePort & DataPort;
}

function channel(): readonly [BytePort & DataPort, BytePort & DataPort] {
  const { port1, port2 } = new MessageChannel();
  return [electronPort(port1), electronPort(port2)];
}

type Line = Readonly<{ desk: DataDesk<DataPort>; exit(code: number): void; logged: string[]; say(message: unknown): void }>;

/** Both ends of the line in one process. */
function openLine(changes: Partial<DataSide>): Line {
  const data: DataSide = {
    router,
    openMedia: () => Promise.resolve(undefined),
    takeUpload: () => Promise.reject(new Error("unexpected upload")),
    preparedUpdate: () => Promise.reject(new Problem("update-none-ready", {})),
    close: () => Promise.resolve(),
    ...changes,
  };
  const events = new EventEmitter();
  const logged: string[] = [];
  const answer = (message: unknown): void => void setImmediate(() => events.emit("message", structuredClone(message)));
  const serve = serveData(data, { answer, newId: () => "id-1", log: (id) => logged.push(id) });
  const postMessage = (message: Request, ports: DataPort[] = []): void =>
    void setImmediate(() => void serve(structuredClone(message), ports));
  const process: DataProcess<DataPort> = {
    postMessage,
    on: (event: string, listener: (value: never) => void) => events.on(event, listener as (value: unknown) => void),
  };
  return {
    desk: askData(process, channel),
    exit: (code) => void events.emit("exit", code),
    logged,
    say: (message) => void events.emit("message", message),
  };
}

test("a page's calls, failures and streams travel over the port that was handed on", async () => {
  const { port1, port2 } = new MessageChannel();
  openLine({}).desk.connectPage(electronPort(port2));
  port1.start();
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ port: port1 as never }));
  expect(await client.double(21)).toBe(42);
  await expect(client.fail()).rejects.toThrow("Internal server error");
  const counted: number[] = [];
  for await (const n of await client.count()) counted.push(n);
  expect(counted).toEqual([0, 1, 2]);
  port1.close();
});

test("media are found by hash and variant", async () => {
  const file = { path: "p", sizeBytes: 3, mime: "image/jpeg", inline: true, saveAs: "a.jpg" };
  const { desk } = openLine({
    openMedia: ({ sha256, variant }) => Promise.resolve(sha256 === SHA && variant === "preview" ? file : undefined),
  });
  expect([
    await desk.openMedia({ sha256: SHA, variant: "preview" }),
    await desk.openMedia({ sha256: SHA, variant: "original" }),
  ]).toEqual([file, undefined]);
});

test("a problem arrives with its code and details; anything else is logged under the id that is told", async () => {
  const problem = openLine({ openMedia: () => Promise.reject(new Problem("file-not-found", { name: "a" })) });
  await expect(problem.desk.openMedia({ sha256: SHA, variant: "preview" })).rejects.toMatchObject({
    code: "file-not-found",
    details: { name: "a" },
  });
  const other = openLine({ openMedia: () => Promise.reject(new Error("boom")) });
  await expect(other.desk.openMedia({ sha256: SHA, variant: "preview" })).rejects.toMatchObject({
    code: "internal",
    details: { id: "id-1" },
  });
  expect([problem.logged, other.logged]).toEqual([[], ["id-1"]]);
});

law.prop([fc.array(fc.uint8Array({ maxLength: 5000 }), { maxLength: 30 })], { numRuns: 30 })(
  "an upload is the bytes that were sent, in order",
  async (pieces) => {
    const arrived: Uint8Array[] = [];
    const { desk } = openLine({
      takeUpload: async ({ name, bytes }) => {
        for await (const piece of bytes) arrived.push(piece);
        return { uploadId: `${name}!` };
      },
    });
    expect(await desk.takeUpload("a", streamOf(pieces))).toEqual({ uploadId: "a!" });
    expect(Buffer.concat(arrived).equals(Buffer.concat(pieces))).toBe(true);
  },
);

test("an upload that the data side refuses stops the sender and says why", async () => {
  const { desk } = openLine({
    takeUpload: async ({ bytes }) => {
      for await (const _piece of bytes) throw new Problem("disk-full", { path: "x" });
      return {};
    },
  });
  await expect(desk.takeUpload("a", endless())).rejects.toMatchObject({ code: "disk-full" });
});

test("an upload that breaks off never looks complete", async () => {
  const [near, far] = channel();
  const broken: string[] = [];
  const received = collect(receiveBytes(far, () => broken.push("told")));
  await expect(sendBytes(near, breaking())).rejects.toThrow("pulled");
  await expect(received).rejects.toMatchObject({ code: "cancelled" });
  expect(broken).toEqual(["told"]);
});

test("the sender is never further ahead than one piece", async () => {
  const [near, far] = channel();
  let sent = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for (; sent < 10; sent++) yield new Uint8Array(1);
  };
  const sending = sendBytes(near, counted());
  let taken = 0;
  for await (const _piece of receiveBytes(far, () => undefined)) expect(sent - ++taken).toBeLessThanOrEqual(1);
  await sending;
  expect(taken).toBe(10);
});

test("messages that are none of ours change nothing", async () => {
  const line = openLine({
    openMedia: () => Promise.resolve({ bytes: new Uint8Array(1), mime: "a/b", inline: false, saveAs: "a" }),
  });
  const found = line.desk.openMedia({ sha256: SHA, variant: "preview" });
  for (const message of [
    undefined,
    {},
    { kind: "media" },
    { kind: "media", id: 0, media: { path: 1 } },
    { kind: "closed", id: 99 },
  ])
    line.say(message);
  expect(await found).toMatchObject({ mime: "a/b" });
});

test("whoever waits is told when the data process ends, and so is whoever asks later", async () => {
  const line = openLine({ openMedia: () => new Promise(() => undefined) });
  const waiting = line.desk.openMedia({ sha256: SHA, variant: "preview" });
  line.exit(9);
  await expect(waiting).rejects.toThrow("code 9");
  await expect(line.desk.close()).rejects.toThrow("has ended");
});

async function* streamOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}
async function* endless(): AsyncGenerator<Uint8Array> {
  for (;;) yield new Uint8Array(10);
}
async function* breaking(): AsyncGenerator<Uint8Array> {
  yield new Uint8Array(10);
  throw new Error("pulled");
}
async function collect(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return Buffer.concat(pieces);
}
