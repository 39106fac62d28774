// Every word on screen is there in both languages, with the same places; nothing is said that is not used.
import { globSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../src-renderer");
const spoken = join(import.meta.dirname, "../../resources/words");
const pathsIn = (language: string): readonly string[] => globSync("**/*.json", { cwd: join(spoken, language) }).sort();
const paths = new Map(pathsIn("zh-CN").map((path) => [basename(path), path]));
const files = [...paths.keys()].sort();
const words = (language: string, file: string): Record<string, string> =>
  JSON.parse(readFileSync(join(spoken, language, paths.get(file) ?? file), "utf8")) as Record<string, string>;
const places = (sentence: string): string[] => [...sentence.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? "").sort();

test("a namespace lies in one place, and in the same in both languages", () => {
  expect(pathsIn("en")).toEqual(pathsIn("zh-CN"));
  expect(files.length).toBe(pathsIn("zh-CN").length);
});

describe.each(files)("%s", (file) => {
  const chinese = words("zh-CN", file);
  const english = words("en", file);
  test("has the same keys in both languages", () => expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort()));
  test("has the same places in both languages", () => {
    for (const [key, sentence] of Object.entries(chinese))
      expect([key, places(english[key] ?? "")]).toEqual([key, places(sentence)]);
  });
  test("speaks short office Chinese: full-width punctuation, no exclamation marks, no 您", () => {
    for (const sentence of Object.values(chinese)) expect(sentence).not.toMatch(/[!！]|您|\p{Script=Han}[,;:?]/u);
  });
});

/** Keys that a source file asks for by a literal, with the namespace that is in force there. */
function askedKeys(source: string): readonly Readonly<{ namespace: string; key: string }>[] {
  const spaces = [...source.matchAll(/useTranslation\("([^"]+)"\)/g)];
  return [...source.matchAll(/\bt\(\s*(?:[^()"`]*\? )?"([^"]+)"(?: : "([^"]+)")?(?=([^\n]{0,60}))/g)].flatMap((call) => {
    const own = /^[^)]*ns: "([^"]+)"/.exec(call[3] ?? "")?.[1];
    const before = spaces.filter((space) => space.index < call.index).at(-1)?.[1];
    return [call[1], call[2]].flatMap((key) =>
      key === undefined ? [] : [{ namespace: own ?? before ?? spaces[0]?.[1] ?? "common", key }],
    );
  });
}

test("a bundle that is missed is called as a person calls it", () => {
  const said: Record<string, string> = { device: "三号电脑", numbers: "4", count: "12" };
  const sentence = words("zh-CN", "receipts.json")["gapLacking"] ?? "";
  expect(sentence.replace(/\{(\w+)\}/g, (_, name: string) => said[name] ?? "")).toBe("三号电脑缺第4包，共缺 12 条");
});

test("every key that a screen asks for by name exists", () => {
  const sources = globSync("**/*.{ts,tsx}", { cwd: root }).map((path) => [path, readFileSync(join(root, path), "utf8")] as const);
  const missing = sources.flatMap(([path, source]) =>
    askedKeys(source)
      .filter(({ namespace, key }) => !(key in words("zh-CN", `${namespace}.json`)))
      .map(({ namespace, key }) => `${path}: ${namespace}:${key}`),
  );
  expect(missing).toEqual([]);
});
