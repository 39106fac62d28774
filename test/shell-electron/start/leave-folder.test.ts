// The program does not stand in the folder of the file that was double-clicked: a stick could not be taken out.
import { realpathSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { leaveFolder } from "../../../src-main/shell-electron/start/leave-folder.ts";
import { tempFolder } from "../../support/temp-folder.ts";

test("the program goes home; where there is none it stays and works", async () => {
  const before = process.cwd();
  onTestFinished(() => process.chdir(before));
  const [stick, home] = [await tempFolder(), await tempFolder()].map((folder) => realpathSync(folder)) as [string, string];
  process.chdir(stick);
  leaveFolder(join(home, "gone"));
  expect(process.cwd()).toBe(stick);
  leaveFolder(home);
  expect(process.cwd()).toBe(home);
});
