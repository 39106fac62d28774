// What passed in an earlier run, so that one that was cut off goes on: kept for the tree that it was seen on, and for no other.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { digestFiles } from "../support/tree.ts";

/** By the names of checks. */
export type Results = Record<string, Readonly<{ passed: boolean; seen: string; seconds: number }>>;

/** A digest of all that the checks run: the product, the checks, the packages. @param paths of the project's files, below `root`. */
export function treeDigest(root: string, paths: readonly string[]): string {
  return digestFiles(
    root,
    paths.filter((one) => /^(src-main|test\/(sticks|support)|resources)\/|^package-lock\.json$/.test(one)),
  );
}

/** None where the file is of another tree. */
export function readResults(file: string, tree: string): Results {
  if (!existsSync(file)) return {};
  const kept = JSON.parse(readFileSync(file, "utf8")) as Readonly<{ tree?: string; results?: Results }>;
  return kept.tree === tree ? (kept.results ?? {}) : {};
}

export function writeResults(file: string, tree: string, results: Results): void {
  writeFileSync(`${file}.new`, JSON.stringify({ tree, results }, null, 1));
  renameSync(`${file}.new`, file);
}
