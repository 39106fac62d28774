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
});

law.prop([facts])("Electron opens exactly where it is there, has a display and nobody wished otherwise", (given) => {
  const opens = given.electronProgram !== undefined && given.hasDisplay && given.wanted !== "browser";
  expect(chooseShell(given).kind === "electron").toBe(opens);
});

law.prop([facts])("it is fetched at most once", (given) => {
  const failed = { ...given, fetchFailure: given.fetchFailure ?? "x" };
  expect(chooseShell(failed).kind).not.toBe("fetch-electron");
});

law.prop([facts])("the reason is one line in both languages", (given) => {
  const choice = chooseShell(given);
  fc.pre(choice.kind === "browser");
  expect(choice.why).toMatch(/^改在浏览器中打开（[^\r\n]*）。Opening the browser shell: [^\r\n]+\.$/);
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
  ["linux", 0, ["--no-sandbox", "app"]],
  ["linux", 1000, ["app"]],
  ["win32", undefined, ["app"]],
  ["darwin", 0, ["app"]],
])("on %s as user %s Electron gets %o", (platform, user, expected) => {
  expect(electronArguments("app", platform, user)).toEqual(expected);
});
