// The running shell over real HTTP: the door, calls, media, refusals, idleness.
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { networkInterfaces } from "node:os";
import { dirname, join } from "node:path";
import { createORPCClient } from "@orpc/client";
import { RPCLink } from "@orpc/client/fetch";
import { eventIterator, os, type RouterClient } from "@orpc/server";
import { RPCHandler } from "@orpc/server/node";
import { expect, test } from "vitest";
import { z } from "zod";
import { MOST_RPC_BYTES } from "../../src-main/shell-browser/answer-request.ts";
import { TOKEN_LIFE_MS } from "../../src-main/shell-browser/session.ts";
import { enter, freshFolder, knock, send, startShell, tokenIn } from "./shell-fixture.ts";

const sha256 = "cd".repeat(32);

const router = {
  add: os.input(z.object({ a: z.int(), b: z.int() })).handler(({ input }) => input.a + input.b),
  count: os.output(eventIterator(z.int())).handler(async function* () {
    for (let at = 1; at <= 3; at += 1) yield at;
  }),
};

test("oRPC works through the shell with the secret, events too; without it nothing is called", async () => {
  const handler = new RPCHandler(router);
  const shell = await startShell({
    handleRpc: async (request, response) => (await handler.handle(request, response, { prefix: "/rpc", context: {} })).matched,
  });
  const headers = { ...(await enter(shell)), "sec-fetch-site": "same-origin" };
  const link = (own: Record<string, string>) => new RPCLink({ url: `${shell.url}/rpc`, headers: () => own });
  const client: RouterClient<typeof router> = createORPCClient(link(headers));
  expect(await client.add({ a: 20, b: 22 })).toBe(42);
  const counted: number[] = [];
  for await (const at of await client.count()) counted.push(at);
  expect(counted).toEqual([1, 2, 3]);
  const stranger: RouterClient<typeof router> = createORPCClient(link({ ...headers, "x-anbao-secret": "0".repeat(64) }));
  await expect(stranger.add({ a: 1, b: 1 })).rejects.toMatchObject({ status: 401 });
  expect((await send(shell, { method: "POST", path: "/rpc/none", headers, body: "{}" })).status).toBe(404);
});

test("the opener is private, its token works once, and the file goes with it", async () => {
  const shell = await startShell();
  const [file, folder] = [statSync(shell.openerFile), statSync(dirname(shell.openerFile))];
  expect([file.mode & 0o777, folder.mode & 0o777]).toEqual([0o600, 0o700]);
  const token = tokenIn(shell.openerFile);
  const [first, second] = await Promise.all([knock(shell, token), knock(shell, token)]);
  expect([first.status, second.status].sort()).toEqual([200, 403]);
  expect((await knock(shell, token)).status).toBe(403);
  expect(existsSync(dirname(shell.openerFile))).toBe(false);
  for (const refused of [first, second].filter((reply) => reply.status === 403))
    expect(refused.body.toString()).not.toContain("sessionStorage");
});

test("a token is good for 30 seconds; a wrong one does not use it up; a new opener replaces the old", async () => {
  const clock = { nowMs: 1_000_000 };
  const shell = await startShell({ nowMs: () => clock.nowMs });
  const first = tokenIn(shell.openerFile);
  expect((await knock(shell, "0".repeat(64))).status).toBe(403);
  expect((await knock(shell, "a".repeat(5000)).catch(() => ({ status: 403 }))).status).toBe(403);
  const second = tokenIn(await shell.renewOpener());
  expect((await knock(shell, first)).status).toBe(403);
  clock.nowMs += TOKEN_LIFE_MS;
  expect((await knock(shell, second)).status).toBe(403);
  const third = tokenIn(await shell.renewOpener());
  clock.nowMs += TOKEN_LIFE_MS - 1;
  expect((await knock(shell, third)).status).toBe(200);
});

test("the door takes its form from a local file alone, and no other endpoint does", async () => {
  const shell = await startShell();
  const token = tokenIn(shell.openerFile);
  expect((await knock(shell, token, { origin: "https://evil.example" })).status).toBe(403);
  expect((await knock(shell, token, { origin: shell.url, "sec-fetch-site": "same-origin" })).status).toBe(403);
  expect((await knock(shell, token, { host: `localhost:${new URL(shell.url).port}` })).status).toBe(421);
  const secret = await enter(shell);
  for (const path of ["/rpc/add", "/rpc/uploads/append"]) {
    const reply = await send(shell, {
      method: "POST",
      path,
      headers: { ...secret, origin: "null", "sec-fetch-site": "cross-site" },
      body: "{}",
    });
    expect(reply.status).toBe(403);
  }
});

test("every refusal over HTTP has its status, says nothing and allows no other origin", async () => {
  const shell = await startShell();
  const ours = await enter(shell);
  const cases: readonly [number, Parameters<typeof send>[1]][] = [
    [421, { path: "/", headers: { host: "evil.example" } }],
    [401, { method: "POST", path: "/rpc/add", headers: { origin: shell.url }, body: "{}" }],
    [403, { method: "POST", path: "/rpc/add", headers: { ...ours, origin: "http://evil.example" }, body: "{}" }],
    [403, { method: "POST", path: "/rpc/add", headers: { ...ours, "sec-fetch-site": "same-site" }, body: "{}" }],
    [
      405,
      {
        method: "OPTIONS",
        path: "/rpc/add",
        headers: { origin: "http://evil.example", "access-control-request-method": "POST" },
      },
    ],
    [405, { method: "GET", path: "/rpc/add", headers: ours }],
    [413, { method: "POST", path: "/rpc/add", headers: { ...ours, "content-length": String(MOST_RPC_BYTES + 1) } }],
    [413, { method: "POST", path: "/rpc/add", headers: { ...ours, "transfer-encoding": "chunked" }, body: "{}" }],
    [405, { method: "POST", path: "/upload?name=a", headers: ours, body: "x" }],
    [403, { path: `/media/${sha256}` }],
    [403, { path: `/media/${sha256}?sig=AAAA` }],
    [404, { path: shell.mediaLink(sha256, "original") }],
    [403, { path: shell.mediaLink(sha256, "original"), headers: { "sec-fetch-site": "cross-site" } }],
    [400, { path: "//evil.example/" }],
    [400, { path: "http://evil.example/" }],
    [404, { path: "/../outside.txt" }],
    [404, { path: "/.env" }],
  ];
  for (const [status, sent] of cases) {
    const reply = await send(shell, sent);
    expect([reply.status, sent.path]).toEqual([status, sent.path]);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith("access-control-") || name === "set-cookie")).toEqual([]);
    expect(reply.headers["x-content-type-options"]).toBe("nosniff");
  }
});

test("pages come with their policy, without a secret and without a cookie", async () => {
  const shell = await startShell();
  const page = await send(shell, { path: "/", headers: { "sec-fetch-site": "none" } });
  expect(page.status).toBe(200);
  expect(page.headers).toMatchObject({
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": expect.stringContaining("default-src 'none'; script-src 'self'") as string,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  expect(page.headers["set-cookie"]).toBeUndefined();
  const head = await send(shell, { method: "HEAD", path: "/assets/main.js" });
  expect([head.status, head.body.length, head.headers["content-type"]]).toEqual([200, 0, "text/javascript; charset=utf-8"]);
});

test("media come whole or in parts, byte for byte, from disk or memory", async () => {
  const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, at) => (at * 31) % 251));
  const path = join(freshFolder(), "film");
  writeFileSync(path, bytes);
  const shell = await startShell({
    openMedia: ({ variant }) =>
      Promise.resolve(
        variant === "original"
          ? { mime: "video/mp4", inline: true, saveAs: "film.mp4", path, sizeBytes: bytes.length }
          : { mime: "image/jpeg", inline: true, saveAs: "film.jpg", bytes },
      ),
  });
  for (const variant of ["original", "preview"] as const) {
    const link = shell.mediaLink(sha256, variant);
    const whole = await send(shell, { path: link });
    expect([whole.status, whole.body.equals(bytes)]).toEqual([200, true]);
    const ranges: readonly [string, number, number, number][] = [
      ["bytes=0-0", 206, 0, 1],
      ["bytes=1000-99999", 206, 1000, 100_000],
      ["bytes=199990-", 206, 199_990, 200_000],
      ["bytes=-10", 206, 199_990, 200_000],
      ["bytes=-999999", 206, 0, 200_000],
      ["bytes=200000-", 416, 0, 0],
      ["bytes=5-2", 200, 0, 200_000],
    ];
    for (const [range, status, from, to] of ranges) {
      const part = await send(shell, { path: link, headers: { range } });
      expect([range, part.status, part.body.equals(bytes.subarray(from, to))]).toEqual([range, status, true]);
      if (status === 206) expect(part.headers["content-range"]).toBe(`bytes ${from}-${to - 1}/200000`);
    }
    const head = await send(shell, { method: "HEAD", path: link });
    expect([head.headers["content-length"], head.body.length]).toEqual(["200000", 0]);
  }
});

test("only the loopback address is listened on", async () => {
  const shell = await startShell();
  const port = Number(new URL(shell.url).port);
  const others = Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter((item) => !item.internal && item.family === "IPv4"),
  );
  for (const { address } of [...others, { address: "127.0.0.2" }]) {
    const outcome = await new Promise<string>((resolve) => {
      const socket = connect(port, address, () => (socket.destroy(), resolve("connected")));
      socket.on("error", (cause: NodeJS.ErrnoException) => resolve(cause.code ?? "error"));
    });
    expect([address, outcome]).toEqual([address, "ECONNREFUSED"]);
  }
});

test("idle is when nothing is asked and nothing is open; an open stream keeps the shell awake", async () => {
  const open = Promise.withResolvers<void>();
  const order: string[] = [];
  const shell = await startShell({
    idleMs: 1000,
    handleRpc: async (_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(": open\n\n");
      await open.promise;
      order.push("stream ends");
      response.end();
      return true;
    },
  });
  void shell.idle.then(() => order.push("idle"));
  const headers = await enter(shell);
  const streaming = send(shell, { method: "POST", path: "/rpc/events", headers, body: "{}" });
  // Longer than a stretch of idleness, measured by the same clock as the shell's.
  setTimeout(() => open.resolve(), 1500);
  await streaming;
  await shell.idle;
  expect(order).toEqual(["stream ends", "idle"]);
});

test("close ends open streams and removes the opener", async () => {
  const folder = freshFolder();
  const shell = await startShell({
    tempDir: folder,
    handleRpc: (_request, response) => {
      response.writeHead(200).write("open");
      return new Promise<boolean>(() => undefined);
    },
  });
  const headers = await enter(shell);
  await shell.renewOpener();
  const streaming = send(shell, { method: "POST", path: "/rpc/events", headers, body: "{}" }).catch(() => "ended");
  await shell.close();
  expect(await streaming).toBe("ended");
  expect(readdirSync(folder)).toEqual([]);
  await expect(send(shell, { path: "/" })).rejects.toMatchObject({ code: "ECONNREFUSED" });
});
