// Looking at what was attached: how long a clip is and what it shows, pictures near and turned, what a file says of itself; by keys too.
import { basename, join } from "node:path";
import type { Locator, Page } from "@playwright/test";
import { activityForm, itemSearch } from "../pages/activity-form.ts";
import { closeByEscape, unlock, visit } from "../pages/frame.ts";
import { saveInto } from "../pages/saving.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { takeClip, takeOldFilm } from "../support/made/clips.ts";
import { takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

async function formWith(page: Page, files: readonly string[]) {
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await handOn(page).pickFiles(form.pick, files);
  await expect(form.thumbnails).toHaveCount(files.length);
  return form;
}

function scaleOf(viewer: Locator): Locator {
  return viewer.getByText(/^\d+%$/);
}

test("a clip says how long it is and shows a frame of itself; the frame is kept", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await formWith(page, [await takeClip(join(folder, "相机"))]);
  const clip = form.thumbnails.first();
  await expect(clip).toContainText("0:02");
  await expect(clip.locator("img")).toHaveAttribute("src", /^data:image\/jpeg/);
  await expect(form.kept).toBeVisible();
  await page.reload();
  await expect(form.thumbnails.first().locator("img")).toHaveAttribute("src", /preview/);
});

test("a picture is seen near, turned and whole again; what it says of itself stands beside it", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const [early = "", late = ""] = await takePhotos(join(folder, "相机"), 2, 720);
  const form = await formWith(page, [await takeClip(join(folder, "相机")), late, early]);
  await expect(form.thumbnails).toHaveText([/^6月16日 9:40/, "6月16日 9:01", "6月16日 9:00"]);
  await page.getByRole("button", { name: "按拍摄时间排" }).click();
  await expect(form.thumbnails).toHaveText(["6月16日 9:00", "6月16日 9:01", /^6月16日 9:40/]);
  await form.thumbnails.first().click();
  const viewer = page.getByRole("dialog");
  const facts = viewer.getByRole("complementary", { name: "拍摄信息" });
  await expect(facts).toContainText("640 × 480");
  await expect(facts).toContainText("39.378000, 99.819000");
  await expect(facts).toContainText("6月16日 9:00:00");
  const picture = viewer.locator(".viewer-picture img");
  await expect(scaleOf(viewer)).toHaveText(/\d+%/);
  const fit = await scaleOf(viewer).innerText();
  await page.keyboard.press("+");
  await expect(scaleOf(viewer)).not.toHaveText(fit);
  await page.keyboard.press("r");
  await expect(picture).toHaveCSS("transform", /matrix\(0|matrix\([-\d.e]+, [1-9-]|matrix\(.*e-/);
  await page.keyboard.press("0");
  await picture.hover();
  await page.mouse.wheel(0, -300);
  await expect(scaleOf(viewer)).not.toHaveText(fit);
  await page.keyboard.press("ArrowRight");
  await expect(viewer.getByText("2 / 3")).toBeVisible();
  await page.keyboard.press("ArrowRight");
  await expect(facts).toContainText("0:02");
  await expect(facts).toContainText("vp9");
  await page.keyboard.press("i");
  await expect(facts).toBeHidden();
  await closeByEscape(page, viewer);
});

test("a clip is played by the space bar and sought within", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await formWith(page, [await takeClip(join(folder, "相机"))]);
  await form.thumbnails.first().click();
  const clip = page.getByRole("dialog").locator("video");
  await expect.poll(() => clip.evaluate((video: HTMLVideoElement) => video.duration)).toBeGreaterThan(1.9);
  await page.keyboard.press(" ");
  await expect.poll(() => clip.evaluate((video: HTMLVideoElement) => video.currentTime)).toBeGreaterThan(0);
  const soughtTo = await clip.evaluate(async (video: HTMLVideoElement) => {
    video.pause();
    video.currentTime = 1.5;
    await new Promise((done) => video.addEventListener("seeked", done, { once: true }));
    return video.currentTime;
  });
  expect(soughtTo).toBeCloseTo(1.5, 1);
});

test("a film that nobody can play here says so, on its picture and in the viewer, and can be saved", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await formWith(page, [await takeOldFilm(join(folder, "相机"))]);
  await expect(form.thumbnails.first()).toContainText("可能放不了");
  await form.thumbnails.first().click();
  const viewer = page.getByRole("dialog");
  await expect(viewer.getByText("这台电脑放不了这种视频，请另存一份后用播放器打开。")).toBeVisible();
  await expect(viewer.getByRole("complementary", { name: "拍摄信息" })).toContainText("有的电脑放不了这种格式");
  const saved = await saveInto(page, join(folder, "另存"), () => viewer.getByRole("button", { name: "另存一份" }).click());
  expect(basename(saved)).toBe("录像.avi");
});

test("a file is pulled to the place of another one, and the draft keeps the order", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await formWith(page, await takePhotos(join(folder, "相机"), 3, 720));
  await expect(form.thumbnails).toHaveText(["6月16日 9:00", "6月16日 9:01", "6月16日 9:02"]);
  await form.thumbnails.last().dragTo(form.thumbnails.first());
  const moved = ["6月16日 9:02", "6月16日 9:00", "6月16日 9:01"];
  await expect(form.thumbnails).toHaveText(moved);
  await expect(form.kept).toBeVisible();
  await page.reload();
  await expect(form.thumbnails).toHaveText(moved);
});
