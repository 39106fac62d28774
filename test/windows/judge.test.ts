// The list of what cannot run under Wine says neither too much nor too little, and names files that there are.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ROOT } from "../support/tree.ts";
import { addVerdicts, judgeFile, judgeStep, type FileReport } from "./judge.ts";
import { NOT_HERE } from "./not-here.ts";

const report = (tests: Readonly<Record<string, "passed" | "failed" | "skipped">>, message = ""): FileReport => ({
  testResults: [
    {
      message,
      assertionResults: Object.entries(tests).map(([fullName, status]) => ({
        fullName,
        status,
        failureMessages: status === "failed" ? ["Error: no\n  at x"] : [],
      })),
    },
  ],
});
const listing = (...tests: readonly string[]) => [{ file: "a", why: "b", tests }];

describe("a test file", () => {
  test("all pass and none is listed", () => {
    expect(judgeFile(report({ one: "passed", two: "passed" }), 0, [])).toMatchObject({ passed: 2, failed: 0, notHere: 0 });
  });

  test("what fails and is listed is not counted; what fails and is not listed is a failure, told by its name and first line", () => {
    const verdict = judgeFile(
      report({ "mounts one": "failed", "mounts two": "skipped", other: "failed" }),
      1,
      listing("mounts "),
    );
    expect(verdict).toEqual({ passed: 0, failed: 1, notHere: 2, complaints: ["other: Error: no"] });
  });

  test("what is listed and passes is a failure", () => {
    expect(judgeFile(report({ "mounts one": "passed" }), 0, listing("mounts "))).toMatchObject({
      passed: 0,
      failed: 1,
      complaints: ["is listed, and passes: mounts one"],
    });
    expect(judgeFile(report({ one: "passed" }), 0, [{ file: "a", why: "b", tests: "all" }]).failed).toBe(1);
  });

  test("what is listed and is not there is a failure", () => {
    expect(judgeFile(report({ one: "passed" }), 0, listing("gone"))).toMatchObject({ passed: 1, failed: 1 });
  });

  test.each([
    ["a runner that ends without a report", undefined, 9],
    ["a file without a test", report({}), 0],
    ["a hook that fails after good tests", report({ one: "passed" }, "EBUSY: resource busy"), 1],
    ["a runner that fails after good tests", report({ one: "passed" }), 1],
  ])("%s is a failure", (_, left, exitCode) => {
    expect(judgeFile(left, exitCode, [])).toMatchObject({ failed: 1 });
  });
});

test("steps and sums", () => {
  expect(addVerdicts([judgeStep(undefined), judgeStep("broke"), judgeStep(undefined)])).toEqual({
    passed: 2,
    failed: 1,
    notHere: 0,
    complaints: ["broke"],
  });
});

test("every file that is listed is there", () => {
  expect(NOT_HERE.map(({ file }) => file).filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
});
