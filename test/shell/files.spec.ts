// Files in and out of the installed program: saved through the system's dialog (findings B1), attached by their place (M4).
import { existsSync } from "node:fs";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { activityForm, expectPicturesDrawn, itemSearch } from "../e2e/pages/activity-form.ts";
import { goTo, heading, unlock, visit } from "../e2e/pages/frame.ts";
import { saveInto } from "../e2e/pages/saving.ts";
import { expect, test } from "../e2e/support/fixture.ts";
import { handOn } from "../e2e/support/hand.ts";
import { takePhotos } from "../e2e/support/made/photos.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../e2e/support/prepared.ts";
import { installedOn } from "../e2e/support/pc/shell-pc.ts";

test("B1: a paper is saved where the person says; a cancelled dialog leaves nothing and says nothing is wrong", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/reports?period=total");
  await page.getByRole("button", { name: "打印附件2" }).click();
  await expect(page.getByRole("region").getByRole("img").first()).toBeVisible();
  const program = installedOn(page);
  await page.getByRole("button", { name: "存为 PDF" }).click();
  await (await program.shown("save")).answer({ canceled: true, filePath: "" });
  await expect(page.getByRole("button", { name: "存为 PDF" })).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveCount(0);
  const path = await saveInto(page, join(folder, "我的文件"), () => page.getByRole("button", { name: "存为 PDF" }).click());
  expect((await readFile(path)).subarray(0, 5).toString()).toBe("%PDF-");
  expect(await readdir(join(folder, "我的文件"))).toHaveLength(1);
  await expect(page.getByText(path, { exact: false })).toBeVisible();
  expect(program.told.filter(({ name }) => name === "will-download")).toEqual([]);
});

test("M4: photos are taken from their place, without a copy in between; a pasted one is sent", async ({ openOffice, folder }) => {
  const photos = await takePhotos(join(folder, "相机"), 2, 900);
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await handOn(page).pickFiles(form.pick, photos);
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 2);
  const incoming = join(folder, "town", "Anbao", "incoming");
  const waiting = existsSync(incoming) ? await readdir(incoming, { recursive: true, withFileTypes: true }) : [];
  const sizes = await Promise.all(
    waiting.filter((one) => one.isFile()).map(async ({ parentPath, name }) => (await stat(join(parentPath, name))).size),
  );
  expect(sizes.filter((size) => size > 0)).toEqual([]);
  await expect(heading(page)).toBeVisible();
});

test("a bundle is chosen in the system's dialog; a cancelled one leaves everything as it is", async ({ openOffice, folder }) => {
  const made = await makeBundles(folder, "sorts");
  const { page } = await openOffice("county", { now: "2021-06-24T09:00", prepared: "county" });
  await unlock(page, PIN);
  await goTo(page, "收件", "收件");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  const program = installedOn(page);
  const browse = page.getByRole("dialog").getByRole("button", { name: "浏览…" });
  await browse.click();
  await (await program.shown("open")).answer({ canceled: true, filePaths: [] });
  await expect(browse).toBeEnabled();
  await expect(page.getByRole("alert")).toHaveCount(0);
  await browse.click();
  const dialog = await program.shown("open");
  expect(dialog.shown.options["properties"]).toContain("multiSelections");
  await dialog.answer({ canceled: false, filePaths: [join(made, "一号.anbao.age")] });
  await expect(heading(page)).toHaveText("核对并合并");
  await expect(page.getByRole("row", { name: /城关镇/ })).toContainText("签名有效");
});
