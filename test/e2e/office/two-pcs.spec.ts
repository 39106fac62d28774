// Two PCs of one township, each with its own key: what the second one handed in is taken in at the first, from the drive it lies on
// or as a file; what they filled in differently is told and decided; what is read again says that nothing changed.
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pickBundle } from "../pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { cancelAtOnce } from "../pages/running-task.ts";
import { makeUnitPcs, PIN } from "../support/prepared.ts";
import { expectSound, expectSoundAtBothSizes, expectWords, seenIn } from "../support/sound.ts";

const NOW = "2021-06-24T09:00";
const DRIVE = "二号电脑的盘";
/** Long enough to be stopped by a person. */
const LONG_BYTES = 480 * 1024 * 1024;
const OFFERED = "本单位二号电脑的报送包（第 2 包），读入后两台电脑的内容合在一起。";

test("the other PC's stick is offered and read; what differs is told and decided, and once more brings nothing", async ({
  openOffice,
  usbDrive,
  folder,
}) => {
  const made = await makeUnitPcs(folder);
  const drive = await usbDrive(DRIVE);
  await drive.plugIn();
  await copyFile(join(made, "二号.anbao.age"), join(drive.path, "二号.anbao.age"));
  const { page } = await openOffice("town", { now: NOW, workspace: join(folder, "电脑", "一号") });
  await unlock(page, PIN);
  const card = page.locator("section").filter({ has: page.getByRole("heading", { name: DRIVE }) });
  await test.step("offered on 报送 and on 首页, in both languages", async () => {
    await goTo(page, "报送", "报送");
    await expect(card).toContainText(OFFERED);
    await expectSoundAtBothSizes(page, "offered on 报送");
    await expectWords(page, "offered on 报送");
    await seenIn(page, "English", "Hand-in");
    await expect(card).toContainText("Bundle of this unit's PC 二号电脑 (number 2)");
    await expectWords(page, "offered in English");
    await seenIn(page, "中文", "报送");
    await goTo(page, "首页", "今天要做的事");
    await expect(card.getByRole("heading")).toHaveText(`U盘“${DRIVE}”里有本单位另一台电脑的报送包`);
    await expect(card).toContainText(OFFERED);
    await expectSound(page, "offered on 首页");
  });
  await test.step("read with one button: what it brought, and what differs", async () => {
    await card.getByRole("button", { name: "读取" }).click();
    await expect(news(page)).toContainText("已读入。合并了 1 条记录。有 1 条记录两台电脑填得不同。");
    await expect(card).toBeHidden();
    await expectSoundAtBothSizes(page, "read");
    await expectWords(page, "read");
  });
  await test.step("decided", async () => {
    await news(page).getByRole("button", { name: "去选定" }).click();
    await expect(heading(page)).toHaveText("填得不同");
    await page.getByRole("group", { name: "标题" }).getByText("机关学习（二号电脑改）").click();
    await page.getByRole("button", { name: "按选定的保存" }).click();
    await expect(page.getByText("没有要选定的内容")).toBeVisible();
    await visit(page, "/activities");
    for (const title of ["机关学习（二号电脑改）", "二号电脑记的活动"]) await expect(page.getByText(title)).toBeVisible();
  });
  await test.step("read again as a file: nothing has changed", async () => {
    await goTo(page, "报送", "报送");
    await page.getByRole("button", { name: "读入回执或另一台电脑的包" }).click();
    await pickBundle(page, /^二号/, DRIVE);
    await expect(page.getByText("这些文件已经读过，没有变化。")).toBeVisible();
    await seenIn(page, "深色", "报送");
    await expectSound(page, "报送 in the dark");
  });
});

test("a long reading is seen to go on and can be stopped; nothing of what was under way stays", async ({
  openOffice,
  folder,
}) => {
  const made = await makeUnitPcs(folder, LONG_BYTES);
  const office = await openOffice("town", { now: NOW, workspace: join(folder, "电脑", "一号") });
  const { page } = office;
  await copyFile(join(made, "长视频.anbao.age"), join(stickOf(office), "长视频.anbao.age"));
  await unlock(page, PIN);
  await goTo(page, "报送", "报送");
  await cancelAtOnce(page);
  await page.getByRole("button", { name: "读入回执或另一台电脑的包" }).click();
  await pickBundle(page, /^长视频/);
  await expect(page.getByText("已取消。取消前读完的文件都在，其余没有改动。")).toBeVisible();
  await expectSound(page, "stopped");
  await expectWords(page, "stopped");
  await visit(page, "/activities");
  await expect(page.getByText("机关学习（一号电脑改）")).toBeVisible();
  await expect(page.getByText("长视频活动")).toBeHidden();
});

/** The remark that says what reading brought. */
function news(page: Page) {
  return page.getByRole("main").locator(".note").filter({ hasText: "已读入。" });
}
