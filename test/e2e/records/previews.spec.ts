// A PC whose virus scanner blocks the decoder: photos are attached and kept, and the screen says that their pictures follow.
import { join } from "node:path";
import { activityForm, itemSearch } from "../pages/activity-form.ts";
import { unlock, visit } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

test("a photo is kept without a decoder, and its place says that the picture follows later", async ({ openOffice, folder }) => {
  const photos = await takePhotos(join(folder, "相机"), 1, 700);
  process.env["ANBAO_NODE"] = join(folder, "blocked");
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" }).finally(
    () => delete process.env["ANBAO_NODE"],
  );
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await handOn(page).pickFiles(form.pick, photos);
  await expect(form.thumbnails).toHaveCount(1);
  await expect(form.thumbnails.first()).toContainText("预览稍后生成");
});
