// The small decisions of the shell: ranges, links, pages, policies, names, the browser's arguments.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRange } from "../../src-main/shell-browser/byte-range.ts";
import {
  browserArgs,
  browserCandidates,
  hasDisplay,
  planOpening,
  tellAddress,
} from "../../src-main/shell-browser/find-browser.ts";
import { mediaLink, readMediaLink } from "../../src-main/shell-browser/media-link.ts";
import { pagePolicy } from "../../src-main/shell-browser/response-headers.ts";
import { mediaHead } from "../../src-main/shell-browser/serve-media.ts";
import { listStaticFiles, NONCE_PLACEHOLDER, readStatic, staticPathOf } from "../../src-main/shell-browser/static-files.ts";
import { freshFolder, writeRenderer } from "./shell-fixture.ts";

const address = (link: string): URL => new URL(link, "http://127.0.0.1");

describe("ranges", () => {
  test("a part is never empty, never outside the file, and what the standard says", () => {
    const bound = fc.option(fc.nat(2000));
    fc.assert(
      fc.property(bound, bound, fc.nat(1500), (first, last, sizeBytes) => {
        const answer = readRange(`bytes=${first ?? ""}-${last ?? ""}`, sizeBytes);
        if (answer.kind === "part") {
          expect(answer.from).toBeGreaterThanOrEqual(0);
          expect(answer.to).toBeLessThan(sizeBytes);
          expect(answer.from).toBeLessThanOrEqual(answer.to);
          if (first !== null) expect([answer.from, answer.to]).toEqual([first, Math.min(last ?? sizeBytes, sizeBytes - 1)]);
          else expect([answer.from, answer.to]).toEqual([Math.max(0, sizeBytes - (last ?? 0)), sizeBytes - 1]);
        }
        if (answer.kind === "unsatisfiable")
          expect(first === null ? last === 0 || sizeBytes === 0 : first >= sizeBytes).toBe(true);
      }),
    );
  });

  test.each([
    undefined,
    "",
    "bytes=-",
    "bytes=5-1",
    "bytes=0-1,3-4",
    "items=0-1",
    "bytes=a-b",
    "bytes=0-1;",
    `bytes=0-${"9".repeat(40)}`,
  ])("%j is answered with the whole file", (header) => expect(readRange(header, 100)).toEqual({ kind: "whole" }));

  test("what a part is answered with adds up", () => {
    const media = { mime: "video/mp4", inline: true, saveAs: "视频 (1)'.mp4", path: "x", sizeBytes: 1000 };
    expect(mediaHead(media, { kind: "part", from: 10, to: 19 })).toMatchObject({
      status: 206,
      headers: { "content-range": "bytes 10-19/1000", "content-length": "10", "content-type": "video/mp4" },
    });
    expect(mediaHead(media, { kind: "unsatisfiable" })).toMatchObject({
      status: 416,
      headers: { "content-range": "bytes */1000" },
    });
    expect(mediaHead(media, { kind: "whole" }).headers["content-disposition"]).toBe(
      "inline; filename*=UTF-8''%E8%A7%86%E9%A2%91%20%281%29%27.mp4",
    );
    expect(mediaHead({ ...media, inline: false }, { kind: "whole" }).headers).toMatchObject({
      "content-security-policy": expect.stringContaining("sandbox") as string,
      "x-content-type-options": "nosniff",
      "content-disposition": expect.stringMatching(/^attachment;/) as string,
    });
  });
});

describe("links", () => {
  const sha256 = "ab".repeat(32);

  test("a link leads to what it was made for, under this run's key only", () => {
    for (const variant of ["original", "preview"] as const) {
      const link = mediaLink("key", { variant, sha256 });
      expect(readMediaLink("key", address(link))).toEqual({ variant, sha256 });
      expect(readMediaLink("other", address(link))).toBeUndefined();
    }
  });

  test("any changed character of a link is refused", () => {
    const link = mediaLink("key", { variant: "original", sha256 });
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.constantFrom(..."0aZ_-/.?=&"), (at, character) => {
        fc.pre(link[at] !== character);
        const changed = link.slice(0, at) + character + link.slice(at + 1);
        expect(readMediaLink("key", address(changed))).toBeUndefined();
      }),
    );
    expect(readMediaLink("key", address(link.replace("/media/", "/preview/")))).toBeUndefined();
  });
});

describe("pages", () => {
  test("only listed files are found, whatever the path", async () => {
    const folder = freshFolder();
    const rendererDir = writeRenderer(folder);
    symlinkSync(join(folder, "outside.txt"), join(rendererDir, "link.txt"));
    const files = await listStaticFiles(rendererDir);
    expect([...files.keys()].sort()).toEqual(["/assets/main.js", "/index.html"]);
    expect(staticPathOf(files, "/assets/main.js")).toBe(join(rendererDir, "assets", "main.js"));
    expect(staticPathOf(files, "/")).toBe(join(rendererDir, "index.html"));
    expect(staticPathOf(files, "/activities/new")).toBe(join(rendererDir, "index.html"));
    const bad = [
      "/../outside.txt",
      "/%2e%2e/outside.txt",
      "/..%2foutside.txt",
      "/assets/..\\..\\outside.txt",
      "/.env",
      "/link.txt",
      "/%00",
      "/%",
      "/none.js",
    ];
    for (const path of bad) expect([path, staticPathOf(files, path)]).toEqual([path, undefined]);
    fc.assert(
      fc.property(fc.webPath(), (path) => {
        const found = staticPathOf(files, path);
        expect(found === undefined || found.startsWith(rendererDir)).toBe(true);
      }),
    );
  });

  test("the policy allows nothing of others; a page built for a nonce allows no inline styles", async () => {
    const directives = new Map(
      pagePolicy(undefined)
        .split("; ")
        .map((text) => [text.split(" ")[0], text.split(" ").slice(1)]),
    );
    expect(directives.get("default-src")).toEqual(["'none'"]);
    expect(directives.get("script-src")).toEqual(["'self'"]);
    expect(directives.get("connect-src")).toEqual(["'self'"]);
    for (const name of ["frame-ancestors", "base-uri", "form-action"]) expect(directives.get(name)).toEqual(["'none'"]);
    const folder = freshFolder();
    mkdirSync(join(folder, "built"));
    writeFileSync(join(folder, "built", "index.html"), `<meta property="csp-nonce" nonce="${NONCE_PLACEHOLDER}">`);
    const { headers, body } = await readStatic(join(folder, "built", "index.html"), "abc");
    expect(body.toString()).toContain('nonce="abc"');
    expect(headers["content-security-policy"]).toContain("style-src 'self' 'nonce-abc'; ");
  });
});

describe("the browser", () => {
  const request = { openerFile: "/tmp/anbao-x/安报 #1.html", profileDir: "/tmp/p", platform: "linux", isRoot: false } as const;

  test("is asked for an app window on the opener, in a profile of its own; the token is in no argument", () => {
    const args = browserArgs(request);
    expect(args[0]).toBe("--app=file:///tmp/anbao-x/%E5%AE%89%E6%8A%A5%20%231.html");
    expect(args).toContain("--user-data-dir=/tmp/p");
    expect(browserArgs({ ...request, platform: "win32", openerFile: "C:\\Users\\张\\a.html" })[0]).toBe(
      "--app=file:///C:/Users/%E5%BC%A0/a.html",
    );
  });

  test("loses its sandbox for root under Linux only", () => {
    const without = (change: object) => browserArgs({ ...request, ...change }).includes("--no-sandbox");
    expect([without({}), without({ isRoot: true }), without({ isRoot: true, platform: "darwin" })]).toEqual([false, true, false]);
  });

  test("is looked for where each system keeps it, a wish first", () => {
    expect(browserCandidates("linux", { PATH: "/usr/bin:relative:/snap/bin", ANBAO_BROWSER: "/opt/b" }).slice(0, 3)).toEqual([
      "/opt/b",
      "/usr/bin/chromium",
      "/snap/bin/chromium",
    ]);
    expect(browserCandidates("win32", { "ProgramFiles(x86)": "C:\\Program Files (x86)" })[0]).toBe(
      "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
    );
    expect(browserCandidates("darwin", { HOME: "/Users/a" })).toContain(
      "/Users/a/Applications/Chromium.app/Contents/MacOS/Chromium",
    );
  });

  test("is not started without a display or a program; then the address is told", () => {
    expect(planOpening(request, {}, () => true)).toEqual({ kind: "tell", why: "no-display" });
    expect(planOpening(request, { DISPLAY: ":0" }, () => false)).toEqual({ kind: "tell", why: "no-browser" });
    expect(
      planOpening(request, { WAYLAND_DISPLAY: "w", PATH: "/usr/bin" }, (path) => path === "/usr/bin/chromium"),
    ).toMatchObject({
      kind: "start",
      program: "/usr/bin/chromium",
    });
    expect(hasDisplay("win32", {})).toBe(true);
    for (const why of ["no-display", "no-browser"] as const)
      expect(tellAddress(why, request.openerFile)).toContain(request.openerFile);
  });
});
