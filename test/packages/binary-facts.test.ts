// What the reader of native files says about real ones, as npm brings them for eight systems.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { binaryFacts } from "../../resources/release/binary-facts.ts";
import { isTooNew } from "../../resources/release/judge-package.ts";
import { elfProgram, windowsProgram } from "./placeholder.ts";
import { ROOT } from "../support/tree.ts";

const prebuild = (name: string): Buffer => readFileSync(join(ROOT, "node_modules/better-sqlite3/prebuilds", `${name}.node`));

test.each([
  ["linux-x64", "elf", "x64"],
  ["linux-arm64", "elf", "arm64"],
  ["win32-x64", "pe", "x64"],
  ["win32-arm64", "pe", "arm64"],
  ["darwin-x64", "mach-o", "x64"],
  ["darwin-arm64", "mach-o", "arm64"],
])("better-sqlite3's binary for %s is told as %s %s", (name, format, machine) => {
  expect(binaryFacts(prebuild(name))).toMatchObject({ format, machine });
});

test("the Linux binary that npm brings is found too new for UOS V20; that is why another is built", () => {
  const versions = binaryFacts(prebuild("linux-x64"))?.versions ?? [];
  expect(versions.filter(isTooNew)).toEqual(expect.arrayContaining(["GLIBCXX_3.4.29", "GLIBC_2.34"]));
  expect(versions).toContain("GLIBC_2.2.5");
});

test("texts and short files are no native files; placeholders are", () => {
  expect(binaryFacts(Buffer.from("MZ"))).toBeUndefined();
  expect(binaryFacts(Buffer.alloc(200, "a"))).toBeUndefined();
  expect(binaryFacts(Buffer.concat([Buffer.from("MZ"), Buffer.alloc(100, 0xff)]))).toBeUndefined();
  expect(binaryFacts(elfProgram("arm64"))).toEqual({ format: "elf", machine: "arm64", versions: [] });
  expect(binaryFacts(windowsProgram("arm64"))).toEqual({ format: "pe", machine: "arm64", versions: [] });
});
