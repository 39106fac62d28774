// What the system does not let run says nothing, and breaks nothing.
import { join } from "node:path";
import { expect, test } from "vitest";
import { askProgram } from "../../../src-main/drives/system/system-program.ts";
import { refusedProgram } from "../../support/faults/refused-program.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("a program's print is told", async () => {
  expect(await askProgram(process.execPath, ["-p", "6 * 7"])).toMatch(/^42\r?\n$/);
});

test("a program that is not there, is refused or fails says nothing", async () => {
  const folder = await tempFolder();
  expect(await askProgram(join(folder, "none.exe"), [])).toBeUndefined();
  expect(await askProgram(refusedProgram(folder, "fsutil.exe"), [])).toBeUndefined();
  expect(await askProgram(process.execPath, ["-e", "process.exit(3)"])).toBeUndefined();
});
