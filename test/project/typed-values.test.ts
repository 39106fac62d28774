// Values of records are read by typed members. Where a value is of any kind, or nobody has judged it, it is read by strings: in these
// files, each for its reason, and no oftener than they do now.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/tree.ts";

/** `reads`: how many there are. One that goes is taken off here; there is no room for more. */
const EXCUSED: readonly Readonly<{ file: string; reads: number; why: string }>[] = [
  { file: "src-main/domain/kinds/kinds.ts", reads: 3, why: "the natural key of any kind that is about a record" },
  { file: "src-main/domain/record/fold.ts", reads: 3, why: "evidence of any kind; records lie below the kinds" },
  { file: "src-main/store/deliveries/receipt-queries.ts", reads: 1, why: "lines that pass, before they are judged" },
  { file: "src-main/store/rot/derived.ts", reads: 1, why: "columns of any table" },
  { file: "src-main/store/rot/original-rows.ts", reads: 4, why: "rows that may be damaged" },
  {
    file: "src-main/usecases/records/originals/named-files.ts",
    reads: 3,
    why: "files that a value of any kind names, judged or not",
  },
  { file: "src-main/usecases/records/versions/put-record.ts", reads: 6, why: "what is about to be written, of any kind" },
];

/** Maps that hold no record: they have no members to name. */
const MAPS = /(\benv|\bversions|\bdetails|\bparams|standings\(\))(\?\.)?$/;
const READ = /(?<of>(?:\b[a-z]\w*|[\w)]\))\s*(?:\?\.)?)\["[a-zA-Z]\w*"\]/g;

const LAYERS = ["domain", "usecases", "store", "api", "cli", "demo"].map((layer) => `src-main/${layer}`);
const files = LAYERS.flatMap((root) =>
  readdirSync(join(ROOT, root), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${root}/${name.replaceAll("\\", "/")}`),
);
const textOf = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Reads by a string in a text; types are written with a capital letter, and keywords open a list. */
function readsIn(text: string): number {
  const reads = [...text.matchAll(READ)].map((match) => match.groups?.["of"] ?? "");
  return reads.filter((of) => !MAPS.test(of) && !/\b(return|of|in|as)\s+$/.test(of)).length;
}

test("a read by a string is told from a type, a list and a map", () => {
  const reads = ['value["about"]', 'record.value?.["code"]', 'valueOf(item)["set"]', 'about["unit"] ?? value?.["unit"]'];
  const others = [
    'type A = Desk["store"]',
    'return ["all"]',
    'env["PATH"]',
    'f(["text"])',
    'ReturnType<F>["rows"]',
    'standings()["x"]',
  ];
  expect(reads.map(readsIn)).toEqual([1, 1, 1, 2]);
  expect(others.map(readsIn)).toEqual(others.map(() => 0));
});

test("values are read by typed members but for the places that are named", () => {
  expect(files.length).toBeGreaterThan(300);
  const found = files.map((file) => ({ file, reads: readsIn(textOf(file)) })).filter(({ reads }) => reads > 0);
  expect(found.toSorted((a, b) => (a.file < b.file ? -1 : 1))).toEqual(EXCUSED.map(({ file, reads }) => ({ file, reads })));
});

test("a value takes its kind's type unparsed only where the store shows it, by the law of test/domain/kinds/values.test.ts", () => {
  const taking = files.filter((file) => /\basShown\(/.test(textOf(file)));
  const elsewhere = taking.filter((file) => !file.startsWith("src-main/store/") && file !== "src-main/domain/kinds/values.ts");
  expect(taking.length).toBeGreaterThan(1);
  expect(elsewhere).toEqual([]);
  expect(textOf("src-main/domain/kinds/values.ts").match(/ as ValueOf</g)).toHaveLength(1);
});
