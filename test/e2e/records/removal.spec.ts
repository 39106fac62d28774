// Nothing that a clerk takes away is gone: a deleted record and a removed photo come back from the message, a record also from the list.
import { expect as within, type Page } from "@playwright/test";
import { closeByEscape, goTo, heading, unlock } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

async function openFirst(page: Page, named?: string): Promise<string> {
  await goTo(page, "活动", "活动");
  const row = page.locator("button.row-title", named === undefined ? {} : { hasText: named }).first();
  const title = (await row.textContent()) ?? "";
  await row.click();
  await within(heading(page)).toHaveText(title);
  return title;
}

async function remove(page: Page): Promise<void> {
  await page.getByRole("button", { name: "删除", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除", exact: true }).click();
}

test("a deleted activity comes back from the message, and later from the list of the deleted", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: "2021-06-23T16:00", prepared: "town" });
  await unlock(page, PIN);
  const title = await openFirst(page);
  await remove(page);
  await expect(page.getByText(`已删除“${title}”`)).toBeVisible();
  await expect(page.locator("button.row-title", { hasText: title })).toHaveCount(0);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(page.locator("button.row-title", { hasText: title })).toHaveCount(1);
  await expect(page.getByRole("button", { name: /^已删除/ })).toHaveCount(0);

  await openFirst(page);
  await remove(page);
  await page.getByRole("button", { name: "已删除（1）" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText(title)).toBeVisible();
  await expectSound(page, "the deleted activities");
  await drawer.getByRole("button", { name: "恢复" }).click();
  await expect(drawer.getByText(title)).toHaveCount(0);
  await closeByEscape(page, drawer);
  await expect(page.locator("button.row-title", { hasText: title })).toHaveCount(1);
});

test("a photo that was removed from a form comes back to its place", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: "2021-06-23T16:00", prepared: "town" });
  await unlock(page, PIN);
  await openFirst(page, "落实安全责任基层宣讲进村");
  await page.getByRole("button", { name: "修改" }).click();
  const names = () =>
    page.getByRole("button", { name: /^移除 / }).evaluateAll((all) => all.map((button) => button.getAttribute("title")));
  await expect(page.getByRole("button", { name: /^移除 / }).first()).toBeVisible();
  const before = await names();
  expect(before).toHaveLength(2);
  await page
    .getByRole("button", { name: /^移除 / })
    .first()
    .click();
  await expect(page.getByRole("button", { name: /^移除 / })).toHaveCount(before.length - 1);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect.poll(names).toEqual(before);
  await expect(page.getByText(/草稿已存/)).toBeVisible();
});
