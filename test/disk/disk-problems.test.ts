// What a code of the system is told as: the same for every file that is read and every folder that is written to.
import { expect, test } from "vitest";
import { readingProblem as readingBundle } from "../../src-main/bundle/reading-problems.ts";
import { readingProblem, saysMissing, systemCode, writingProblem } from "../../src-main/disk/disk-problems.ts";
import { Problem } from "../../src-main/domain/problem.ts";

const failure = (code: unknown) => Object.assign(new Error(String(code)), { code });
const told = (explain: (cause: unknown, name: string) => unknown, codes: readonly string[]) =>
  codes.map((code) => (explain(failure(code), "U盘") as { code: string }).code);

test("written: full, locked, failing, gone; what nobody knows comes back as it is", () => {
  expect(told(writingProblem, ["ENOSPC", "EDQUOT", "EFBIG"])).toEqual(Array.from({ length: 3 }, () => "disk-full"));
  expect(told(writingProblem, ["EROFS", "EACCES", "EPERM"])).toEqual(Array.from({ length: 3 }, () => "disk-read-only"));
  expect(told(writingProblem, ["EIO", "ENODEV", "ENXIO"])).toEqual(Array.from({ length: 3 }, () => "disk-failing"));
  expect(told(writingProblem, ["ENOENT", "ENOTDIR", "ENAMETOOLONG"])).toEqual([
    "folder-missing",
    "folder-missing",
    "path-too-deep",
  ]);
  expect(told(writingProblem, ["EMFILE"])).toEqual(["EMFILE"]);
});

test("read: missing, a folder, unreadable, in the words of a file and of a bundle", () => {
  const codes = ["ENOENT", "ENOTDIR", "EISDIR", "EIO", "EACCES"];
  const [file, bundle] = [told(readingProblem, codes), told(readingBundle, codes)];
  expect(file).toEqual(["file-not-found", "file-not-found", "file-is-folder", "file-unreadable", "file-unreadable"]);
  expect(bundle).toEqual(["bundle-missing", "bundle-missing", "bundle-is-folder", "bundle-unreadable", "bundle-unreadable"]);
});

test("a problem stays what it is, and so does what is no failure of the system", () => {
  for (const cause of [new Problem("cancelled", {}), new Error("a fault"), failure(5), "ENOSPC"]) {
    expect(systemCode(cause)).toBe("");
    expect(saysMissing(cause)).toBe(false);
    for (const explain of [readingProblem, readingBundle, writingProblem]) expect(explain(cause, "U盘")).toBe(cause);
  }
});
