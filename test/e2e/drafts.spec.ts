// What is typed stays: the liaison's form like every other, a time before its day; days out of order are said while typing.
import type { Page } from "@playwright/test";
import { activityForm, itemSearch } from "./pages/activity-form.ts";
import { goTo, hasLoaded, unlock, visit } from "./pages/frame.ts";
import { expect, test } from "./support/fixture.ts";
import { PIN } from "./support/prepared.ts";
import { expectSound } from "./support/sound.ts";

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
