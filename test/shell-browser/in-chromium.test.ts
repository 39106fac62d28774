// The whole way in with a real browser: opener, token, secret, calls, media; and what a page of somebody else can do: nothing.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser } from "@playwright/test";
import { RPCHandler } from "@orpc/server/node";
import { os } from "@orpc/server";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import type { BrowserShell } from "../../src-main/shell-browser/start-browser-shell.ts";
import { freshFolder, startShell } from "./shell-fixture.ts";

const SYSTEM_CHROMIUM = process.env["ANBAO_CHROMIUM"] ?? "/usr/bin/chromium";
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const PIXEL = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg==",
  "base64",
);
const sha256 = "ef".repeat(32);

const state: { browser?: Browser } = {};
beforeAll(async () => {
  if (!existsSync(SYSTEM_CHROMIUM)) throw new Error("this test needs Chromium; install it or name it in ANBAO_CHROMIUM");
  state.browser = await chromium.launch({ executablePath: SYSTEM_CHROMIUM, args: ARGS });
});
afterAll(() => state.browser?.close());

async function newPage() {
  if (!state.browser) throw new Error("no browser");
  const context = await state.browser.newContext();
  onTestFinished(() => context.close());
  return context.newPage();
}

function startAnswering(): Promise<BrowserShell> {
  const handler = new RPCHandler({ hello: os.handler(() => "你好") });
  return startShell({
    handleRpc: async (request, response) => (await handler.handle(request, response, { prefix: "/rpc", context: {} })).matched,
    openMedia: () => Promise.resolve({ mime: "image/png", inline: true, saveAs: "p.png", bytes: PIXEL }),
  });
}

const CALL = (secret: string | null) =>
  fetch("/rpc/hello", { method: "POST", headers: secret === null ? {} : { "x-anbao-secret": secret } }).then(
    (answer) => answer.status,
  );

test("the opener lets a browser in, once; the window works; a second opening with the same token is refused", async () => {
  const shell = await startAnswering();
  const copy = join(freshFolder(), "copy.html");
  writeFileSync(copy, readFileSync(shell.openerFile));
  const page = await newPage();
  await page.goto(pathToFileURL(shell.openerFile).href);
  await page.waitForURL(`${shell.url}/`);
  await page.getByText("已进入").waitFor();
  expect(await page.context().cookies()).toEqual([]);
  const secret = await page.evaluate(() => sessionStorage.getItem("anbao-secret"));
  expect(secret).toMatch(/^[0-9a-f]{64}$/);
  expect(await page.evaluate(CALL, secret)).toBe(200);
  expect(await page.evaluate(CALL, null)).toBe(401);

  const link = shell.mediaLink(sha256, "original");
  expect(
    await page.evaluate(
      `(async () => { const image = new Image(); image.src = "${link}"; await image.decode(); return image.naturalWidth; })()`,
    ),
  ).toBe(1);

  const late = await newPage();
  await late.goto(pathToFileURL(copy).href);
  await late.getByText("这个入口已经用过").waitFor();
  expect(await late.evaluate(() => sessionStorage.length)).toBe(0);
});

test("reload keeps the window in; a new tab with the bare address shows the page but has no secret", async () => {
  const shell = await startAnswering();
  const page = await newPage();
  await page.goto(pathToFileURL(shell.openerFile).href);
  await page.getByText("已进入").waitFor();
  await page.reload();
  await page.getByText("已进入").waitFor();
  const other = await page.context().newPage();
  await other.goto(shell.url);
  await other.getByText("未进入").waitFor();
  expect(await page.evaluate(() => sessionStorage.length)).toBe(1);
  expect(await other.evaluate(() => sessionStorage.length)).toBe(0);
});

test("a page of another server gets nothing: no call, no media, no frame, no door", async () => {
  const shell = await startAnswering();
  const evil = createServer((_request, response) =>
    response.writeHead(200, { "content-type": "text/html" }).end("<body>"),
  ).listen(0, "127.0.0.1");
  onTestFinished(() => void evil.close());
  const page = await newPage();
  await page.goto(`http://127.0.0.1:${(evil.address() as AddressInfo).port}/`);
  const link = `${shell.url}${shell.mediaLink(sha256, "original")}`;
  const got = await page.evaluate(`(async () => {
    const tried = (path, init) => fetch("${shell.url}" + path, init).then((answer) => answer.type, () => "blocked");
    const image = new Image();
    image.src = "${link}";
    return {
      call: await tried("/rpc/hello", { method: "POST" }),
      page: await tried("/", {}),
      door: await tried("/open", { method: "POST", body: new URLSearchParams({ token: "0" }) }),
      image: await image.decode().then(() => "shown", () => "blocked"),
    };
  })()`);
  expect(got).toEqual({ call: "blocked", page: "blocked", door: "blocked", image: "blocked" });
});

test("the policy holds in the browser: no inline script, no foreign address, no frame, no form", async () => {
  const shell = await startAnswering();
  const page = await newPage();
  await page.goto(pathToFileURL(shell.openerFile).href);
  await page.getByText("已进入").waitFor();
  const violated = await page.evaluate(`(async () => {
    const seen = [];
    const three = new Promise((resolve) => {
      document.addEventListener("securitypolicyviolation", (event) => {
        seen.push(event.effectiveDirective);
        if (seen.length === 3) resolve();
      });
    });
    const script = document.createElement("script");
    script.textContent = "globalThis.ran = true";
    document.body.append(script);
    const frame = document.createElement("iframe");
    frame.src = "/index.html";
    document.body.append(frame);
    await fetch("https://example.invalid/").catch(() => undefined);
    await three;
    return { seen: seen.sort(), ran: "ran" in globalThis };
  })()`);
  expect(violated).toEqual({ seen: ["connect-src", "frame-src", "script-src-elem"], ran: false });
});
