// The frame around every screen: rail, search, notices, the screen's heading.
import { expect, type Locator, type Page } from "@playwright/test";

/** Words of both rails. */
export type Place = "首页" | "活动" | "台账" | "报表" | "报送" | "设置" | "工作台" | "收件" | "核准" | "进度" | "审核" | "统计";

export function railLink(page: Page, place: Place): Locator {
  return page.getByRole("navigation", { name: "主菜单" }).getByRole("link", { name: place });
}

/** The heading of the screen that is shown. */
export function heading(page: Page): Locator {
  return page.getByRole("main").getByRole("heading", { level: 1 });
}

/** Waits until nothing on the page says that it is still being read: only then is what is absent truly absent. */
export async function hasLoaded(page: Page): Promise<void> {
  await expect(page.locator('[aria-busy="true"]')).toHaveCount(0);
}

/** Goes to a screen by the rail and waits for its heading. */
export async function goTo(page: Page, place: Place, title: string | RegExp): Promise<void> {
  await railLink(page, place).click();
  await expect(heading(page)).toHaveText(title);
}

/** Goes to a screen by its address, as a link or a reopened window does. */
export async function visit(page: Page, path: string): Promise<void> {
  await page.evaluate((hash) => void (window.location.hash = hash), `#${path}`);
}

/** The window of Ctrl+K. */
export function searchBox(page: Page): Locator {
  return page.getByRole("combobox", { name: "输入要找的字词" });
}

/** Closes what lies over the screen: Escape reaches it only once it is shown, and what lies below only once it is gone. */
export async function closeByEscape(page: Page, over: Locator): Promise<void> {
  await expect(over).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(over).toBeHidden();
}

/** Unlocks a workspace and waits for its frame. */
export async function unlock(page: Page, pin: string): Promise<void> {
  await page.getByLabel("PIN", { exact: true }).fill(pin);
  await page.getByRole("button", { name: "进入" }).click();
  await expect(page.getByRole("navigation", { name: "主菜单" })).toBeVisible();
}
