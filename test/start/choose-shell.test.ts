// Which shell `npm start` opens: Electron whenever it can run, the browser shell with one line of reason otherwise.
import { fc, test as law } from "@fast-check/vitest";
import { expect, test } from "vitest";
import {
  canOpenWindows,
  chooseShell,
  electronArguments,
  wantedShell,
  type ShellFacts,
} from "../../src-main/start/choose-shell.ts";

const facts: fc.Arbitrary<ShellFacts> = fc.record({
  wanted: fc.constantFrom("electron", "browser", undefined),
  electronProgram: fc.option(fc.string({ minLength: 1 }), { nil: undefined }),
  fetchFailure: fc.option(fc.string(), { nil: undefined }),
  hasDisplay: fc.boolean(),
  isRootOfLinux: fc.boolean(),
  glibc: fc.constantFrom(undefined, "2.28", "2.31", "2.36", "3.0"),
});

law.prop([facts])("Electron opens exactly where it is there, has a display and nobody wished otherwise", (given) => {
  const opens = given.electronProgram !== undefined && given.hasDisplay && !given.isRootOfLinux && given.wanted !== "browser";
  expect(chooseShell(given).kind === "electron").toBe(opens);
});

law.prop([facts])("it is fetched at most once", (given) => {
  const failed = { ...given, fetchFailure: given.fetchFailure ?? "x" };
  expect(chooseShell(failed).kind).not.toBe("fetch-electron");
});

law.prop([facts])("which shell and why is one line in both languages", (given) => {
  const choice = chooseShell(given);
  fc.pre(choice.kind !== "fetch-electron");
  expect(choice.why).toMatch(
    choice.kind === "browser"
      ? /^改在浏览器中打开（[^\r\n]*）。Opening the browser shell: [^\r\n]+\.$/
      : /^用 Electron 打开（[^\r\n]+）。Opening Electron: [^\r\n]+\.$/,
  );
});

const fetched = { wanted: undefined, electronProgram: undefined, fetchFailure: "x", hasDisplay: true, isRootOfLinux: false };
test.each([
  ["2.28", true],
  ["2.31", true],
  ["2.33", false],
  ["3.0", false],
  [undefined, false],
])("with glibc %s it is said that Electron cannot be unpacked here: %s", (glibc, expected) => {
  const choice = chooseShell({ ...fetched, glibc });
  expect(choice.kind === "browser" && choice.why.includes("ELECTRON_OVERRIDE_DIST_PATH")).toBe(expected);
});

test.each([
  ["linux", {}, false],
  ["linux", { DISPLAY: ":0" }, true],
  ["linux", { WAYLAND_DISPLAY: "wayland-0" }, true],
  ["linux", { DISPLAY: "" }, false],
  ["win32", {}, true],
  ["darwin", {}, true],
])("on %s with %o windows can be opened: %s", (platform, env, expected) => {
  expect(canOpenWindows(platform, env)).toBe(expected);
});

test.each([
  ["electron", "electron"],
  ["browser", "browser"],
  ["Browser", undefined],
  ["", undefined],
  [undefined, undefined],
])("ANBAO_SHELL=%s wishes for %s", (value, expected) => {
  expect(wantedShell(value)).toBe(expected);
});

test.each([
  ["linux", { DISPLAY: ":0" }, ["app"]],
  ["linux", { DISPLAY: ":0", WAYLAND_DISPLAY: "w" }, ["--ozone-platform=x11", "app"]],
  ["win32", {}, ["app"]],
  ["darwin", {}, ["app"]],
])("on %s with %o Electron gets %j, and never without its sandbox", (platform, env, expected) => {
  expect(electronArguments("app", { platform, argv: ["node", "start.ts"], env })).toEqual(expected);
});
