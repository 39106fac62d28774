// Menus: Chinese from the first moment, and a right click (findings M5: Electron shows none by itself).
import { expect, test } from "../e2e/support/fixture.ts";
import { searchBox, unlock } from "../e2e/pages/frame.ts";
import { AFTER_MONTH, PIN } from "../e2e/support/prepared.ts";
import { installedOn } from "../e2e/support/pc/shell-pc.ts";

test("the menu bar is the program's own before a window is shown", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const program = installedOn(page);
  const [menu, shown] = ["menu", "window"].map((name) => program.told.findIndex((one) => one.name === name));
  expect(menu, "a menu was set").toBeGreaterThanOrEqual(0);
  expect(menu).toBeLessThan(shown ?? 0);
  expect((await program.menu()).map(({ label }) => label)).toEqual(["文件", "编辑", "查看", "窗口", "帮助"]);
});

test("M5: a right click in a field offers 粘贴 and pastes; on bare text it offers nothing", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const program = installedOn(page);
  await page.keyboard.press("Control+k");
  const field = searchBox(page);
  await field.fill("安全咨询");
  await field.selectText();
  await field.click({ button: "right" });
  const first = await program.shown("popup");
  expect(first.shown.items.map(({ label }) => label)).toEqual(["剪切", "复制", "粘贴", "全选"]);
  await first.answer(["复制"]);
  await field.fill("");
  await field.click({ button: "right" });
  const second = await program.shown("popup");
  expect(second.shown.items.find(({ label }) => label === "复制")?.enabled).toBe(false);
  await second.answer(["粘贴"]);
  await expect(field).toHaveValue("安全咨询");
});
