// What `npm test` decides: which packages are missing, what to do about it, and what counts as passed.
import { fc, test as law } from "@fast-check/vitest";
import { expect, test } from "vitest";
import {
  addCounts,
  closingLine,
  NONE,
  playwrightCounts,
  playwrightFailures,
  vitestCounts,
  vitestFailures,
} from "../support/count-tests.mjs";
import { decideInstall, missingPackages, NEEDED } from "../support/system-packages.mjs";

const packages = Object.keys(NEEDED);
const someOf = fc.subarray(packages);
const count = fc.nat({ max: 10_000 });

law.prop([someOf])("on Debian what is missing is exactly what dpkg does not list", (installed) => {
  expect([...missingPackages(installed, () => true), ...installed].sort()).toEqual([...packages].sort());
});

law.prop([fc.subarray(Object.values(NEEDED).flat())])("elsewhere a package is missing if one of its programs is", (programs) => {
  const missing = missingPackages(undefined, (program: string) => programs.includes(program));
  for (const name of packages)
    expect(missing.includes(name)).toBe(!NEEDED[name as keyof typeof NEEDED].every((program) => programs.includes(program)));
});

law.prop([someOf, fc.boolean(), fc.boolean()])(
  "missing packages are installed or named, never passed over",
  (missing, isRoot, hasApt) => {
    const decision = decideInstall({ missing, isRoot, hasApt });
    if (decision.kind === "ready") expect(missing).toEqual([]);
    if (decision.kind === "install") expect([isRoot, hasApt, decision.packages]).toEqual([true, true, missing]);
    const lines = decision.kind === "refuse" ? decision.sentence.split("\n") : [missing.join(" ")];
    expect(lines.map((line) => line.includes(missing.join(" ")))).toEqual([true]);
  },
);

law.prop([count, count, count, count, fc.nat({ max: 2 })])(
  "a skipped test is a failed one, and a failing runner never passes",
  (passed, failed, pending, todo, status) => {
    const counts = vitestCounts(
      { numPassedTests: passed, numFailedTests: failed, numPendingTests: pending, numTodoTests: todo },
      status,
    );
    expect(counts.passed).toBe(passed);
    expect(counts.failed >= failed + pending + todo).toBe(true);
    expect(counts.failed === 0).toBe(status === 0 && failed + pending + todo === 0 && passed > 0);
  },
);

law.prop([count, count, count, count, fc.nat({ max: 2 })])(
  "a flaky screen test is a failed one",
  (expected, unexpected, flaky, skipped, status) => {
    const counts = playwrightCounts({ stats: { expected, unexpected, flaky, skipped } }, status);
    expect(counts.failed === 0).toBe(status === 0 && unexpected + flaky + skipped === 0 && expected > 0);
  },
);

test("a runner without a report has failed", () => {
  expect([vitestCounts(undefined, 0), playwrightCounts(undefined, 0)]).toEqual([
    { passed: 0, failed: 1 },
    { passed: 0, failed: 1 },
  ]);
});

law.prop([fc.array(fc.record({ passed: count, failed: count }))])("counts add up, and the closing line states them", (all) => {
  const sum = all.reduce(addCounts, NONE);
  expect(closingLine(sum)).toBe(
    `${all.reduce((n, c) => n + c.passed, 0)} passed, ${all.reduce((n, c) => n + c.failed, 0)} failed`,
  );
  expect(closingLine(sum)).toMatch(/^\d+ passed, \d+ failed$/);
});

test("what failed is named at the end of the log, a file that did not load and a skipped test included", () => {
  const assertionResults = [
    { fullName: "good", status: "passed" },
    { fullName: "bad", status: "failed" },
    { fullName: "left out", status: "skipped" },
  ];
  const broken = { name: "b.test.ts", message: "no such module", assertionResults: [] };
  const empty = { name: "c.test.ts", message: "", assertionResults: [] };
  expect(vitestFailures({ testResults: [{ name: "a.test.ts", assertionResults }, broken, empty] })).toEqual([
    "a.test.ts: bad",
    "a.test.ts: left out",
    "b.test.ts: no such module",
  ]);
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
  const inner = { file: "a.spec.ts", specs: [spec("good", "expected"), spec("bad", "unexpected"), spec("left out", "skipped")] };
  expect(playwrightFailures({ suites: [{ file: "a.spec.ts", suites: [inner] }] })).toEqual([
    "a.spec.ts: bad",
    "a.spec.ts: left out",
  ]);
  expect([vitestFailures(undefined), playwrightFailures(undefined)]).toEqual([[], []]);
});
