// The menu and the native dialogs, as data.
import { fc, test as law } from "@fast-check/vitest";
import type { MenuItemConstructorOptions } from "electron";
import { basename, dirname, join, win32 } from "node:path";
import { expect, test } from "vitest";
import { aboutPanel } from "../../../src-main/shell-electron/menus/about-panel.ts";
import { openDialog, saveDialog } from "../../../src-main/shell-electron/answers/dialogs.ts";
import { menuModel, type MenuAction, type MenuFacts } from "../../../src-main/shell-electron/menus/menu-model.ts";
import { chooseRequest } from "../../../src-main/shell-electron/page/page-requests.ts";

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
  [{ request: "folder", title: "选择文件夹" }, ["openDirectory", "createDirectory"]],
  [{ request: "bundles", title: "选择数据包" }, ["openFile", "multiSelections"]],
] as const)("%o opens a dialog with %o", (request, properties) => {
  expect(openDialog(chooseRequest.parse(request))).toMatchObject({ title: request.title, properties });
});

test.each([
  undefined,
  {},
  { request: "save", title: "" },
  { request: "folder" },
  { request: "attachments", title: "选择附件" },
  { request: "folder", title: "a", properties: ["openFile"] },
  { request: "folder", title: "长".repeat(101) },
])("%o is no request", (request) => expect(chooseRequest.safeParse(request).success).toBe(false));

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
