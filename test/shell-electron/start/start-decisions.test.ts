// What the program decides before it opens anything: switches, display system, graphics card, language, files that are handed over.
import { fc, test as law } from "@fast-check/vitest";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { displayArguments, displayInUse } from "../../../src-main/shell-electron/start/choose-display.ts";
import { isCrash, mayStartAgain } from "../../../src-main/shell-electron/failures/crash-limit.ts";
import { graphicsToKeep, mayUseGraphicsCard } from "../../../src-main/shell-electron/failures/graphics.ts";
import { argumentsAgain, openedPath } from "../../../src-main/shell-electron/start/opened-paths.ts";
import { readLanguage } from "../../../src-main/shell-electron/menus/person-language.ts";
import { refusalWord, refusedSwitches } from "../../../src-main/shell-electron/start/refuse-switches.ts";
import { WORDS } from "../../../src-main/shell-electron/menus/words.ts";

const DEBUGGING = [
  "--remote-debugging-port=9222",
  "--remote-debugging-pipe",
  "--remote-debugging-address=0.0.0.0",
  "--js-flags=--expose-gc",
  "--inspect",
  "--inspect-brk=1",
  "--inspect-port=0",
  "--no-sandbox",
  "--NO-SANDBOX",
  "--load-extension=x",
  "--disable-web-security",
  "--user-data-dir=/tmp/x",
  "--renderer-cmd-prefix=gdb",
  "-inspect",
  "/remote-debugging-port=1",
  " --no-sandbox ",
  "--browser-subprocess-path=/tmp/x",
];
test.each(DEBUGGING)("the program does not start with %s", (argument) => {
  expect(refusedSwitches(["anbao", "--ozone-platform=x11", argument], {})).toHaveLength(1);
});

test.each([
  [[]],
  [["."]],
  [["--ozone-platform=x11", "--enable-wayland-ime", "--lang=zh-CN", "--no-first-run"]],
  [["/媒体/inspect/报送包.anbao"]],
  [["--", "--inspect.anbao"]],
])("it starts with %j", (given) => expect(refusedSwitches(["--inspect-is-the-program", ...given], {})).toEqual([]));

test("nor with the variable by which Electron gives up its sandbox", () =>
  expect(refusedSwitches(["anbao"], { ELECTRON_DISABLE_SANDBOX: "1" })).toEqual(["ELECTRON_DISABLE_SANDBOX"]));

test("what an AppImage adds by itself is told in a sentence that says what to install; what a person typed is named", () => {
  const image = "/srv/x/安报.AppImage";
  expect(refusalWord(["--no-sandbox"], image)).toBe("refusedImage");
  expect(refusalWord(["--no-sandbox"], undefined)).toBe("refused");
  expect(refusalWord(["--no-sandbox", "--inspect"], image)).toBe("refused");
  for (const language of ["zh-CN", "en"] as const) {
    expect(WORDS[language].refusedImage).toMatch(/deb/);
    expect(WORDS[language].refusedImage).not.toMatch(/\{|ANBAO|--/);
  }
});

const X11 = { DISPLAY: ":0" };
const WAYLAND = { DISPLAY: ":0", WAYLAND_DISPLAY: "wayland-0" };
test.each([
  ["X11 needs nothing", "linux", [], X11, undefined],
  ["Wayland goes through XWayland, where Chinese input works", "linux", [], WAYLAND, ["--ozone-platform=x11"]],
  ["a Wayland without X is taken as it is", "linux", [], { WAYLAND_DISPLAY: "wayland-0" }, "wayland"],
  ["a person may ask for Wayland", "linux", [], { ...WAYLAND, ANBAO_OZONE: "wayland" }, "wayland"],
  ["but not where there is none", "linux", [], { ...X11, ANBAO_OZONE: "wayland" }, undefined],
  ["what was chosen stays", "linux", ["--ozone-platform=x11"], WAYLAND, undefined],
  ["Windows has no choice", "win32", [], WAYLAND, undefined],
] as const)("%s", (_, platform, given, env, expected) => {
  const added = displayArguments({ platform, argv: ["anbao", ...given], env });
  if (expected === "wayland")
    expect(added).toEqual(["--ozone-platform=wayland", "--enable-wayland-ime", "--wayland-text-input-version=3"]);
  else expect(added).toEqual(expected);
});

law.prop([fc.constantFrom(X11, WAYLAND, { WAYLAND_DISPLAY: "w" }, {}), fc.constantFrom(undefined, "wayland", "x11")])(
  "started again with what was added, the program starts: it never starts itself for ever",
  (env, request) => {
    const around = { ...env, ANBAO_OZONE: request };
    const added = displayArguments({ platform: "linux", argv: ["anbao"], env: around }) ?? [];
    expect(displayArguments({ platform: "linux", argv: ["anbao", ...added], env: around })).toBeUndefined();
    expect(refusedSwitches(["anbao", ...added], {})).toEqual([]);
    expect(displayInUse({ platform: "linux", argv: ["anbao", ...added], env: around })).toMatch(/^(x11|wayland)$/);
  },
);

test("a crash is mended by itself three times a minute, then a person is asked; a later one again by itself", () => {
  expect([[0], [0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 60_003]].map((times) => mayStartAgain(times))).toEqual([
    true,
    true,
    false,
    true,
  ]);
  expect(["clean-exit", "crashed", "oom", "killed"].map(isCrash)).toEqual([false, true, true, true]);
});

test("a graphics card that failed again and again is left alone, until the next version", () => {
  expect(graphicsToKeep([0, 1, 2], "1.0.0")).toBeUndefined();
  const kept = graphicsToKeep([0, 1, 2, 3], "1.0.0");
  expect([mayUseGraphicsCard(kept, "1.0.0"), mayUseGraphicsCard(kept, "1.0.1")]).toEqual([false, true]);
});
law.prop([fc.oneof(fc.string(), fc.json(), fc.constant(undefined))])("a damaged file says nothing", (text) => {
  expect([mayUseGraphicsCard(text, "1.0.0"), readLanguage(text)]).toEqual([true, "zh-CN"]);
});
test("the language is the one of the screens", () => {
  expect(readLanguage(JSON.stringify({ workspace: null, settings: { language: "en", theme: "dark" } }))).toBe("en");
});

const folder = resolve("u盘");
test.each([
  [[join(folder, "城关镇-第2包.anbao.age")], join(folder, "城关镇-第2包.anbao.age")],
  [["a.ANBAO"], join(folder, "a.ANBAO")],
  [["--flag", ".", "b.anbao-backup"], join(folder, "b.anbao-backup")],
  [["a.anbao", "b.anbao"], join(folder, "b.anbao")],
  [["a.pdf"], undefined],
  [["--x=a.anbao"], undefined],
  [["a\0.anbao"], undefined],
  [[], undefined],
])("of the arguments %j, %j is opened", (given, expected) => {
  expect(openedPath(["/opt/anbao.anbao", ...given], folder)).toBe(expected);
});

test.each([
  [["城关镇-第2包.anbao.age"], []],
  [
    ["--ozone-platform=x11", ".", "b.anbao-backup"],
    ["--ozone-platform=x11", folder],
  ],
  [
    ["--x=a.anbao", resolve("/opt/app")],
    ["--x=a.anbao", resolve("/opt/app")],
  ],
])("started again, of %j there is %j: no file is opened twice, and a folder is the same one", (given, expected) => {
  const wanted = join(folder, "另一个.anbao");
  expect(argumentsAgain(["/opt/anbao.anbao", ...given], folder, [])).toEqual(expected);
  expect(argumentsAgain(["/opt/anbao.anbao", ...given], folder, [wanted])).toEqual([...expected, wanted]);
});
