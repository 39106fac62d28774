// The mark of a folder on one PC: the same whichever way the path is spelled, another for another folder or PC.
import { existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { machineMark, stateFolder } from "../../../src-main/keys/pc/machine-mark.ts";
import { truePath } from "../../../src-main/disk/true-path.ts";
import { tempFolder } from "../../support/temp-folder.ts";

async function places() {
  const top = await tempFolder();
  const [home, other, state] = ["Anbao 数据", "Anbao 2", "state"].map((name) => join(top, name)) as [string, string, string];
  for (const folder of [home, other]) mkdirSync(folder);
  return { top, home, other, state };
}

test("a folder has one mark, with a detour, and in any case where the system does not tell cases apart", async () => {
  const { top, home, other, state } = await places();
  const mark = machineMark(home, state);
  expect(mark).toMatch(/^[0-9a-f]{64}$/);
  const inAnyCase = [home.toUpperCase(), home.toLowerCase()].filter((path) => existsSync(path));
  for (const path of [home, `${other}/../Anbao 数据`, ...inAnyCase]) {
    expect(truePath(path)).toBe(truePath(home));
    expect(machineMark(path, state)).toBe(mark);
  }
  expect(machineMark(other, state)).not.toBe(mark);
  expect(machineMark(home, join(top, "another PC"))).not.toBe(mark);
});

test("a link to a folder has the folder's mark", async () => {
  const { top, home, state } = await places();
  symlinkSync(home, join(top, "链接"), "junction");
  expect(machineMark(join(top, "链接"), state)).toBe(machineMark(home, state));
});

test("the state of a person on this PC lies where each system keeps what is not copied along", () => {
  expect(stateFolder({ LOCALAPPDATA: "X:\\Local" }, "win32", "X:\\clerk")).toMatch(/^X:\\Local[\\/]AnbaoState$/);
  expect(stateFolder({ XDG_STATE_HOME: "/s" }, "linux", "/h")).toMatch(/^[\\/]s[\\/]anbao$/);
  expect(stateFolder({ ANBAO_STATE: "/x" }, "win32", "C:\\")).toBe("/x");
});
