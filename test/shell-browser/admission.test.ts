// Who may ask: one good request, and every single thing that can be wrong with it, on every route.
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { refusalOf, routeOf, type Asked } from "../../src-main/shell-browser/admission.ts";
import { isSameSecret, isTicketValid } from "../../src-main/shell-browser/session.ts";

const run = { port: 4711, secret: "f".repeat(64) };
const ours = "http://127.0.0.1:4711";
const base = { host: "127.0.0.1:4711", secret: undefined } as const;

const good = {
  open: { ...base, method: "POST", path: "/open", origin: "null", fetchSite: "cross-site" },
  rpc: { ...base, method: "POST", path: "/rpc/home/show", origin: ours, fetchSite: "same-origin", secret: run.secret },
  media: { ...base, method: "GET", path: `/media/${"a".repeat(64)}`, origin: undefined, fetchSite: "same-origin" },
  preview: { ...base, method: "GET", path: `/preview/${"a".repeat(64)}`, origin: undefined, fetchSite: "same-origin" },
  page: { ...base, method: "GET", path: "/", origin: undefined, fetchSite: "none" },
} satisfies Readonly<Record<string, Asked>>;

const wrong = {
  host: [
    undefined,
    "",
    "localhost:4711",
    "127.0.0.1",
    "127.0.0.1:4712",
    "evil.example:4711",
    "127.0.0.1:4711.evil.example",
    "[::1]:4711",
    "0.0.0.0:4711",
  ],
  method: ["OPTIONS", "PUT", "DELETE", "TRACE", "CONNECT", ""],
  origin: [
    "http://localhost:4711",
    "https://127.0.0.1:4711",
    "http://127.0.0.1:4712",
    "http://127.0.0.1:4711.evil.example",
    "file://",
    "",
  ],
  "fetch-site": [undefined, "", "same-site", "cross-origin"],
  secret: [undefined, "", "f".repeat(63), "F".repeat(64), "e".repeat(64)],
} as const;

describe.each(Object.entries(good))("%s", (name, asked) => {
  test("is admitted as the browser sends it", () => {
    expect(refusalOf(asked, run)).toBeUndefined();
  });

  test.each(wrong.host)("is refused under Host %j", (host) => expect(refusalOf({ ...asked, host }, run)).toBe("host"));
  test.each(wrong.method)("is refused as %j", (method) => expect(refusalOf({ ...asked, method }, run)).toBe("method"));
  test.each(wrong.origin)("is refused from Origin %j", (origin) => expect(refusalOf({ ...asked, origin }, run)).toBe("origin"));
  test.each(wrong["fetch-site"])("is refused with Sec-Fetch-Site %j", (fetchSite) => {
    expect(refusalOf({ ...asked, fetchSite }, run)).toBe("fetch-site");
  });

  test("another site is let in at the door alone, and our own page is not", () => {
    expect(refusalOf({ ...asked, fetchSite: "cross-site" }, run)).toBe(name === "open" ? undefined : "fetch-site");
    expect(refusalOf({ ...asked, origin: "null" }, run)).toBe(name === "open" ? undefined : "origin");
    if (name === "open") expect(refusalOf({ ...asked, origin: ours, fetchSite: "same-origin" }, run)).toBe("origin");
  });
});

test("a call is refused without the secret or with any other, and never asked by a link", () => {
  const asked = good.rpc;
  for (const secret of wrong.secret) expect(refusalOf({ ...asked, secret }, run)).toBe("secret");
  expect(refusalOf({ ...asked, origin: undefined }, run)).toBe("origin");
  expect(refusalOf({ ...asked, method: "GET" }, run)).toBe("method");
});

test("no path but the listed ones leads to calls, media or the door", () => {
  expect(["/open", "/rpc/a", "/media/x", "/preview/x"].map(routeOf)).toEqual(["open", "rpc", "media", "media"]);
  expect(["/", "/open/", "/opens", "/upload", "/rpc", "/RPC/a", "/media", "//rpc/a"].map(routeOf)).toEqual(
    Array.from({ length: 8 }, () => "page"),
  );
});

test("a secret equals itself and nothing else", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(isSameSecret(a, b)).toBe(a === b);
      expect(isSameSecret(undefined, a)).toBe(false);
    }),
  );
});

test("a ticket holds to its last millisecond, for its own token", () => {
  const ticket = { token: "abc", untilMs: 1000 };
  expect(isTicketValid(ticket, "abc", 999)).toBe(true);
  expect(isTicketValid(ticket, "abc", 1000)).toBe(false);
  expect(isTicketValid(ticket, "abd", 0)).toBe(false);
  expect(isTicketValid(ticket, undefined, 0)).toBe(false);
  expect(isTicketValid(undefined, "abc", 0)).toBe(false);
});
