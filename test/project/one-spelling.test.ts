// Rules that both ends ask are spelled once: where each one stands, and the words by which a second spelling gives itself away.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/tree.ts";

const RULES: readonly Readonly<{ rule: string; home: string; spelling: RegExp }>[] = [
  { rule: "a key is over", home: "src-main/domain/trust/key-state.ts", spelling: /\bcuts\.length (>|===|!==) 0/ },
  {
    rule: "a judgement holds for heads",
    home: "src-main/domain/duties/judgement.ts",
    spelling: /\.length === [\w.]+\.length && \w+\.every\(\(head\)|seen\.size === new Set\(now\)\.size/,
  },
  {
    rule: "a receipt is early",
    home: "src-main/domain/bundle/early-receipt.ts",
    spelling: /minuteOf\(\w*[rR]eceived\w*\) < |received\w* \/ 60_000/,
  },
  {
    rule: "a unit owes a duty",
    home: "src-main/domain/duties/duty-tally.ts",
    spelling: /!== "not-applicable" && [\w.]+ !== "waived"|=== "on-time" \|\| [\w.]+ === "late"/,
  },
  { rule: "the state of a record", home: "src-main/domain/record/record-state.ts", spelling: /\? "handed-in" : "ready"/ },
  {
    rule: "numbers were not seen",
    home: "src-main/domain/bundle/unseen-numbers.ts",
    spelling: /previous === null\)\?\.number|length: row\.number - 1/,
  },
  {
    rule: "a finding asks for something",
    home: "src-main/domain/statistics/checks/finding.ts",
    spelling: /level === "warning" && (!explained|\w+\.explanation === null)/,
  },
  { rule: "what keeps a draft back", home: "src-main/domain/kinds/draft-faults.ts", spelling: /reason: "required"/ },
  { rule: "a field is filled", home: "src-main/domain/kinds/filled.ts", spelling: /function (isFilled|filled)\(/ },
  { rule: "how long a screen may take", home: "playwright.config.ts", spelling: /\btest\.setTimeout\(|\btimeout: \d+_000/ },
  { rule: "Escape waits for what it closes", home: "test/e2e/pages/frame.ts", spelling: /press\("Escape"\)/ },
];

const files = ["playwright.config.ts"].concat(
  ["src-main", "src-renderer", "test/e2e", "test/shell"].flatMap((root) =>
    readdirSync(join(ROOT, root), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => `${root}/${name.replaceAll("\\", "/")}`),
  ),
);

test.each(RULES)("$rule: told in $home and nowhere else", ({ home, spelling }) => {
  const spelled = files.filter((name) => spelling.test(readFileSync(join(ROOT, name), "utf8")));
  expect(spelled).toEqual([home]);
});

test("lengths of texts of entries, bundles and procedures stand in the table of limits", () => {
  const bounded = files.filter((name) => /^src-main\/(domain\/kinds|api\/contract|bundle)\//.test(name));
  const own = /z\.string\(\)(\.min\(\d+\))?\.max\(\d{3}/;
  expect(bounded.length).toBeGreaterThan(20);
  expect(bounded.filter((name) => own.test(readFileSync(join(ROOT, name), "utf8")))).toEqual([]);
});
