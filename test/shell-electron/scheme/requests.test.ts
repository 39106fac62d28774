// What app:// answers: files of the build, media by hash; never a path that leads elsewhere.
import { fc, test as law } from "@fast-check/vitest";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve, sep } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readAppRequest } from "../../../src-main/shell-electron/scheme/app-request.ts";
import { rangeAnswer, readRange } from "../../../src-main/shell-electron/scheme/byte-range.ts";
import { mediaUrl } from "../../../src-main/shell-electron/scheme/media-request.ts";
import { APP_ORIGIN, START_PAGE } from "../../../src-main/shell-electron/page/origins.ts";
import { serveApp, type OpenMedia, type SchemeRequest } from "../../../src-main/shell-electron/scheme/serve-schemes.ts";

const folder = mkdtempSync(join(tmpdir(), "anbao-app-"));
const screens = join(folder, "screens");
mkdirSync(join(screens, "assets"), { recursive: true });
writeFileSync(join(screens, "index.html"), "<!doctype html>");
writeFileSync(join(screens, "assets/a-1.js"), "1");
writeFileSync(join(folder, "secret.json"), "{}");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const asked = (path: string, method = "GET", initiator: string | undefined = APP_ORIGIN) => ({
  method,
  url: `${APP_ORIGIN}${path}`,
  initiator,
});
const requestOf = (url: string, init?: RequestInit, initiator = APP_ORIGIN): SchemeRequest =>
  Object.assign(new Request(url, { duplex: "half", ...init }), { initiatorOrigin: initiator });

const serveMedia = (openMedia: OpenMedia) => serveApp(screens, openMedia);

test.each([
  ["/", "index.html", "text/html; charset=utf-8"],
  ["/index.html", "index.html", "text/html; charset=utf-8"],
  ["/index.html?x=1#/home", "index.html", "text/html; charset=utf-8"],
  ["/assets/a-1.js", "assets/a-1.js", "text/javascript; charset=utf-8"],
  ["/assets/a_b.C0-x.css", "assets/a_b.C0-x.css", "text/css; charset=utf-8"],
])("%s is the file %s", (path, file, type) => {
  expect(readAppRequest(asked(path))).toEqual({ kind: "file", path: file, type });
});

const WAYS_OUT = [
  "/../secret.json",
  "/..%2fsecret.json",
  "/%2e%2e/secret.json",
  "/a/%2e%2e%5csecret.json",
  "/..\\secret.json",
  "//etc/passwd.json",
  "/C:/x.json",
  "/a%00.js",
  "/.git/x.json",
  "/a//b.js",
  "/CON .js",
  "/a.js::$DATA",
];
test.each(WAYS_OUT)("%s leads nowhere", async (path) => {
  const answered = await serveMedia(() => Promise.reject(new Error("no")))(requestOf(`${APP_ORIGIN}${path}`));
  expect([answered.status, await answered.text()]).toEqual([404, ""]);
});

law.prop([
  fc.array(fc.oneof(fc.string(), fc.constantFrom("..", ".", "%2e%2e", "%2f", "\\", "/", "a.js", "C:")), { maxLength: 6 }),
])("no request leaves the folder of the screens", (parts) => {
  const url = `${APP_ORIGIN}/${parts.join("/")}`;
  fc.pre(URL.canParse(url));
  const read = readAppRequest({ method: "GET", url, initiator: undefined });
  fc.pre(read.kind === "file");
  expect(resolve(screens, read.kind === "file" ? read.path : "").startsWith(screens + sep)).toBe(true);
});

test.each([
  ["a foreign page", { method: "GET", url: `${APP_ORIGIN}/index.html`, initiator: "https://example.org" }, 403],
  ["an opaque page", { method: "GET", url: `${APP_ORIGIN}/index.html`, initiator: "null" }, 403],
  ["another host", { method: "GET", url: "app://other/index.html", initiator: undefined }, 403],
  ["a form", asked("/index.html", "POST"), 405],
  ["an unknown type", asked("/index.exe"), 404],
  ["no type", asked("/activities"), 404],
  ["sending a file", asked("/upload?name=a", "POST"), 405],
])("%s is refused", (_, request, status) => {
  expect(readAppRequest(request)).toEqual({ kind: "refused", status });
});

const sha256 = createHash("sha256").update("x").digest("hex");
test("a medium has an address of the page's own origin, which is read back as what it was made from", () => {
  for (const variant of ["original", "preview"] as const) {
    const url = mediaUrl(sha256, variant);
    expect(new URL(url).origin).toBe(new URL(START_PAGE).origin);
    expect(new URL(url).host).toBe(new URL(START_PAGE).host);
    expect(readAppRequest({ method: "GET", url, initiator: APP_ORIGIN })).toEqual({ kind: "media", sha256, variant });
  }
});

const at = (path: string) => `${APP_ORIGIN}/media/${path}`;
test.each([
  ["typed by hand", { method: "GET", url: mediaUrl(sha256, "original"), initiator: undefined }, 403],
  ["a foreign page", { method: "GET", url: mediaUrl(sha256, "original"), initiator: "http://127.0.0.1" }, 403],
  ["writing", { method: "PUT", url: mediaUrl(sha256, "original"), initiator: APP_ORIGIN }, 405],
  ["another kind", { method: "GET", url: at(`paper/${sha256}`), initiator: APP_ORIGIN }, 400],
  ["a path", { method: "GET", url: at("original/%2e%2e%2f%2e%2e%2fetc%2fpasswd"), initiator: APP_ORIGIN }, 400],
  ["a file of the build", { method: "GET", url: at("index.html"), initiator: APP_ORIGIN }, 400],
  ["upper case", { method: "GET", url: mediaUrl(sha256.toUpperCase(), "original"), initiator: APP_ORIGIN }, 400],
  ["the scheme of before", { method: "GET", url: `media://original/${sha256}`, initiator: APP_ORIGIN }, 403],
])("media: %s is refused", (_, request, status) => {
  expect(readAppRequest(request)).toEqual({ kind: "refused", status });
});

test("every answer with a medium, found or not, is a document that can do nothing", async () => {
  const found = { bytes: new Uint8Array(1), mime: "text/html", inline: false, saveAs: "a.html" };
  for (const openMedia of [() => Promise.resolve(found), () => Promise.resolve(undefined)]) {
    const answered = await serveMedia(openMedia)(requestOf(mediaUrl(sha256, "original")));
    expect(answered.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(answered.headers.get("x-content-type-options")).toBe("nosniff");
  }
});

law.prop([fc.uint8Array({ minLength: 1, maxLength: 300 }), fc.nat(400), fc.nat(400)])(
  "every range of a file is exactly those bytes",
  async (content, a, b) => {
    const path = join(folder, "media.bin");
    writeFileSync(path, content);
    const serve = serveMedia(() =>
      Promise.resolve({ path, sizeBytes: content.length, mime: "image/jpeg", inline: true, saveAs: "a.jpg" }),
    );
    for (const [header, expected] of [
      [`bytes=${a}-${b}`, a <= b ? content.slice(a, b + 1) : content],
      [`bytes=${a}-`, content.slice(a)],
      [`bytes=-${a}`, a === 0 ? new Uint8Array() : content.slice(-a)],
    ] as const) {
      const answered = await serve(requestOf(mediaUrl(sha256, "original"), { headers: { range: header } }));
      expect(answered.status === 416).toBe(expected.length === 0);
      expect(Buffer.from(await answered.arrayBuffer()).equals(Buffer.from(expected))).toBe(true);
    }
  },
);

law.prop([
  fc.oneof(fc.constant(null), fc.string(), fc.constantFrom("bytes=0-1,3-4", "bytes=-", "items=0-1", "bytes=5-2")),
  fc.integer({ min: 1, max: 1e9 }),
])("what is no single range gives the whole file", (header, size) => {
  fc.pre(header === null || !/^\s*bytes=(\d+-|-\d+)/.test(header) || header === "bytes=5-2" || header.includes(","));
  const answer = rangeAnswer(readRange(header, size), size, "a/b");
  expect([answer.status, answer.headers["content-length"]]).toEqual([200, String(size)]);
});

test("what is not on this PC is not found, and an empty file is empty", async () => {
  const none = await serveMedia(() => Promise.resolve(undefined))(requestOf(mediaUrl(sha256, "preview")));
  writeFileSync(join(folder, "empty"), "");
  const empty = await serveMedia(() =>
    Promise.resolve({ path: join(folder, "empty"), sizeBytes: 0, mime: "text/plain", inline: false, saveAs: "a.txt" }),
  )(requestOf(mediaUrl(sha256, "original")));
  expect([none.status, empty.status, await empty.text()]).toEqual([404, 200, ""]);
});

law.prop([fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.string(), fc.boolean()])(
  "media in memory are served alike; what no page may show is saved under its name",
  async (bytes, saveAs, inline) => {
    const answered = await serveMedia(() => Promise.resolve({ bytes, mime: "application/pdf", inline, saveAs }))(
      requestOf(mediaUrl(sha256, "original")),
    );
    const header = answered.headers.get("content-disposition") ?? "";
    expect(Buffer.from(await answered.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
    expect(header).toMatch(inline ? /^inline; filename\*=UTF-8''[\w.!~%-]*$/ : /^attachment; filename\*=UTF-8''[\w.!~%-]*$/);
  },
);
