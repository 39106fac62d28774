// The screens are built again exactly when a source is newer than what was built.
import { fc, test as law } from "@fast-check/vitest";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildWhenStale, isStale, type Build } from "../../src-main/start/build-when-stale.ts";

law.prop([fc.array(fc.nat()), fc.option(fc.nat(), { nil: undefined })])(
  "stale means missing, or older than some source",
  (sources, result) => {
    expect(isStale(sources, result)).toBe(result === undefined || Math.max(-1, ...sources) > result);
  },
);

test("a build runs when it must, and not again until a source changes", async () => {
  const root = mkdtempSync(join(tmpdir(), "anbao-build-"));
  const build: Build = { config: "vite.config.mjs", sources: ["vite.config.mjs", "page"], result: "out/index.html" };
  const result = join(root, build.result);
  const madeAtMs = (): number => statSync(result).mtimeMs;
  mkdirSync(join(root, "page"));
  writeFileSync(join(root, "page/index.html"), "<!doctype html><title>x</title>");
  writeFileSync(
    join(root, "vite.config.mjs"),
    `export default { root: ${JSON.stringify(join(root, "page"))}, build: { outDir: "../out", emptyOutDir: true } };`,
  );
  const start = Date.now();
  await buildWhenStale(root, [build], start + 1000);
  expect(existsSync(result)).toBe(true);
  await buildWhenStale(root, [build], start + 2000);
  expect(madeAtMs()).toBe(start + 1000);
  utimesSync(join(root, "page/index.html"), new Date(start + 3000), new Date(start + 3000));
  await buildWhenStale(root, [build], start + 4000);
  expect(madeAtMs()).toBe(start + 4000);
  rmSync(root, { recursive: true, force: true });
});
