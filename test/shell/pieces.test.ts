// The pieces of the double that hold by themselves: addresses, ports, messages, answers of schemes, the lock, the clock.
import { globSync, readFileSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { expect, test } from "vitest";
import { openAddresses } from "./page/addresses.ts";
import { instanceLock } from "./app/instance-lock.ts";
import { NOT_ON_THE_SHELL } from "./not-on-the-shell.ts";
import { decodeMessage, encodeMessage } from "./page/codec.ts";
import { MessageChannelMain, openPortLine, type MessagePortMain, type PortLine } from "./process/ports.ts";
import { openProtocol } from "./page/scheme-answers.ts";
import { Session } from "./page/sessions.ts";

const ROOT = join(import.meta.dirname, "../..");
const same = (text: string): string => text;

test("an address goes to Chromium and comes back; other origins stay other origins", () => {
  const addresses = openAddresses();
  addresses.register(["app", "media"]);
  const text = 'src="app://anbao/x.js" href="media://original/ab" https://example.com';
  const there = addresses.toChromium(text);
  expect(there).toBe('src="https://anbao.app.test/x.js" href="https://original.media.test/ab" https://example.com');
  expect(addresses.toProgram(there)).toBe(text);
  expect(new URL(addresses.toChromium("app://anbao")).origin).not.toBe(new URL(addresses.toChromium("media://anbao")).origin);
  expect(addresses.policyToChromium("img-src 'self' media: data:; media-src media:")).toBe(
    "img-src 'self' https://*.media.test data:; media-src https://*.media.test",
  );
});

test("a message keeps what a structured clone keeps, and refuses what it refuses", () => {
  const bytes = new Uint8Array(100_000).map((_, index) => index % 251);
  const message = { a: [1, "二", null, undefined], when: new Date(5), bytes, big: 7n, deep: { $: "object" } };
  const passed = JSON.parse(JSON.stringify(encodeMessage(message))) as unknown;
  expect(decodeMessage(passed, same)).toEqual(message);
  expect(() => encodeMessage({ f: () => 1 })).toThrow("could not be cloned");
  expect(() => encodeMessage(Promise.resolve())).toThrow("could not be cloned");
});

const heard = (port: MessagePortMain): unknown[] => {
  const all: unknown[] = [];
  port.on("message", ({ data }) => all.push(data));
  port.on("close", () => all.push("closed"));
  return all;
};
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

test("a port's messages wait for start, and its other end learns that it closed", async () => {
  const { port1, port2 } = new MessageChannelMain();
  const all = heard(port2);
  port1.postMessage("a");
  await settled();
  expect(all).toEqual([]);
  port2.start();
  port1.postMessage({ b: 1 });
  await settled();
  port1.close();
  await settled();
  expect(all).toEqual(["a", { b: 1 }, "closed"]);
});

test("a port that goes through two lines still joins its two ends, with what was said before", async () => {
  const lines: { page?: PortLine; far?: PortLine; near?: PortLine; child?: PortLine } = {};
  lines.page = openPortLine((words) => lines.far?.hear(words), 1);
  lines.far = openPortLine((words) => lines.page?.hear(words), 2);
  lines.near = openPortLine((words) => lines.child?.hear(words), 2);
  lines.child = openPortLine((words) => lines.near?.hear(words), 1);
  const { port1, port2 } = new MessageChannelMain();
  port1.postMessage("early");
  await settled();
  const inMain = lines.far.takeIn(lines.page.giveAway(port2));
  const inChild = lines.child.takeIn(lines.near.giveAway(inMain));
  const [there, here] = [heard(inChild), heard(port1)];
  inChild.start();
  port1.start();
  port1.postMessage("ask");
  inChild.postMessage("answer");
  await settled();
  expect(there).toEqual(["early", "ask"]);
  expect(here).toEqual(["answer"]);
  lines.near.broken();
  await settled();
  expect(here, "the process at the other end has gone").toEqual(["answer", "closed"]);
});

test("protocol: registered once and before ready, handled after; a long range is shortened, the initiator is the browser's word", async () => {
  const state = { ready: false };
  const addresses = openAddresses();
  const { protocol, answer } = openProtocol(addresses, () => state.ready);
  protocol.registerSchemesAsPrivileged([{ scheme: "app", privileges: { standard: true } }]);
  expect(() => protocol.registerSchemesAsPrivileged([])).toThrow("only once");
  expect(() => protocol.handle("app", () => new Response())).toThrow("after app is ready");
  state.ready = true;
  const asked: (Request & { initiatorOrigin?: string })[] = [];
  const headers = { "content-range": `bytes 10-${20_000_009}/30000000`, "content-length": "20000000" };
  protocol.handle("app", (request) => {
    asked.push(request);
    return new Response(new Uint8Array(20_000_000), { status: 206, headers });
  });
  const page = { url: "https://anbao.app.test/a?b", method: "GET", headers: {}, body: undefined };
  const given = await answer({ ...page, initiator: "https://anbao.app.test" });
  await answer({ ...page, initiator: undefined });
  expect(asked.map(({ url, initiatorOrigin }) => [url, initiatorOrigin])).toEqual([
    ["app://anbao/a?b", "app://anbao"],
    ["app://anbao/a?b", undefined],
  ]);
  expect(given?.body.byteLength).toBe(8 * 1024 * 1024);
  expect(given?.headers).toContainEqual({ name: "content-range", value: `bytes 10-${8 * 1024 * 1024 + 9}/30000000` });
  expect(await answer({ ...page, url: "https://example.com/", initiator: undefined })).toBeUndefined();
});

test("a session without handlers grants everything, as Electron warns; with them both are asked", async () => {
  const own = new Session(openAddresses(), () => true);
  expect(await own.mayHave({}, "geolocation", "app://anbao")).toBe(true);
  own.setPermissionRequestHandler((_contents, permission, grant) => grant(permission === "fullscreen"));
  expect(await own.mayHave({}, "geolocation", "app://anbao")).toBe(false);
  expect(await own.mayHave({}, "fullscreen", "app://anbao")).toBe(true);
  own.setPermissionCheckHandler(() => false);
  expect(await own.mayHave({}, "fullscreen", "app://anbao")).toBe(false);
});

test("a second program of the same profile hands its arguments over and is refused; another profile is not", async () => {
  const folder = await mkdtemp(join(tmpdir(), "anbao-lock-"));
  const seen: unknown[] = [];
  const first = instanceLock(
    () => folder,
    (second) => seen.push(second.workingDirectory),
  );
  expect(first.request()).toBe(true);
  expect(
    instanceLock(
      () => `${folder}2`,
      () => undefined,
    ).request(),
  ).toBe(true);
  expect(first.has()).toBe(true);
  first.release();
  expect(first.has()).toBe(false);
});

test("what the program imports from electron is in the double", () => {
  const names = globSync("src-main/shell-electron/**/*.ts", { cwd: ROOT })
    .filter((path) => !path.endsWith("preload.ts"))
    .flatMap((path) => [...readFileSync(join(ROOT, path), "utf8").matchAll(/^import (?!type)\{([^}]*)\} from "electron";/gms)])
    .flatMap(([, list = ""]) => list.split(","))
    .map((name) => name.trim())
    .filter((name) => name !== "" && !name.startsWith("type "));
  const double = readFileSync(join(import.meta.dirname, "app/electron.ts"), "utf8");
  const lacking = [...new Set(names)].filter((name) => !new RegExp(`export (const ${name}\\b|\\{ ${name} \\})`).test(double));
  expect(names).toContain("BrowserWindow");
  expect(lacking).toEqual([]);
});

test("specs that say nothing about the installed program exist, and each says why", () => {
  const paths = globSync("**/*.spec.ts", { cwd: join(ROOT, "test/e2e") });
  const specs = new Map(paths.map((path) => [basename(path), path]));
  for (const { spec, test: title, because } of NOT_ON_THE_SHELL) {
    expect([...specs.keys()]).toContain(spec);
    if (title !== undefined)
      expect(readFileSync(join(ROOT, "test/e2e", specs.get(spec) ?? spec), "utf8")).toContain(`test("${title}"`);
    expect(because.length).toBeGreaterThan(30);
  }
});
