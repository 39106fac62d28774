// Many pictures at once: a folder by its days, in the order of the camera, with one bar and one way to stop; and what they come to.
import { cpSync, utimesSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { activityForm, expectPicturesDrawn, itemSearch } from "../pages/activity-form.ts";
import { unlock, visit } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

test("from a camera's folder the activity's day is taken, in the camera's order, and the size of the hand-in is told", async ({
  openOffice,
  folder,
}) => {
  const card = join(folder, "DCIM", "100CANON");
  const [first = "", second = "", other = ""] = await takePhotos(card, 3, 600);
  const day = (text: string) => new Date(`${text}T09:30:00+08:00`);
  for (const [from, name, at] of [
    [first, "IMG_10.jpg", "2021-06-16"],
    [second, "IMG_9.jpg", "2021-06-16"],
    [other, "IMG_8.jpg", "2021-06-15"],
  ] as const) {
    cpSync(from, join(folder, "卡", name));
    utimesSync(join(folder, "卡", name), day(at), day(at));
  }
  cpSync(first, join(folder, "卡", "Thumbs.db"));
  expect(await readdir(join(folder, "卡"))).toHaveLength(4);

  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await form.title.fill("一卡照片");
  await form.day.fill("6.16");
  await form.title.focus();
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "从文件夹、相机卡或手机" }).click();
  await (await chooser).setFiles(join(folder, "卡"));
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("checkbox")).toHaveCount(2);
  await expect(dialog.getByRole("checkbox", { name: /6月16日：2 个文件.*活动当天/ })).toBeChecked();
  await expect(dialog.getByRole("checkbox", { name: /6月15日：1 个文件/ })).not.toBeChecked();
  await dialog.getByRole("button", { name: /添加 2 个/ }).click();
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 2);
  await expect(form.thumbnails.first()).toHaveAccessibleName("查看 IMG_9.jpg");
  await expect(form.thumbnails.last()).toHaveAccessibleName("查看 IMG_10.jpg");
  await expect(page.getByText(/下次报送预计 .+，一个 U盘放得下/)).toBeVisible();

  const again = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "从文件夹、相机卡或手机" }).click();
  await (await again).setFiles(join(folder, "卡"));
  await expect(dialog.getByRole("checkbox", { name: /^看起来已在附件里（同名同大小）：2 个文件/ })).not.toBeChecked();
  const otherDay = dialog.getByRole("checkbox", { name: /6月15日：1 个文件/ });
  await expect(otherDay).not.toBeChecked();
  await otherDay.check();
  await dialog.getByRole("button", { name: /添加 1 个/ }).click();
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 3);
});
