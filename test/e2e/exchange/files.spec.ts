// Files between a person and the program: given with progress and a way to stop, saved under the name they came with, found by a typed path.
import { copyFile, mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { activityForm, expectPicturesDrawn, firstItem, itemSearch, option } from "../pages/activity-form.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { saveInto } from "../pages/saving.ts";
import { expect, test, type Office } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { makeClip } from "../support/made/long-clip.ts";
import { giveFile, takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../support/prepared.ts";

const NOW = "2021-06-24T09:00";

async function openForm({ page }: Office) {
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await expect(firstItem(page)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(activityForm(page).title).toBeFocused();
  return activityForm(page);
}

/** What of sent files lies in the program's private folders. */
async function sentFiles(folder: string): Promise<readonly string[]> {
  const found = await readdir(join(folder, "town", "Anbao", "incoming"), { recursive: true, withFileTypes: true });
  return found.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

test("a video shows how much of it is here, is stopped in the middle, and leaves nothing; taken again it is whole", async ({
  openOffice,
  folder,
}) => {
  const clip = join(folder, "现场 视频.mp4");
  await makeClip(clip, 20 * 1024 * 1024);
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const { page } = office;
  const form = await openForm(office);
  const held = Promise.withResolvers<void>();
  let slices = 0;
  await page.route("**/rpc/uploads/append", async (route) => {
    slices += 1;
    if (slices === 4) await held.promise;
    await route.continue();
  });
  await handOn(page).pickFiles(form.pick, [clip]);
  await expect(page.getByText(/^9 MB \/ 20\.\d MB$/)).toBeVisible();
  await expect(page.getByRole("progressbar", { name: "正在添加 现场 视频.mp4" })).toHaveAttribute("aria-valuenow", /^4\d$/);
  expect(await sentFiles(folder)).toHaveLength(1);
  await page.getByRole("button", { name: "取消添加 现场 视频.mp4" }).click();
  held.resolve();
  await expect(page.getByText("现场 视频.mp4")).toHaveCount(0);
  await expect(page.getByRole("alert").filter({ hasText: "现场" })).toHaveCount(0);
  await expect.poll(() => sentFiles(folder)).toEqual([]);
  await expect(form.thumbnails).toHaveCount(0);
  await handOn(page).pickFiles(form.pick, [clip]);
  // A film is looked into before it is shown, by a process that starts for it.
  await expect(form.thumbnails).toHaveCount(1);
  expect(slices, "the three slices before, the held one, and all of the second time").toBe(4 + 7);
  expect(await sentFiles(folder), "moved into the store, not copied").toEqual([]);
});

test("a document and a photo leave under the name that they came with, byte for byte", async ({ openOffice, folder }) => {
  const [photo = ""] = await takePhotos(join(folder, "相机"), 1, 700);
  const named = join(folder, "启动仪式 （主会场）.JPG");
  await copyFile(photo, named);
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const { page } = office;
  const form = await openForm(office);
  await form.title.fill("留原名");
  await form.day.fill("6.20");
  await form.mode.click();
  await option(page, "线下").click();
  await form.number("场次").fill("1");
  await form.number("参加人次").fill("10");
  await handOn(page).pickFiles(form.pick, [named]);
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 1);
  await form.save.click();
  await expect(heading(page)).toHaveText("留原名");
  await page.getByRole("button", { name: /^查看 / }).click();
  const saved = await saveInto(page, join(folder, "另存"), () => page.getByRole("button", { name: "另存一份" }).click());
  expect(basename(saved)).toBe("启动仪式 （主会场）.JPG");
  expect((await readFile(saved)).equals(await readFile(photo))).toBe(true);
});

test("what is no file says so, and the others are taken all the same", async ({ openOffice, folder }) => {
  const [photo = ""] = await takePhotos(join(folder, "相机"), 1, 710);
  const empty = join(folder, "空.jpg");
  await writeFile(empty, "");
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await openForm(office);
  await handOn(office.page).pickFiles(form.pick, [empty, photo]);
  const refused = office.page.getByRole("alert").filter({ hasText: "空.jpg" });
  await expect(refused).toBeVisible();
  await expect(form.thumbnails).toHaveCount(1);
  await giveFile(office.page, "paste", "拖到这里，或粘贴", photo, "截图.png");
  await expect(refused).toHaveCount(1);
  await expect(form.thumbnails, "the same picture once more is the same file").toHaveCount(1);
});

test("a folder that is not in the list is reached by its typed path; a wrong one says what is wrong", async ({
  openOffice,
  folder,
}) => {
  const made = await makeBundles(folder, "sorts");
  const place = join(folder, "共享 盘");
  await mkdir(place);
  await copyFile(join(made, "一号.anbao.age"), join(place, "一号.anbao.age"));
  const { page } = await openOffice("county", { now: NOW, prepared: "county" });
  await unlock(page, PIN);
  await goTo(page, "收件", "收件");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  const dialog = page.getByRole("dialog");
  const typed = dialog.getByRole("textbox", { name: "也可以输入或粘贴完整路径" });
  await typed.fill("共享 盘");
  await typed.press("Enter");
  await expect(dialog.getByRole("alert")).toContainText("这不是完整路径");
  await typed.fill(join(folder, "没有"));
  await dialog.getByRole("button", { name: "打开", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("找不到文件夹");
  await typed.fill(`"${place}"`);
  await typed.press("Enter");
  await expect(dialog.getByRole("checkbox", { name: /一号\.anbao\.age/ })).toBeVisible();
  await typed.fill(join(place, "一号.anbao.age"));
  await typed.press("Enter");
  await expect(heading(page)).toHaveText("核对并合并");
  await expect(page.getByRole("row", { name: /城关镇/ })).toContainText("签名有效");
});
