// One USB drive goes from the township to the county and back, as people carry it: noticed by itself, looked at before it is written
// to, read back, ejected by a button; what is on it is offered and never taken unasked.
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { answered } from "../pages/calls.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound, expectWords } from "../support/sound.ts";

const NAME = "安报盘 🚩";

test("there and back on one drive", async ({ openOffice, usbDrive }) => {
  const drive = await usbDrive(NAME);
  const county = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  const town = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(county.page, PIN);
  await unlock(town.page, PIN);

  await test.step("township: it appears while the dialog is open, is looked at, written to, read back and ejected", async () => {
    await handInTo(town.page, () => drive.plugIn());
    await eject(town.page);
  });
  expect(await readdir(drive.path)).toEqual([]);
  await expect(cardOf(county.page, `U盘“${NAME}”里有 1 个新报送包`)).toBeHidden();

  await test.step("county: the bundle is offered by itself, and the receipt goes back to the same drive", async () => {
    await drive.plugIn();
    await mergeFromCard(county.page);
    await eject(county.page);
  });

  await test.step("township: the receipt is offered by itself with what it says, and read on request only", async () => {
    await goTo(town.page, "首页", "今天要做的事");
    await drive.plugIn();
    await readFromCard(town.page);
  });
  expect((await readdir(drive.path)).filter((name) => name.includes("anbao")).sort()).toHaveLength(2);

  await test.step("township: what is damaged says so when it is read; pulled out, it is no longer offered", async () => {
    await writeFile(join(drive.path, "620724001-620724100-900.anbao.age"), "age-encryption.org/v1\n坏");
    await goTo(town.page, "活动", "活动");
    await goTo(town.page, "首页", "今天要做的事");
    const card = cardOf(town.page, `U盘“${NAME}”里有县里的回执`);
    await card.getByRole("button", { name: "读取" }).click();
    await expect(town.page.getByRole("main").getByRole("alert")).toContainText("内容已被改动或损坏");
    drive.pull();
    await expect(card).toBeHidden();
  });
});

async function handInTo(page: Page, plugIn: () => Promise<void>): Promise<void> {
  await visit(page, "/hand-in/now");
  const explained = answered(page, "handIn/explain", "handIn/assemble");
  await page.getByPlaceholder("写一句说明，随包报县里").fill("两场活动先后举行");
  await page.keyboard.press("Tab");
  await explained;
  await page.getByRole("button", { name: "导出报送包" }).click();
  const dialog = page.getByRole("dialog");
  const place = dialog.getByRole("list", { name: "位置" }).getByRole("button", { name: NAME });
  await expect(dialog.getByRole("button", { name: "桌面" })).toBeVisible();
  await expect(place).toBeHidden();
  await plugIn();
  await expect(place).toContainText(/U盘 · ext4 · 剩余 \d+/);
  await place.click();
  await expect(dialog.getByText(/^可以写入 · ext4 · 剩余 .*B · 写入约 .*\/s · 约 \d+ 秒$/)).toBeVisible();
  await expectSound(page, "picker");
  await dialog.getByRole("button", { name: "导出到这里" }).click();
  await expect(page.getByText("可以安全拔出")).toBeVisible();
  await expect(page.getByText("1 个文件已写完，并从盘上逐字节读回核对一致。")).toBeVisible();
  await expectSound(page, "exported");
  await expectWords(page, "exported");
}

async function eject(page: Page): Promise<void> {
  const ejected = answered(page, "system/eject");
  await page.getByRole("button", { name: "弹出U盘" }).click();
  await ejected; // the system writes out what it has kept back, which a busy machine takes its time for
  await expect(page.getByText(`U盘“${NAME}”已弹出，可以拔出。`)).toBeVisible();
}

async function mergeFromCard(page: Page): Promise<void> {
  const card = cardOf(page, `U盘“${NAME}”里有 1 个新报送包`);
  await expectSound(page, "desk");
  await card.getByRole("button", { name: "去收件" }).click();
  await expect(heading(page)).toHaveText("收件");
  await expect(card).toContainText("城关镇 第 3 包。");
  await expectSound(page, "inbox");
  await expectWords(page, "inbox");
  await card.getByRole("button", { name: "核对" }).click();
  await expect(heading(page)).toHaveText("核对并合并");
  await page.getByRole("button", { name: /合并 1 个包/ }).click();
  await expect(heading(page)).toHaveText("已合并 1 个包");
  await page.getByRole("button", { name: "回执写回U盘" }).click();
  await expect(page.getByText(/回执已写到 .*，共 1 份，已回读核对。/)).toBeVisible();
}

async function readFromCard(page: Page): Promise<void> {
  const card = cardOf(page, `U盘“${NAME}”里有县里的回执`);
  await expect(card).toContainText("第 3 包已收到");
  await expectSound(page, "home");
  await expectWords(page, "home");
  await card.getByRole("button", { name: "读取" }).click();
  await expect(page.getByText("回执已读入。")).toBeVisible();
  await expect(card).toBeHidden();
}

function cardOf(page: Page, title: string) {
  return page.locator("section").filter({ has: page.getByRole("heading", { name: title }) });
}
