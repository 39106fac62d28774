// Records and small pictures now, originals later: what the county sees meanwhile, how it asks, and the township's one button.
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pickBundle, pickDrive } from "../pages/folder-picker.ts";
import { closeByEscape, goTo, heading, unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { mergeFromDrive } from "../pages/inbox.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

const TITLE = "有照片的活动";

test("small pictures first, the originals when the county asks for them", async ({ openOffice, folder }) => {
  await makeBundles(folder, "pictured");
  const town = await openOffice("town", { now: AFTER_MONTH, workspace: join(folder, "电脑", "有照片") });
  const county = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  await unlock(town.page, PIN);
  await unlock(county.page, PIN);
  await test.step("township: records and small pictures only", () => sendRecords(town.page));
  await test.step("county: what lacks is listed, and the receipt asks for it", () => answer(county.page));
  await test.step("county: both pictures are there small, and said to lack their originals", () => seeSmall(county.page));
  await test.step("township: one button sends what lacks", () => sendAgain(town.page));
  await test.step("county: nothing lacks any more", () => seeWhole(county.page));
});

async function sendRecords(page: Page): Promise<void> {
  await visit(page, "/hand-in/now");
  await page.getByText("只带记录和小图").click();
  await explainAll(page, "两场活动先后举行");
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText("可以安全拔出")).toBeVisible();
}

/** Opens the activity in 审核. */
async function openActivity(page: Page): Promise<void> {
  await visit(page, "/review");
  await page.getByRole("list", { name: "待审核列表" }).getByText(TITLE).click();
  await expect(page.getByRole("button", { name: /^查看 / })).toHaveCount(2);
}

async function seeSmall(page: Page): Promise<void> {
  await openActivity(page);
  await expect(page.getByText("佐证待补", { exact: true })).toHaveCount(2);
  await page
    .getByRole("button", { name: /^查看 / })
    .first()
    .click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByText("佐证待补：这是单位随记录交来的小图，原件还没有到")).toBeVisible();
  const drawn = viewer.getByRole("figure").getByRole("img");
  await expect.poll(() => drawn.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(100);
  const facts = viewer.getByRole("complementary", { name: "拍摄信息" });
  await expect(facts).toContainText("单位自报");
  await expect(facts).toContainText("640 × 480");
  await expect(facts).not.toContainText("39.378000");
  await expectSound(page, "a small picture without its original");
  await closeByEscape(page, viewer);
}

async function answer(page: Page): Promise<void> {
  await mergeFromDrive(page);
  await page.getByRole("button", { name: "回执写回U盘" }).click();
  await expect(page.getByText(/回执已写到 .*，共 1 份，已回读核对。/)).toBeVisible();
  await goTo(page, "收件", "收件");
  const lacking = page.getByRole("heading", { name: "没有收到的卷和文件" });
  await expect(lacking).toBeVisible();
  await expect(page.getByRole("row", { name: /城关镇/ }).filter({ hasText: ".jpg" })).toBeVisible();
}

async function sendAgain(page: Page): Promise<void> {
  await goTo(page, "报送", "报送");
  await page.getByRole("button", { name: "读入回执" }).click();
  await pickBundle(page, /^组委会办公室-给城关镇/);
  await expect(page.getByRole("heading", { name: "县里要求补报" })).toBeVisible();
  await expectSound(page, "the county asks for what lacks");
  await page.getByRole("button", { name: "补报", exact: true }).click();
  await expect(heading(page)).toHaveText(/第\d+包 分卷导出/);
  await page.getByRole("button", { name: "选U盘开始写" }).click();
  await pickDrive(page, handOn(page), "写到这里");
  await expect(page.getByText("全部卷都已写好并回读核对，可以安全拔出")).toBeVisible();
}

async function seeWhole(page: Page): Promise<void> {
  await mergeFromDrive(page);
  await goTo(page, "收件", "收件");
  await expect(page.getByRole("heading", { name: "没有收到的卷和文件" })).toHaveCount(0);
  await openActivity(page);
  await expect(page.getByText("佐证待补", { exact: true })).toHaveCount(0);
  await page
    .getByRole("button", { name: /^查看 / })
    .first()
    .click();
  const facts = page.getByRole("dialog").getByRole("complementary", { name: "拍摄信息" });
  await expect(facts).toContainText("39.378000, 99.819000");
  await expect(facts).not.toContainText("单位自报");
}
