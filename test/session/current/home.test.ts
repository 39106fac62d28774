// The program's own small file: what a person typed into it is lost neither to damage nor to a file that cannot be read for a while.
import { mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openProgramHome } from "../../../src-main/session/current/home.ts";
import { tempFolder } from "../../support/temp-folder.ts";

const AT_MS = Date.UTC(2026, 5, 8, 1, 30, 0, 123);
const ASIDE = "program.damaged-20260608T013000123Z.json";

test.each([
  ["half a file", '{"workspace":null,"settings":{"place":"雨停'],
  ["zeros after a power cut", "\0\0\0\0"],
  ["an empty file", ""],
  ["a member of another kind", '{"workspace":null,"settings":7,"updateAddress":"192.0.2.9"}'],
])("%s counts as fresh and is kept aside before anything is written", async (_, text) => {
  const folder = await tempFolder();
  const path = join(folder, "program.json");
  writeFileSync(path, text);
  const home = openProgramHome(folder, () => AT_MS);
  expect(home.read()).toMatchObject({ workspace: null, updateAddress: "" });
  expect(readFileSync(path, "utf8")).toBe(text);
  home.change({ updateAddress: "192.0.2.1" });
  expect(readFileSync(join(folder, ASIDE), "utf8")).toBe(text);
  expect(home.read().updateAddress).toBe("192.0.2.1");
  expect(home.log.last(1)[0]).toContain(ASIDE);
  home.change({ updateAddress: "192.0.2.2" });
  expect(readdirSync(folder).filter((name) => name.startsWith("program"))).toEqual([ASIDE, "program.json"]);
});

test("the first start has nothing to keep aside", async () => {
  const folder = join(await tempFolder(), "Anbao");
  openProgramHome(folder, () => AT_MS).change({ updateAddress: "192.0.2.1" });
  expect(readdirSync(folder)).toEqual(["program.json"]);
});

test("a file that cannot be read for now is not written over", async () => {
  const folder = await tempFolder();
  const path = join(folder, "program.json");
  mkdirSync(path); // whoever reads it is refused, as where a right is missing
  const home = openProgramHome(folder, () => AT_MS);
  expect(home.read().updateAddress).toBe("");
  expect(() => home.change({ updateAddress: "192.0.2.1" })).toThrow(/EISDIR|EPERM|EACCES/);
  rmdirSync(path);
  home.change({ updateAddress: "192.0.2.1" });
  expect(readdirSync(folder)).toEqual(["program.json"]);
});
