// What is typed stays: the liaison's form like every other, a time before its day; days out of order are said while typing.
import type { Page } from "@playwright/test";
import { activityForm, itemSearch } from "../pages/activity-form.ts";
import { pickDrive } from "../pages/folder-picker.ts";
import { goTo, hasLoaded, heading, unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

const NOW = "2021-06-23T16:00";
const kept = (page: Page) => page.getByText(/^草稿已存 /);

test("the liaison's form keeps what is typed, lists it on the home screen, and lets it go", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: NOW, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/settings/liaison");
  const leader = page.getByLabel("分管领导");
  const before = await leader.inputValue();
  await leader.fill("王主任");
  await expect(kept(page)).toBeVisible();
  await expectSound(page, "a liaison that is not saved yet");
  await goTo(page, "首页", "今天要做的事");
  await page.getByRole("listitem").filter({ hasText: "联络员" }).getByRole("button", { name: "接着写" }).click();
  await expect(leader).toHaveValue("王主任");
  await page.getByRole("button", { name: "放弃修改" }).click();
  await expect(leader).toHaveValue(before);
  await expect(kept(page)).toHaveCount(0);
  await goTo(page, "首页", "今天要做的事");
  await hasLoaded(page);
  await expect(page.getByRole("listitem").filter({ hasText: "联络员" })).toHaveCount(0);
});

test("a liaison's form that was changed says that it has not left, and leaves from where it was saved", async ({
  openOffice,
}) => {
  const { page } = await openOffice("town", { now: NOW, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/settings/liaison");
  await page.getByLabel("分管领导").fill("王主任");
  await page.getByRole("button", { name: "保存联络员" }).click();
  await expect(page.getByText("已填，待报送", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "导出", exact: true }).click();
  await expect(heading(page)).toHaveText("联络员推荐表（附件1）");
  await explainAll(page, "两场活动先后举行");
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText("可以安全拔出")).toBeVisible();
  await visit(page, "/settings/liaison");
  await expect(page.getByRole("button", { name: "打印附件1" })).toBeVisible();
  await hasLoaded(page);
  await expect(page.getByText("已填，待报送", { exact: true })).toHaveCount(0);
});

test("a ledger's days out of order are said as soon as they are typed, with the name of the other day", async ({
  openOffice,
}) => {
  const { page } = await openOffice("town", { now: NOW, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/ledgers/hazard");
  await page.getByRole("button", { name: "登记" }).first().click();
  await page.getByLabel("发现日期").fill("5.31");
  await page.getByLabel("整改完成日期").fill("5.20");
  await page.keyboard.press("Tab");
  const said = page.getByText("不能早于“发现日期”。");
  await expect(said).toBeVisible();
  await page.getByLabel("发现日期").fill("5.19");
  await page.keyboard.press("Tab");
  await expect(said).toHaveCount(0);
});

test("a time typed before its day stays and joins it; an end before the start is said when it is left", async ({
  openOffice,
}) => {
  const { page } = await openOffice("town", { now: NOW, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/activities/new");
  await itemSearch(page).fill("22201");
  await page.keyboard.press("Enter");
  const { from, to, day } = activityForm(page);
  await from.fill("930");
  await to.fill("9");
  await page.keyboard.press("Tab");
  await expect(from).toHaveValue("9:30");
  await day.fill("6.3");
  await page.keyboard.press("Tab");
  await expect(from).toHaveValue("9:30");
  const said = page.getByText("结束时间早于开始时间。");
  await expect(said).toBeVisible();
  await to.fill("11");
  await page.keyboard.press("Tab");
  await expect(said).toHaveCount(0);
});
