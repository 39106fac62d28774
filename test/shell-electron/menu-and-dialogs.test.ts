// The menu and the native dialogs, as data.
import { fc, test as law } from "@fast-check/vitest";
import type { MenuItemConstructorOptions } from "electron";
import { basename, dirname, join, win32 } from "node:path";
import { expect, test } from "vitest";
import { aboutPanel } from "../../src-main/shell-electron/about-panel.ts";
import { openDialog, saveDialog } from "../../src-main/shell-electron/dialogs.ts";
import { menuModel, type MenuAction, type MenuFacts } from "../../src-main/shell-electron/menu-model.ts";
import { chooseWish } from "../../src-main/shell-electron/page-wishes.ts";

const facts: fc.Arbitrary<MenuFacts> = fc.record({
  language: fc.constantFrom("zh-CN", "en"),
  isMac: fc.boolean(),
  devTools: fc.boolean(),
});
const itemsOf = (given: MenuFacts, run: (action: MenuAction) => void = () => undefined): MenuItemConstructorOptions[] =>
  menuModel(given, run).flatMap((menu) => menu.submenu as MenuItemConstructorOptions[]);

law.prop([facts])("every item says what it is, in one language", (given) => {
  const labels = [...menuModel(given, () => undefined), ...itemsOf(given)]
    .filter(({ type }) => type !== "separator")
    .map(({ label }) => label ?? "");
  const chinese = /^[\u4e00-\u9fff]+$/;
  expect(labels.every((label) => (given.language === "en" ? /^[A-Za-z ]+$/.test(label) : chinese.test(label)))).toBe(true);
});

law.prop([facts])(
  "developer tools are offered only while developing; ending is an action, for its role goes past the data side",
  (given) => {
    const items = itemsOf(given);
    expect([items.some(({ id }) => id === "quit"), items.some(({ role }) => role === "quit")]).toEqual([true, false]);
    expect(items.some(({ role }) => role === "toggleDevTools")).toBe(given.devTools);
    expect(items.some(({ role }) => role === "reload" || role === "forceReload")).toBe(false);
  },
);

test("items that are no role run their action", () => {
  const ran: string[] = [];
  const items = itemsOf({ language: "zh-CN", isMac: false, devTools: false }, (action) => ran.push(action));
  for (const { click } of items) (click as (() => void) | undefined)?.();
  expect(ran).toEqual(["quit", "copy-diagnostics", "about"]);
});

test.each([
  [{ wish: "folder", title: "选择文件夹" }, ["openDirectory", "createDirectory"]],
  [{ wish: "bundles", title: "选择数据包" }, ["openFile", "multiSelections"]],
] as const)("%o opens a dialog with %o", (wish, properties) => {
  expect(openDialog(chooseWish.parse(wish))).toMatchObject({ title: wish.title, properties });
});

test.each([
  undefined,
  {},
  { wish: "save", title: "" },
  { wish: "folder" },
  { wish: "attachments", title: "选择附件" },
  { wish: "folder", title: "a", properties: ["openFile"] },
  { wish: "folder", title: "长".repeat(101) },
])("%o is no wish", (wish) => expect(chooseWish.safeParse(wish).success).toBe(false));

law.prop([fc.oneof(fc.string(), fc.constantFrom("../../x", "a/b", "a\\b", "C:x", "\u202egnp.exe", "..", "", "报表.pdf"))])(
  "a file is offered inside the folder, under a name that every system takes",
  (name) => {
    for (const paths of [{ join, basename, dirname }, win32]) {
      const { defaultPath = "" } = saveDialog(name, "downloads", (folder, plain) => paths.join(folder, plain));
      expect(paths.dirname(defaultPath)).toBe("downloads");
      expect(paths.basename(defaultPath)).toMatch(/^[^<>:"/\\|?*\u0000-\u001f\u202a-\u202e]+$/);
    }
  },
);

test("关于 says where the licences of what is shipped lie, and claims no copyright", () => {
  expect(aboutPanel("1.2.3", "/opt/anbao/resources", "linux")).toEqual({
    applicationName: "安报",
    applicationVersion: "1.2.3",
    copyright: "第三方软件的许可：/opt/anbao/resources/THIRD-PARTY-NOTICES.txt",
  });
  expect(aboutPanel("1", String.raw`C:\anbao\resources`, "win32")["copyright"]).toContain(
    String.raw`resources\THIRD-PARTY-NOTICES.txt`,
  );
});
