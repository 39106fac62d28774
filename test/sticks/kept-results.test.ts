// What passed on another tree is not said of this one.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { readResults, treeDigest, writeResults } from "./kept-results.ts";

test("results go on with a run on the same tree, and count for no other", async () => {
  const folder = await tempFolder();
  const put = (path: string, text: string) => {
    mkdirSync(join(folder, path, ".."), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const paths = ["README.md", "package-lock.json", "src-main/disk/a.ts", "test/sticks/run.ts"];
  for (const path of paths) put(path, "1");
  const tree = treeDigest(folder, paths);
  const file = join(folder, "results.json");
  expect(readResults(file, tree)).toEqual({});
  const results = { "vfat: pulled": { passed: true, seen: "whole", seconds: 3 } };
  writeResults(file, tree, results);
  put("README.md", "2");
  expect(readResults(file, treeDigest(folder, paths))).toEqual(results);
  put("src-main/disk/a.ts", "2");
  expect(readResults(file, treeDigest(folder, paths))).toEqual({});
  put("results.json", JSON.stringify(results));
  expect(readResults(file, tree)).toEqual({});
});
