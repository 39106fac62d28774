// Desktop and documents are where the system says, also moved, in OneDrive or under a Chinese name; usual names where it says nothing.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { personFolders, shellFolders, xdgFolders } from "../../../src-main/drives/places/person-folders.ts";
import { parseRegistry } from "../../../src-main/drives/system/registry.ts";
import { tempFolder } from "../../support/temp-folder.ts";

describe("Windows", () => {
  const values = parseRegistry(
    "    Desktop    REG_EXPAND_SZ    %UserProfile%\\OneDrive - 县应急局\\桌面\r\n    Personal    REG_SZ    D:\\我的文档\r\n    {F42EE2D3-909F-4907-8871-4C22FC0BF756}    REG_EXPAND_SZ    %USERPROFILE%\\Documents\r\n",
  );

  test("moved folders and those in OneDrive are found by the registry", () => {
    expect(shellFolders(values, { USERPROFILE: "X:\\clerk" })).toEqual({
      desktop: "X:\\clerk\\OneDrive - 县应急局\\桌面",
      documents: "D:\\我的文档",
    });
  });

  test("a key that says nothing, or a variable that is not there, leads nowhere wrong", () => {
    expect(shellFolders(new Map(), {})).toEqual({ desktop: undefined, documents: undefined });
    expect(shellFolders(values, {}).desktop).toBe("%UserProfile%\\OneDrive - 县应急局\\桌面");
  });
});

describe("Linux", () => {
  test("user-dirs.dirs names them below home or anywhere; home itself stands for none", () => {
    const text = '# written by xdg-user-dirs-update\nXDG_DESKTOP_DIR="$HOME/桌面"\nXDG_DOCUMENTS_DIR="/data/文\\"档"\n';
    expect(xdgFolders(text, "/h/clerk")).toEqual({ desktop: "/h/clerk/桌面", documents: '/data/文"档' });
    expect(xdgFolders('XDG_DESKTOP_DIR="$HOME/"\nXDG_DOCUMENTS_DIR="relative"\n', "/h/clerk")).toEqual({
      desktop: undefined,
      documents: undefined,
    });
  });

  test("what is said and there is offered alone; otherwise the usual names that are there", async () => {
    const home = await tempFolder();
    for (const name of ["Desktop", "办公桌面", "文档", ".config"]) mkdirSync(join(home, name));
    writeFileSync(join(home, ".config", "user-dirs.dirs"), 'XDG_DESKTOP_DIR="$HOME/办公桌面"\nXDG_DOCUMENTS_DIR="$HOME/不在"\n');
    expect((await personFolders(home, {})).map(({ kind, path }) => [kind, path])).toEqual([
      ["home", home],
      ["desktop", join(home, "办公桌面")],
      ["documents", join(home, "文档")],
    ]);
  });
});
