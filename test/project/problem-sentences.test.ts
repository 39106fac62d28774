// Every problem has a sentence in each language, and the sentence uses exactly the details that the problem carries.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROBLEMS, type ProblemCode } from "../../src-main/domain/problem.ts";
import { ROOT } from "../support/tree.ts";

const WORDS = join(ROOT, "resources/words");
const languages = readdirSync(WORDS, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
const codes = Object.keys(PROBLEMS) as ProblemCode[];

const readSentences = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(WORDS, language, "problems.json"), "utf8")) as Record<string, string>;
const placesIn = (sentence: string): readonly string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();

test("there are sentences in Chinese and in English", () => {
  expect(languages).toEqual(expect.arrayContaining(["zh-CN", "en"]));
});

test.each(languages)("%s has a sentence for every code and for nothing else", (language) => {
  expect(Object.keys(readSentences(language)).sort()).toEqual([...codes].sort());
});

test.each(languages)("%s names exactly the details that each problem declares", (language) => {
  const sentences = readSentences(language);
  const used = codes.map((code) => [code, placesIn(sentences[code] ?? "")]);
  expect(used).toEqual(codes.map((code) => [code, [...PROBLEMS[code]].sort()]));
});

test("Chinese sentences are office wording: full-width punctuation, full stop, no exclamation", () => {
  const odd = Object.entries(readSentences("zh-CN")).filter(([, text]) => /[!！]|[\u4e00-\u9fff][,;?]|[^。]$/.test(text));
  expect(odd.map(([code]) => code)).toEqual([]);
});
