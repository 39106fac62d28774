// 存疑照片: a part of a photo that was used before, sent through a chat, is said kindly on the form, with both pictures side by side; the
// checks of the hand-in ask for a 说明, and the list lets it be put away.
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import sharp from "sharp";
import { activityForm, expectPicturesDrawn, itemSearch, option } from "../pages/activity-form.ts";
import { closeByEscape, heading, unlock, visit } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

/** Fills the form of an activity, with photos, as far as it has to be. */
async function fillIn(page: Page, title: string, photos: readonly string[]) {
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await form.title.fill(title);
  await form.day.fill("6.16");
  await form.from.fill("9");
  await form.mode.click();
  await option(page, "线下").click();
  await form.number("场次").fill("1");
  await form.number("参加人次").fill("10");
  await handOn(page).pickFiles(form.pick, photos);
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), photos.length);
  return form;
}

/** A part of a photo, smaller, as a chat program would have passed it on. */
async function passOn(photo: string, path: string): Promise<string> {
  await writeFile(
    path,
    await sharp(photo).extract({ left: 40, top: 30, width: 520, height: 400 }).jpeg({ quality: 50 }).toBuffer(),
  );
  return path;
}

test("a photo that was used before is asked about on the form, in the checks and in the list", async ({ openOffice, folder }) => {
  const [photo = ""] = await takePhotos(join(folder, "相机"), 1, 700);
  const passedOn = await passOn(photo, join(folder, "mmexport1623800000000.jpg"));
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await (await fillIn(page, "骆驼城集市安全咨询", [photo])).save.click();
  await expect(heading(page)).toHaveText("骆驼城集市安全咨询");

  const form = await fillIn(page, "学校安全课", [passedOn]);
  await expect(page.getByText("“mmexport1623800000000.jpg”像是聊天软件压缩过的，有原图请换成原图。")).toBeVisible();
  await expect(page.getByText("“mmexport1623800000000.jpg”与“骆驼城集市安全咨询”里的一张几乎一样。")).toBeVisible();
  await page.getByRole("button", { name: "看两张" }).click();
  const both = page.getByRole("dialog");
  await expectPicturesDrawn(both.locator("img"), 2);
  await expect(both.getByText("学校安全课")).toBeVisible();
  await expect(both.getByRole("link", { name: "骆驼城集市安全咨询" })).toBeVisible();
  await closeByEscape(page, both);
  await form.save.click();
  await expect(heading(page)).toHaveText("学校安全课");

  await visit(page, "/hand-in/now");
  const check = page.getByRole("listitem").filter({ hasText: "一张几乎一样，请核对或说明" });
  await expect(check.getByPlaceholder("写一句说明，随包报县里")).toBeVisible();
  await check.getByRole("link", { name: "看照片" }).click();

  await expect(heading(page)).toHaveText("存疑照片");
  const doubt = page.getByRole("listitem").filter({ hasText: "几乎一样" });
  await expectPicturesDrawn(doubt.locator("img"), 2);
  await doubt.getByRole("button", { name: "不再提示" }).click();
  await expect(doubt).toHaveCount(0);
  await page.getByText("不再提示", { exact: true }).first().click();
  await expect(doubt).toHaveCount(1);
});

test("the county comes to the list from 统计", async ({ openOffice }) => {
  const { page } = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  await unlock(page, PIN);
  await visit(page, "/statistics");
  await page.getByRole("button", { name: "存疑照片" }).click();
  await expect(heading(page)).toHaveText("存疑照片");
  await expect(page.getByText(/^\d+ 条$/)).toBeVisible();
});
