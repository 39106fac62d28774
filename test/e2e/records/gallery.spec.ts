// 媒体: by keyboard from picture to picture, into the viewer and back; what is picked leaves as plain files; what is deleted goes for good
// once the bin is emptied.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pickDrive } from "../pages/folder-picker.ts";
import { closeByEscape, goTo, heading, unlock, visit } from "../pages/frame.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

test("pictures are reached, opened, picked and written out by keyboard; the bin is emptied by choice", async ({
  openOffice,
  folder,
}) => {
  await makeBundles(folder, "pictured");
  const workspace = join(folder, "电脑", "有照片");
  const office = await openOffice("town", { now: AFTER_MONTH, workspace });
  const { page } = office;
  await unlock(page, PIN);
  await goTo(page, "活动", "活动");
  await page.locator("button.row-title", { hasText: "有照片的活动" }).click();
  await expect(heading(page)).toHaveText("有照片的活动");
  const [, unit, record] = /activities\/(\d+)\/([^/?]+)/.exec(page.url()) ?? [];
  await visit(page, `/media?record=${unit}.activity.${record}`);
  await expect(page.getByText("只看“有照片的活动”")).toBeVisible();
  const grid = page.getByRole("grid", { name: "媒体" });
  const pictures = grid.getByRole("button", { name: /^查看 / });
  await expect(pictures).toHaveCount(2);
  await pictures.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(pictures.nth(1)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toContainText("2 / 2");
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("dialog")).toContainText("1 / 2");
  await closeByEscape(page, page.getByRole("dialog"));
  await expect(pictures.first()).toBeFocused();
  await page.keyboard.press("Space");
  await expect(page.getByText(/^已选 1 件/)).toBeVisible();
  await expectSound(page, "the gallery");
  await page.getByRole("button", { name: "导出选中的原件" }).click();
  await pickDrive(page, handOn(page), "写到这里");
  await expect(page.getByText(/已回读核对：1 件/)).toBeVisible();
  const written = readdirSync(stickOf(office), { recursive: true, encoding: "utf8" }).filter((name) =>
    /\.(jpe?g|png|xlsx)$/i.test(name),
  );
  expect(written).toHaveLength(2);

  await grid.getByRole("link", { name: "有照片的活动" }).first().click();
  await page.getByRole("button", { name: "删除" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("已删除“有照片的活动”")).toBeVisible();
  await visit(page, "/settings/backup");
  await expect(page.getByText(/^回收站里有 2 件/)).toBeVisible();
  await page.getByRole("button", { name: "清空回收站" }).click();
  await expect(page.getByRole("dialog")).toContainText("从本机删除这 2 件");
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText(/已删除 2 件，腾出/)).toBeVisible();
  await expectSound(page, "an emptied bin");
});
