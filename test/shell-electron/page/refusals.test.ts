// Electron's checklist, item by item: what the window is, and what a page may not do. @see quality.md Security
import { fc, test as law } from "@fast-check/vitest";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CONTENT_POLICY, MEDIA_HEADERS, SCREEN_HEADERS } from "../../../src-main/shell-electron/page/content-policy.ts";
import { mayHavePermission, mayNavigate, mayRequest, WINDOW_OPENING } from "../../../src-main/shell-electron/page/may.ts";
import { mediaUrl } from "../../../src-main/shell-electron/scheme/media-request.ts";
import { APP_ORIGIN, isAppUrl, PRIVILEGED_SCHEMES, START_PAGE } from "../../../src-main/shell-electron/page/origins.ts";
import { isTrustedSender } from "../../../src-main/shell-electron/page/sender.ts";
import { pagePreferences, windowOptions } from "../../../src-main/shell-electron/window/window-options.ts";
import { listFiles, readText, ROOT } from "../../support/tree.ts";

const FOREIGN = [
  "file:///C:/Windows/win.ini",
  "file:///etc/passwd",
  "http://127.0.0.1:8080/",
  "https://example.org/",
  "app://anbao.example/",
  "app://anbao:1/",
  "app://user@anbao/",
  "app://anbao%00/",
  "app:anbao/index.html",
  "appx://anbao/",
  "chrome://settings",
  "view-source:app://anbao/",
  "about:blank",
  "javascript:alert(1)",
  "data:text/html,<script>1</script>",
  "blob:https://example.org/0",
  "filesystem:app://anbao/x",
  "",
  "::",
];

test.each(FOREIGN)("the window never goes to %j", (address) => {
  expect([isAppUrl(address), mayNavigate(address)]).toEqual([false, false]);
});

test("the window may move within its one page, which is app:// and not file://", () => {
  expect(START_PAGE.startsWith(`${APP_ORIGIN}/`)).toBe(true);
  expect([mayNavigate(START_PAGE), mayNavigate(`${APP_ORIGIN}/index.html#/activities`)]).toEqual([true, true]);
});

test.each([mediaUrl("ab".repeat(32), "original"), `${APP_ORIGIN}/media/`, `${APP_ORIGIN}/`, `${APP_ORIGIN}/assets/a-1.js`])(
  "the window never goes to %s, though its page may load it",
  (address) => {
    expect([mayNavigate(address), mayRequest(address)]).toEqual([false, true]);
  },
);

law.prop([fc.webUrl({ validSchemes: ["http", "https", "ws", "wss", "ftp"] })])(
  "nothing on a network is ever loaded or visited",
  (address) => {
    expect([mayRequest(address), mayNavigate(address)]).toEqual([false, false]);
  },
);

test.each([
  ["app://anbao/a.js", true],
  ["media://preview/0", false],
  [`blob:${APP_ORIGIN}/1b4e28ba`, true],
  ["blob:null/1b4e28ba", false],
  ["data:image/png;base64,AA==", true],
  ["file:///etc/passwd", false],
  ["chrome-extension://a/b", false],
  ["nonsense", false],
])("a request to %s is let through: %s", (address, expected) => {
  expect(mayRequest(address)).toBe(expected);
});

test("no page opens a window", () => {
  expect(WINDOW_OPENING).toEqual({ action: "deny" });
});

const PERMISSIONS = [
  "media",
  "geolocation",
  "notifications",
  "midi",
  "pointerLock",
  "openExternal",
  "clipboard-read",
  "hid",
  "serial",
  "usb",
  "fileSystem",
];
/** What the screens call that Electron asks a permission for. */
const CALLS: Readonly<Record<string, RegExp>> = {
  "clipboard-sanitized-write": /navigator\.clipboard\.write/,
  fullscreen: /requestFullscreen|<video/,
};
law.prop([fc.oneof(fc.constantFrom(...PERMISSIONS), fc.string()).filter((name) => !Object.hasOwn(CALLS, name))])(
  "no other permission is granted, whatever it is called",
  (permission) => {
    expect(mayHavePermission(permission)).toBe(false);
  },
);
test.each(Object.entries(CALLS))("%s is granted, and a screen uses it", (permission, call) => {
  const screens = listFiles().filter((path) => /^src-renderer\/.*\.tsx?$/.test(path));
  expect(mayHavePermission(permission)).toBe(true);
  expect(screens.some((path) => call.test(readText(path) ?? ""))).toBe(true);
});
test("no screen calls for a permission that is refused", () => {
  const refused =
    /navigator\.(clipboard\.read|geolocation|mediaDevices|usb|hid|serial|requestMIDIAccess)|new Notification|showOpenFilePicker|requestPointerLock/;
  const screens = listFiles().filter((path) => path.startsWith("src-renderer/"));
  expect(screens.filter((path) => refused.test(readText(path) ?? ""))).toEqual([]);
});

const trusted = { webContentsId: 7, frameUrl: START_PAGE, isMainFrame: true };
test("only the top frame of our window with our page is listened to", () => {
  expect(isTrustedSender(trusted, 7)).toBe(true);
});
test.each([
  ["another window", { ...trusted, webContentsId: 8 }, 7],
  ["an embedded frame", { ...trusted, isMainFrame: false }, 7],
  ["a frame that is gone", { ...trusted, frameUrl: null }, 7],
  ["a page before there is a window", trusted, undefined],
  ...FOREIGN.map((frameUrl) => [`a page at ${frameUrl}`, { ...trusted, frameUrl }, 7] as const),
] as const)("%s is not listened to", (_, sender, windowId) => {
  expect(isTrustedSender(sender, windowId)).toBe(false);
});

test("pages are isolated, sandboxed and without Node, with and without developer tools", () => {
  const on = ["contextIsolation", "sandbox", "webSecurity", "safeDialogs"] as const;
  const off = [
    "nodeIntegration",
    "nodeIntegrationInSubFrames",
    "nodeIntegrationInWorker",
    "allowRunningInsecureContent",
    "experimentalFeatures",
    "plugins",
    "webviewTag",
    "navigateOnDragDrop",
    "spellcheck",
  ] as const;
  for (const preferences of [pagePreferences("p", true), pagePreferences("p", false)]) {
    expect(on.map((name) => preferences[name])).toEqual(on.map(() => true));
    expect(off.map((name) => preferences[name])).toEqual(off.map(() => false));
  }
});

law.prop([fc.integer({ min: 640, max: 8000 }), fc.integer({ min: 480, max: 5000 })])(
  "the window fits its screen",
  (width, height) => {
    const options = windowOptions({ width, height }, pagePreferences("p", false));
    expect([
      options.width! <= width,
      options.height! <= height,
      options.minWidth! <= options.width!,
      options.minHeight! <= options.height!,
    ]).toEqual([true, true, true, true]);
    expect(options.webPreferences?.sandbox).toBe(true);
  },
);

const directives = new Map(CONTENT_POLICY.split("; ").map((part) => [part.split(" ")[0]!, part.split(" ").slice(1)] as const));
test("the policy begins with nothing and adds no script from anywhere but the program", () => {
  expect(directives.get("default-src")).toEqual(["'none'"]);
  expect(directives.get("script-src")).toEqual(["'self'"]);
  for (const name of ["base-uri", "form-action", "frame-ancestors"]) expect(directives.get(name)).toEqual(["'none'"]);
  for (const name of ["object-src", "frame-src", "child-src"]) expect(directives.has(name)).toBe(false);
});
test("no directive names a network, a wildcard or evaluation", () => {
  const sources = [...directives.values()].flat();
  expect(sources.filter((source) => /https?:|wss?:|file:|\*|unsafe-eval|wasm-unsafe-eval/.test(source))).toEqual([]);
  expect([...directives].filter(([, list]) => list.includes("'unsafe-inline'")).map(([name]) => name)).toEqual(["style-src"]);
});
test("every answer carries the policy and is never sniffed; foreign files are sandboxed", () => {
  expect(SCREEN_HEADERS).toMatchObject({
    "content-security-policy": CONTENT_POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
  });
  expect(MEDIA_HEADERS).toMatchObject({
    "content-security-policy": "default-src 'none'; sandbox",
    "x-content-type-options": "nosniff",
  });
});
test("there is one scheme, and it does not escape the policy", () => {
  const privileges = PRIVILEGED_SCHEMES.map((scheme) => scheme.privileges as Record<string, boolean>);
  expect(privileges).toHaveLength(1);
  expect(privileges.some((one) => one["bypassCSP"] || one["corsEnabled"] || one["allowServiceWorkers"])).toBe(false);
});

test("the wiring puts every refusal in force", () => {
  const source = (name: string): string => readFileSync(join(ROOT, "src-main/shell-electron", name), "utf8");
  const guards = [
    "setWindowOpenHandler",
    "will-navigate",
    "will-frame-navigate",
    "will-redirect",
    "will-attach-webview",
    "setPermissionRequestHandler",
    "setPermissionCheckHandler",
    "setDevicePermissionHandler",
    "onBeforeRequest",
    "will-download",
  ];
  expect(guards.filter((name) => !source("page/guard-pages.ts").includes(name))).toEqual([]);
  expect(source("page/guard-pages.ts")).toContain('on("will-download", (event) => event.preventDefault())');
  const main = source("main.ts");
  expect(main).toMatch(/app\.enableSandbox\(\)[\s\S]*registerSchemesAsPrivileged[\s\S]*whenReady/);
  expect(main).toMatch(/setApplicationMenu[\s\S]*guardPages\(\)[\s\S]*startDataProcess\([\s\S]*openWindow\([\s\S]*loadURL\(/);
  expect(main).toMatch(
    /refused\.length > 0[\s\S]*startAgain\(\[\.\.\.display[\s\S]*requestSingleInstanceLock\(\)[\s\S]*prepare\(\)/,
  );
});

test("every message of the page is answered only after its sender was checked", () => {
  const source = readFileSync(join(ROOT, "src-main/shell-electron/answers/answer-page.ts"), "utf8");
  expect([source.match(/isFromPage\(event, id\)/g)?.length, source.match(/ipcMain\.(on|handle)\(/g)?.length]).toEqual([2, 2]);
});
