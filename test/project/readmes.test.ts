// The READMEs lead where they say: every link and path is there, every decision stands in one place, and the first page stays short.
import { existsSync, globSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { listFiles, readText, ROOT } from "../support/tree.ts";

const MOST_BYTES = 14_000;
const LAST_DECISION = 87;
/** No decision bears this number. */
const NEVER_GIVEN = 69;

/** What looks like a path of the repository: a code span that begins with one of its folders, up to the first blank. */
const CODE_PATH = /`((?:src-main|src-renderer|test|resources)\/[^`\s]*)/g;
const LINK = /\]\(([^)\s]+)\)/g;
const ELSEWHERE = /^[a-z]+:/i;
const DECISION = /^### (\d+)\. /gm;
const INDEX_ROW = /^\| ([\d ]+) \| \[[^\]]*\]\(([^)]+)\) \|$/gm;

const pages = listFiles()
  .filter((path) => path.endsWith(".md"))
  .map((path) => ({ path, text: readText(path) ?? "" }));
const textOf = (path: string): string => pages.find((page) => page.path === path)?.text ?? "";
const withoutFences = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, "");

/** Whether a file or folder is there; `*`, `{a,b}` and `<name>` stand for any that fit. */
function isThere(path: string): boolean {
  const pattern = path.replaceAll(/<\w+>/g, "*");
  return /[*{]/.test(pattern) ? globSync(pattern, { cwd: ROOT }).length > 0 : existsSync(join(ROOT, pattern));
}

/** The anchors of a page, as a forge makes them of its headings. */
function anchorsOf(text: string): readonly string[] {
  return [...withoutFences(text).matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(" ", "-"),
  );
}

function isLinked(from: string, link: string): boolean {
  const [target = "", anchor] = link.split("#");
  const path = target === "" ? from : join(dirname(from), decodeURI(target));
  return existsSync(join(ROOT, path)) && (anchor === undefined || anchorsOf(textOf(path)).includes(decodeURI(anchor)));
}

describe.each(pages)("$path", ({ path, text }) => {
  test("links lead to files and headings that are there", () => {
    const links = [...withoutFences(text).matchAll(LINK)].map(([, link]) => link!).filter((link) => !ELSEWHERE.test(link));
    expect(links.filter((link) => !isLinked(path, link))).toEqual([]);
  });

  test("paths of the repository name files and folders that are there", () => {
    const named = [...withoutFences(text).matchAll(CODE_PATH)].map(([, name]) => name!);
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

test("every decision stands once, in the file that the README's table names", () => {
  const found = pages.flatMap(({ path, text }) =>
    [...withoutFences(text).matchAll(DECISION)].map(([, number]) => `${number} ${path}`),
  );
  const indexed = [...textOf("README.md").matchAll(INDEX_ROW)].flatMap(([, numbers, path]) =>
    numbers!.split(" ").map((number) => `${number} ${path}`),
  );
  expect(found.sort()).toEqual(indexed.sort());
  const numbers = found.map((line) => Number.parseInt(line, 10)).sort((a, b) => a - b);
  expect(numbers).toEqual(Array.from({ length: LAST_DECISION }, (_, at) => at + 1).filter((number) => number !== NEVER_GIVEN));
});

test("the first page stays short", () => {
  expect(Buffer.byteLength(textOf("README.md"))).toBeLessThanOrEqual(MOST_BYTES);
});

test("commands that the pages name are commands of package.json", () => {
  const { scripts } = JSON.parse(readText("package.json")!) as { scripts: Record<string, string> };
  const named = pages.flatMap(({ text }) => [...text.matchAll(/npm run ([a-z0-9:]+)/g)].map(([, name]) => name!));
  expect(named.length).toBeGreaterThan(10);
  expect([...new Set(named)].filter((name) => scripts[name] === undefined)).toEqual([]);
});
