// A workspace that SQLite could not open is refused before anything is made, by the limit of the system it is on.
import { expect, test } from "vitest";
import { assertPathFits } from "../../src-main/store/db/sqlite-problem.ts";
import { codeOf } from "../support/codes.ts";

const windowsPath = (units: number): string => `C:\\${"深".repeat(units - "C:\\\\anbao.db".length)}\\anbao.db`;

test.each([
  ["Windows takes 251 letters, for the journal adds 8", "win32", windowsPath(251), "done"],
  ["and no more", "win32", windowsPath(252), "path-too-deep"],
  ["Linux counts bytes: 500", "linux", `/${"深".repeat(163)}a/anbao.db`, "done"],
  ["and no more", "linux", `/${"深".repeat(164)}/anbao.db`, "path-too-long"],
] as const)("%s", async (_, platform, path, code) => {
  expect(await codeOf(async () => assertPathFits(path, platform))).toBe(code);
});
