// The line between main and data process, over real message ports: calls, media, given files, saving, failures, the end.
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/message-port";
import { os, type RouterClient } from "@orpc/server";
import { EventEmitter } from "node:events";
import { MessageChannel, type MessagePort } from "node:worker_threads";
import { expect, test } from "vitest";
import type { Attached, SaveRequest } from "../../../src-main/api/uploads/contract.ts";
import type { DataSide } from "../../../src-main/api/data-side.ts";
import { Problem } from "../../../src-main/domain/problem.ts";
import { askData, type DataLine, type DataProcess } from "../../../src-main/shell-electron/data/ask-data.ts";
import type { News, Request } from "../../../src-main/shell-electron/data/data-messages.ts";
import { serveData, type DataPort } from "../../../src-main/shell-electron/data/serve-data.ts";

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
function electronPort(port: MessagePort): DataPort {
  return Object.assign(Object.create(port) as object, {
    on: (event: string, listener: (message?: { data: unknown }) => void) =>
      event === "message"
        ? port.on("message", (data: unknown) => listener({ data }))
        : port.on(event as "close", () => listener()),
    postMessage: (message: unknown) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  }) as unknown as DataPort;
}

type Line = Readonly<{
  line: DataLine<DataPort>;
  exit(code: number): void;
  logged: string[];
  heard: News[];
  say(message: unknown): void;
}>;

const unexpected = (): Promise<never> => Promise.reject(new Error("nobody asked for this"));

/** Both ends of the line in one process. */
function openLine(changes: Partial<DataSide>): Line {
  const data: DataSide = {
    router,
    openMedia: () => Promise.resolve(undefined),
    work: { kinds: () => [], stop: () => Promise.resolve(), watch: () => undefined },
    newPage: () => undefined,
    openFile: () => undefined,
    diagnostics: () => [],
    attach: unexpected,
    admit: () => undefined,
    nameToSave: unexpected,
    save: unexpected,
    setUpdateAddress: () => undefined,
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
  const heard: News[] = [];
  return {
    line: askData(process, (said) => void heard.push(said)),
    heard,
    exit: (code) => void events.emit("exit", code),
    logged,
    say: (message) => void events.emit("message", message),
  };
}

test("a page's calls, failures and streams travel over the port that was handed on", async () => {
  const { port1, port2 } = new MessageChannel();
  openLine({}).line.connectPage(electronPort(port2));
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
  const { line } = openLine({
    openMedia: ({ sha256, variant }) => Promise.resolve(sha256 === SHA && variant === "preview" ? file : undefined),
  });
  expect([
    await line.openMedia({ sha256: SHA, variant: "preview" }),
    await line.openMedia({ sha256: SHA, variant: "original" }),
  ]).toEqual([file, undefined]);
});

test("a problem arrives with its code and details; anything else is logged under the id that is told", async () => {
  const problem = openLine({ openMedia: () => Promise.reject(new Problem("file-not-found", { name: "a" })) });
  await expect(problem.line.openMedia({ sha256: SHA, variant: "preview" })).rejects.toMatchObject({
    code: "file-not-found",
    details: { name: "a" },
  });
  const other = openLine({ openMedia: () => Promise.reject(new Error("boom")) });
  await expect(other.line.openMedia({ sha256: SHA, variant: "preview" })).rejects.toMatchObject({
    code: "internal",
    details: { id: "id-1" },
  });
  expect([problem.logged, other.logged]).toEqual([[], ["id-1"]]);
});

test("files that were given are opened in their order, and what became of each comes back", async () => {
  const { line } = openLine({
    attach: (files) =>
      Promise.resolve(
        files.map(({ path, name }): Attached =>
          path === "/gone"
            ? { kind: "refused", problem: { code: "file-not-found", details: { name } } }
            : { kind: "ticket", uploadId: `${path}!`, name, sizeBytes: 4_294_967_296 },
        ),
      ),
  });
  expect(
    await line.attach([
      { path: "/a", name: "甲.mp4" },
      { path: "/gone", name: "乙.jpg" },
    ]),
  ).toEqual([
    { kind: "ticket", uploadId: "/a!", name: "甲.mp4", sizeBytes: 4_294_967_296 },
    { kind: "refused", problem: { code: "file-not-found", details: { name: "乙.jpg" } } },
  ]);
});

test("what the person chose is admitted before whatever the page asks next", async () => {
  const order: unknown[] = [];
  const { line } = openLine({
    admit: (paths) => void order.push(paths),
    attach: (files) => (order.push(files), Promise.resolve([])),
  });
  line.admit(["/media/u"]);
  await line.attach([{ path: "/a", name: "a" }]);
  expect(order).toEqual([["/media/u"], [{ path: "/a", name: "a" }]]);
});

const original: SaveRequest = { what: "media", sha256: SHA, name: "甲.jpg" };
test("a name is proposed, and what is saved goes where the person said; a full disk is told as such", async () => {
  const saved: unknown[] = [];
  const { line } = openLine({
    nameToSave: (request) => Promise.resolve(request.name ?? ""),
    save: (request, path) =>
      path === "/full" ? Promise.reject(new Problem("disk-full", { path })) : (saved.push([request, path]), Promise.resolve()),
  });
  expect(await line.nameToSave(original)).toBe("甲.jpg");
  await line.save(original, "/srv/u/甲.jpg");
  await line.save({ what: "text", name: "卡.txt", text: "字" }, "/srv/u/卡.txt");
  expect(saved).toEqual([
    [original, "/srv/u/甲.jpg"],
    [{ what: "text", name: "卡.txt", text: "字" }, "/srv/u/卡.txt"],
  ]);
  await expect(line.save(original, "/full")).rejects.toMatchObject({ code: "disk-full", details: { path: "/full" } });
});

test("what runs, the facts and a file that the system handed over travel; news is heard unasked", async () => {
  const opened: string[] = [];
  const { line, heard, say } = openLine({
    work: { kinds: () => ["export"], stop: () => Promise.resolve(), watch: () => undefined },
    diagnostics: () => ["a", "b"],
    openFile: (path) => void opened.push(path),
  });
  line.openFile("/媒体/第2包.anbao");
  expect([await line.workKinds(), await line.diagnostics(), opened]).toEqual([["export"], ["a", "b"], ["/媒体/第2包.anbao"]]);
  say({ kind: "busy", running: 2 });
  say({ kind: "busy", running: -1 });
  say({ kind: "unable", problem: { code: "disk-full", details: { path: "x" } } });
  expect(heard.map(({ kind }) => kind)).toEqual(["busy", "unable"]);
});

test("messages that are none of ours change nothing", async () => {
  const ends = openLine({
    openMedia: () => Promise.resolve({ bytes: new Uint8Array(1), mime: "a/b", inline: false, saveAs: "a" }),
  });
  const found = ends.line.openMedia({ sha256: SHA, variant: "preview" });
  for (const message of [
    undefined,
    {},
    { kind: "media" },
    { kind: "media", id: 0, media: { path: 1 } },
    { kind: "closed", id: 99 },
  ])
    ends.say(message);
  expect(await found).toMatchObject({ mime: "a/b" });
});

test("whoever waits is told when the data process ends, and so is whoever asks later", async () => {
  const ends = openLine({ openMedia: () => new Promise(() => undefined) });
  const waiting = ends.line.openMedia({ sha256: SHA, variant: "preview" });
  ends.exit(9);
  await expect(waiting).rejects.toThrow("code 9");
  await expect(ends.line.close()).rejects.toThrow("has ended");
});
