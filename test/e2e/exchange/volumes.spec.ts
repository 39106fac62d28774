// Volumes on screen: planned with an own size, written to two folders, taken in the last one first; what lacks is a list to print.
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound, expectWords } from "../support/sound.ts";

test("a hand-in in volumes onto two folders, and into the county the last one first", async ({ openOffice }) => {
  const town = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const county = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  const stick = stickOf(town);
  for (const name of ["甲", "乙"]) await mkdir(join(stick, name));
  await unlock(town.page, PIN);
  await unlock(county.page, PIN);
  await test.step("township: own size, the plan before anything is written", () => plan(town.page));
  await test.step("township: one volume to the first folder, the rest to the second", () => writeToTwo(town.page));
  const [first, second] = [await readdir(join(stick, "甲")), await readdir(join(stick, "乙"))];
  expect(first).toHaveLength(1);
  expect(first[0]).toMatch(/^城关镇-第\d+包-卷1共\d+\.anbao\.age$/);
  expect(second.length).toBeGreaterThan(0);
  await test.step("county: the further volumes first; volume 1 is named as missing", () => takeFurther(county.page));
  await test.step("county: the list to send again, as paper", () => readForm(county.page));
  await test.step("county: volume 1 completes it", () => takeFirst(county.page, second.length + 1));
});

async function plan(page: Page): Promise<void> {
  await visit(page, "/hand-in/now");
  await explainAll(page, "两场活动先后举行");
  await page.getByText("导出全部记录").click();
  await page.getByLabel("卷的大小").click();
  await page.locator(".ant-select-item-option", { hasText: "自定大小" }).click();
  await page.getByLabel("每卷多少 MB").fill("1");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "导出报送包" }).click();
  await expect(heading(page)).toHaveText(/第\d+包 分卷导出/);
  await expect(page.getByRole("row", { name: /第1卷 .*-卷1共\d+\.anbao\.age .*没有写/ })).toBeVisible();
  await expect(page.getByText(/共 \d+ 卷，/)).toBeVisible();
  await expectSound(page, "the plan");
  await expectWords(page, "the plan");
}

async function writeToTwo(page: Page): Promise<void> {
  await page.getByLabel("这个U盘最多写几卷").fill("1");
  await page.keyboard.press("Tab");
  await page.getByRole("button", { name: "选U盘开始写" }).click();
  await pickFolder(page, "甲", "写到这里");
  await expect(page.getByText(/第 1 卷已写到 .*甲。 已逐字节回读核对/)).toBeVisible();
  await visit(page, "/hand-in");
  await expect(page.getByText(/第\d+包没有写完/)).toBeVisible();
  await expectSound(page, "hand-ins with a bundle half written");
  await page.getByRole("button", { name: "接着写" }).click();
  await page.getByRole("button", { name: "换下一个U盘接着写" }).click();
  await pickFolder(page, "乙", "写到这里");
  await expect(page.getByText("全部卷都已写好并回读核对，可以安全拔出")).toBeVisible();
}

async function pickFolder(page: Page, name: string, confirm: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("list", { name: "位置" }).getByRole("button", { name: "桌面" }).click();
  await dialog.getByRole("button", { name, exact: true }).click();
  await dialog.getByRole("button", { name: confirm }).click();
}

async function look(page: Page, name: string): Promise<void> {
  await goTo(page, "收件", "收件");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickFolder(page, name, "核对这个文件夹");
  await expect(heading(page)).toHaveText("核对并合并");
}

/** Taken in, dropped again, and taken in once more. */
async function takeFurther(page: Page): Promise<void> {
  await takeWithoutFirst(page);
  await expectSound(page, "what has not arrived");
  await page.getByRole("button", { name: /^不再等 / }).click();
  await page.getByRole("button", { name: "丢掉", exact: true }).click();
  await expect(page.getByRole("heading", { name: "没有收到的卷和文件" })).toHaveCount(0);
  await takeWithoutFirst(page);
}

async function takeWithoutFirst(page: Page): Promise<void> {
  await look(page, "乙");
  await expect(page.getByText("第 1 卷未到 · 先收着")).toBeVisible();
  await expect(page.locator(".bundle-detail"), "explained without a click").toContainText("记录都在第 1 卷里");
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(heading(page)).toHaveText("已收下 1 个包的分卷，等第 1 卷");
  await expect(page.getByText("先收着，等第 1 卷")).toBeVisible();
  await expect(page.getByText("重复合并也不会多计"), "no code is promised where there is none").not.toContainText("回执码");
  await goTo(page, "收件", "收件");
  await expect(page.getByRole("heading", { name: "没有收到的卷和文件" })).toBeVisible();
  await expect(page.getByText("缺第1卷")).toBeVisible();
}

async function readForm(page: Page): Promise<void> {
  await page.getByRole("button", { name: /的补报单/ }).click();
  await expect(heading(page)).toHaveText("补报单");
  await expect(page.getByRole("img", { name: /第 1 页/ }).first()).toBeVisible();
  await expectSound(page, "补报单");
}

async function takeFirst(page: Page, volumes: number): Promise<void> {
  await look(page, "甲");
  await expect(page.getByText(`${volumes}/${volumes} 卷`)).toBeVisible();
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(page.getByText("重复合并也不会多计")).toBeVisible();
  await goTo(page, "收件", "收件");
  await expect(page.getByRole("heading", { name: "没有收到的卷和文件" })).toHaveCount(0);
}
