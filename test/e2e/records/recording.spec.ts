// Recording an activity: how few steps it takes, what an input method does to it, and what a power cut leaves.
import { join } from "node:path";
import type { CDPSession } from "@playwright/test";
import { activityForm, expectPicturesDrawn, firstItem, itemSearch, option } from "../pages/activity-form.ts";
import { heading, unlock, visit } from "../pages/frame.ts";
import { expect, test, type Office } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { takePhotos } from "../support/made/photos.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

async function openForm({ page }: Pick<Office, "page">) {
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("23209");
  await page.keyboard.press("Enter");
  await expect(activityForm(page).title).toBeFocused();
  return activityForm(page);
}

test("an activity with three photos takes at most fifteen interactions from the home screen", async ({ openOffice, folder }) => {
  const photos = await takePhotos(join(folder, "相机"), 3, 300);
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const hand = handOn(page);
  await hand.click(page.getByRole("button", { name: "记一项活动" }));
  await hand.type(itemSearch(page), "ztbzx");
  await expect(firstItem(page)).toContainText("镇同步咨询活动");
  await hand.press("Enter");
  const form = activityForm(page);
  await hand.type(form.title, "骆驼城集市安全咨询");
  await hand.type(form.day, "昨天");
  await hand.type(form.from, "9");
  await hand.click(form.mode);
  await hand.click(option(page, "线下"));
  await hand.type(form.number("场次"), "1");
  await hand.type(form.number("参加人次"), "120");
  await hand.pickFiles(form.pick, photos);
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 3);
  await hand.click(form.save);
  await expect(heading(page)).toHaveText("骆驼城集市安全咨询");
  expect(hand.count()).toBeLessThanOrEqual(15);
});

test("a picture that was added is taken away again, and the rest is what is saved", async ({ openOffice, folder }) => {
  const photos = await takePhotos(join(folder, "相机"), 3, 500);
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const { page } = office;
  const form = await openForm(office);
  await form.title.fill("三张去一张");
  await form.day.fill("6.20");
  await form.mode.click();
  await option(page, "线下").click();
  await form.number("场次").fill("1");
  await form.number("参加人次").fill("10");
  await handOn(page).pickFiles(form.pick, photos);
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 3);
  await page
    .getByRole("button", { name: /^移除 / })
    .nth(1)
    .click();
  await expect(form.thumbnails).toHaveCount(2);
  await form.save.click();
  await expect(heading(page)).toHaveText("三张去一张");
  await expectPicturesDrawn(page.getByRole("button", { name: /^查看 / }).getByRole("img"), 2);
});

test("what an input method is composing is neither lost nor judged", async ({ openOffice }) => {
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await openForm(office);
  const keys = await office.page.context().newCDPSession(office.page);
  await compose(keys, ["a", "an", "anq", "anquan"]);
  await expect(form.title).toHaveValue("anquan");
  await expect(office.page.getByRole("alert")).toHaveCount(0);
  await keys.send("Input.insertText", { text: "安全" });
  await expect(form.title).toHaveValue("安全");
  await form.number("参加人次").focus();
  await compose(keys, ["y", "yu", "yue"]);
  await expect(office.page.getByRole("alert"), "a half composed word is not judged").toHaveCount(0);
  await keys.send("Input.insertText", { text: "约３００" });
  await expect(office.page.getByRole("alert"), "nor a word whose field has not been left").toHaveCount(0);
  await office.page.keyboard.press("Tab");
  await expect(office.page.getByText("统计数要准确，请去掉约、余、多，填实际数。")).toBeVisible();
  await expect(form.number("参加人次")).toHaveValue("约３００");
  await expect(form.title).toHaveValue("安全");
});

async function compose(keys: CDPSession, steps: readonly string[]): Promise<void> {
  for (const text of steps)
    await keys.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
}

test("a draft is there again after the program was killed while it was typed", async ({ openOffice }) => {
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const form = await openForm(office);
  await form.title.pressSequentially("没写完的活动");
  await form.day.fill("6.20");
  await form.story.fill("写到一半，停电。");
  await expect(form.kept).toBeVisible();
  await office.pc.kill();
  await office.pc.start(office.page);
  await unlock(office.page, PIN);
  await visit(office.page, "/");
  await expect(office.page.getByText("没写完的活动")).toBeVisible();
  await office.page.getByRole("button", { name: "接着写" }).click();
  await expect(form.title).toHaveValue("没写完的活动");
  await expect(form.day).toHaveValue(/6月20日/);
  await expect(form.story).toHaveValue("写到一半，停电。");
});

test("a sentence about a field that was left does not move what is being clicked", async ({ openOffice }) => {
  const { page } = await openOffice("town", {
    now: AFTER_MONTH,
    prepared: "town",
    window: { viewport: { width: 1366, height: 1600 } },
  });
  await openForm({ page });
  const more = page.getByRole("button", { name: /^更多：/ });
  const at = await more.boundingBox();
  if (at === null) throw new Error("the button is in sight");
  await page.mouse.move(at.x + 20, at.y + 4);
  await page.mouse.down();
  await expect(activityForm(page).title).not.toBeFocused();
  await expect(activityForm(page).title).toHaveAttribute("aria-invalid", "true");
  await expect(page.getByRole("alert")).toHaveCount(0);
  expect(await more.boundingBox()).toEqual(at);
  await page.mouse.up();
  await expect(page.getByRole("alert")).toHaveText("必填。");
  await expect(page.getByRole("combobox", { name: "参加领导", exact: true })).toBeVisible();
});

test("several names, units and topics are entered one after another, by word, by 拼音 and by mouse", async ({ openOffice }) => {
  const office = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const { page } = office;
  await openForm(office);
  await page.getByRole("button", { name: /^更多：/ }).click();
  const box = (label: string) => page.getByRole("combobox", { name: label, exact: true });
  const chosen = (label: string) =>
    page
      .locator(".ant-select")
      .filter({ has: box(label) })
      .locator(".ant-select-selection-item");
  for (const name of ["甲组长", "乙组长"]) {
    await box("参加领导").pressSequentially(name);
    await page.keyboard.press("Enter");
  }
  await expect(chosen("参加领导")).toHaveText(["甲组长", "乙组长"]);
  for (const name of ["县消防大队", "县医院"]) {
    await box("协办单位").pressSequentially(name);
    await page.keyboard.press("Enter");
  }
  await expect(chosen("协办单位")).toHaveText(["县消防大队", "县医院"]);
  await box("专题").pressSequentially("lz");
  await option(page, "两抓一推").click();
  await box("专题").pressSequentially("dsxx");
  await page.keyboard.press("Enter");
  await expect(chosen("专题")).toHaveText(["两抓一推", "党史学习教育"]);
});
