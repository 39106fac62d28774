// What may lie in the repository: known names at the top, no traces of a machine, no postponed work.
import { expect, test } from "vitest";
import { listFiles, readText } from "../support/tree.ts";

const TOP = [
  ".ci",
  ".dependency-cruiser.cjs",
  ".dependency-rooms.cjs",
  ".gitattributes",
  ".gitignore",
  ".npmrc",
  ".oxlintrc.json",
  ".prettierignore",
  ".prettierrc.json",
  "LICENSE",
  "README.md",
  "docs",
  "electron-builder.yml",
  "knip.json",
  "package-lock.json",
  "package.json",
  "playwright.config.ts",
  "playwright.shell.config.ts",
  "resources",
  "src-main",
  "src-renderer",
  "test",
  "tsconfig.base.json",
  "tsconfig.both.json",
  "tsconfig.core.json",
  "tsconfig.json",
  "tsconfig.main.json",
  "tsconfig.renderer.json",
  "vite.data.config.ts",
  "vite.decoder.config.ts",
  "vite.preload.config.ts",
  "vite.renderer.config.ts",
  "vitest.config.ts",
  "vitest.slow.config.ts",
];
const CODE = /\.(ts|tsx|mjs|cjs|js)$/;
const VAGUE = /(^|[/-])(utils?|helpers?|managers?|services?|common|misc)([/.-]|$)/;

/** Patterns are put together here so that this file does not match itself. */
const join = (...parts: readonly string[]): RegExp => new RegExp(parts.join(""), "i");
const TRACES: Readonly<Record<string, RegExp>> = {
  "a package registry's address": join("https?://[^/\\s\"'`]*reg", "istry\\."),
  "an address of a private network": join(
    "https?://(10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|[^/\\s\"'`]*\\.(inter",
    "nal|corp|lan)\\b)",
  ),
  "a folder of a machine": join("(^|[\\s\"'`(=])/(wo", "rk|ro", "ot|ho", "me/[a-z]+)/"),
  "a Windows user's folder": join("[a-z]:[\\\\/]+Us", "ers[\\\\/]+[a-z]"),
};
const POSTPONED: Readonly<Record<string, RegExp>> = {
  "a note for later": new RegExp(["\\b(TO", "DO|FIX", "ME|XX", "X|HA", "CK)\\b"].join("")),
  "a test that is left out": join(
    "\\b(test|it|describe|suite)(\\.\\w+)*\\.(on",
    "ly|sk",
    "ip|to",
    "do|fix",
    "me|skip",
    "If|run",
    "If)\\b",
  ),
};

const files = listFiles();
const texts = files.flatMap((path) => {
  const text = path === "package-lock.json" ? undefined : readText(path);
  return text === undefined ? [] : [{ path, text }];
});

function linesWith(pattern: RegExp, within: (path: string) => boolean): readonly string[] {
  const found = texts
    .filter(({ path }) => within(path))
    .flatMap(({ path, text }) => text.split("\n").map((line, at) => ({ path, line, at })));
  return found
    .filter(({ line }) => pattern.test(line))
    .map(({ path, line, at }) => `${path}:${at + 1}: ${line.trim().slice(0, 160)}`);
}

test("the top of the tree holds known names only", () => {
  expect([...new Set(files.map((path) => path.split("/")[0]))].filter((name) => !TOP.includes(name!))).toEqual([]);
});

test("files are named for a thing or a verb, in kebab-case", () => {
  const named = files.filter((path) => /^(src-main|src-renderer|test)\//.test(path) && CODE.test(path));
  expect(named.filter((path) => VAGUE.test(path) || !/^[a-z0-9.-]+$/.test(path.split("/").at(-1)!))).toEqual([]);
});

test.each(Object.entries(TRACES))("no file holds %s", (_, pattern) => {
  expect(linesWith(pattern, () => true)).toEqual([]);
});

test.each(Object.entries(POSTPONED))("no code holds %s", (_, pattern) => {
  expect(linesWith(pattern, (path) => CODE.test(path))).toEqual([]);
});

test("no folder is copied in the way that ends the whole process on Windows where its path is Chinese", () => {
  const copied = linesWith(join("\\bcp", "Sync\\b"), (path) => /^(src-|resources\/release\/)/.test(path) && CODE.test(path));
  expect(copied.filter((line) => !line.startsWith("resources/release/copy-tree.ts:"))).toEqual([]);
});

test("the lock file names no registry and has an entry for every package that a platform may need", () => {
  const lock = JSON.parse(readText("package-lock.json")!) as {
    packages: Record<string, { resolved?: string; optionalDependencies?: Record<string, string> }>;
  };
  const places = Object.entries(lock.packages);
  const names = new Set(places.map(([path]) => path.replace(/^.*node_modules\//, "")));
  expect(places.filter(([, { resolved }]) => resolved?.includes("://")).map(([path]) => path)).toEqual([]);
  expect(places.flatMap(([, entry]) => Object.keys(entry.optionalDependencies ?? {})).filter((name) => !names.has(name))).toEqual(
    [],
  );
});
