// What passed on another tree, or under another list, is not said of this one.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { tempFolder } from "../support/temp-folder.ts";
import { judgeStep } from "./judge.ts";
import { keepVerdict, readKept, seenTree } from "./kept-verdicts.ts";

const OWN = "test/store/a.test.ts";
const SEEN = [
  "package-lock.json",
  "src-main/disk/a.ts",
  "test/support/a.ts",
  "test/windows/prepare.ts",
  "test/windows/judge.ts",
  OWN,
];
const UNSEEN = ["README.md", "test/store/b.test.ts", "test/e2e/c.spec.ts", "test/windows/not-here.ts", "test/windows/run.ts"];

async function smallTree() {
  const root = await tempFolder();
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  for (const path of [...SEEN, ...UNSEEN]) put(path, "1");
  const tree = (...tests: readonly string[]) =>
    seenTree(root, [...SEEN, ...UNSEEN], OWN, tests.length === 0 ? [] : [{ file: OWN, why: "so", tests }]);
  return { root, put, tree, kept: join(root, "kept") };
}

test.each(UNSEEN)("a change to %s, which the test does not see, keeps what it came to", async (path) => {
  const { put, tree, kept } = await smallTree();
  const passed = { tree: tree(), verdict: judgeStep(undefined), seconds: 3 };
  keepVerdict(kept, OWN, passed);
  put(path, "2");
  expect(readKept(kept, OWN, tree())).toEqual(passed);
});

test.each(SEEN)("after a change to %s it runs again", async (path) => {
  const { put, tree, kept } = await smallTree();
  keepVerdict(kept, OWN, { tree: tree(), verdict: judgeStep(undefined), seconds: 3 });
  put(path, "2");
  expect(readKept(kept, OWN, tree())).toBeUndefined();
});

test("it runs again where something failed, where another of its tests is listed, and under another name", async () => {
  const { tree, kept } = await smallTree();
  keepVerdict(kept, "failed", { tree: tree(), verdict: judgeStep("broke"), seconds: 3 });
  expect(readKept(kept, "failed", tree())).toBeUndefined();
  keepVerdict(kept, OWN, { tree: tree(), verdict: judgeStep(undefined), seconds: 3 });
  expect(readKept(kept, OWN, tree("mounts"))).toBeUndefined();
  expect(readKept(kept, "test/store/b.test.ts", tree())).toBeUndefined();
});
