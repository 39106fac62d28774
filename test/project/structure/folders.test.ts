// A folder says what lies in it only while that can be seen at once: with more, it is divided into rooms by concept.
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { listFiles } from "../../support/tree.ts";

const MOST_BESIDE = 15;
const CODE = /^(src-main|src-renderer|test)\/.*\.(ts|tsx|mjs|cjs|js)$/;

test(`no folder holds more than ${MOST_BESIDE} files of code side by side`, () => {
  const count = new Map<string, number>();
  for (const path of listFiles().filter((name) => CODE.test(name))) count.set(dirname(path), (count.get(dirname(path)) ?? 0) + 1);
  const crowded = [...count].filter(([, files]) => files > MOST_BESIDE).map(([folder, files]) => `${folder}: ${files}`);
  expect(count.size).toBeGreaterThan(100);
  expect(crowded).toEqual([]);
});
