// What a step of the run came to, kept so that a run that was cut off goes on: for the tree that it was seen on, and for no other.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { digestFiles } from "../support/tree.ts";
import type { Listed, Verdict } from "./judge.ts";

/** `tree`: see {@link seenTree}; `seconds`: that the step took. */
export type Kept = Readonly<{ tree: string; verdict: Verdict; seconds: number }>;

/** No test reads another test, a text for people or this run itself. */
const UNSEEN = /\.(test|spec)\.tsx?$|\.md$|^test\/windows\/(not-here|run)\.ts$/;

/**
 * A digest of all that a step sees and is judged by.
 *
 * @param paths of the project's files, below `root`
 * @param name  the test file that the step runs, or another name
 * @param listed of its tests what cannot run
 */
export function seenTree(root: string, paths: readonly string[], name: string, listed: readonly Listed[]): string {
  const files = digestFiles(
    root,
    paths.filter((path) => path === name || !UNSEEN.test(path)),
  );
  return createHash("sha256").update(files).update(JSON.stringify(listed)).digest("hex");
}

/** Undefined where nothing is kept of the step on this tree. */
export function readKept(folder: string, name: string, tree: string): Kept | undefined {
  const file = fileOf(folder, name);
  if (!existsSync(file)) return undefined;
  const kept = JSON.parse(readFileSync(file, "utf8")) as Kept;
  return kept.tree === tree ? kept : undefined;
}

/** Keeps a step in which nothing failed; any other runs again. */
export function keepVerdict(folder: string, name: string, kept: Kept): void {
  if (kept.verdict.failed > 0) return;
  const file = fileOf(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(kept));
  renameSync(`${file}.new`, file);
}

function fileOf(folder: string, name: string): string {
  return join(folder, `${name.replaceAll("/", "-")}.json`);
}
