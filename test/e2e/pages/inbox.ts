// 收件: looking through the drive on the desktop, and merging what was found.
import type { Page } from "@playwright/test";
import { expect } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { pickDrive } from "./folder-picker.ts";
import { goTo, heading } from "./frame.ts";

/** Opens the inbox and looks through the drive; what was found is then shown. */
export async function lookThrough(page: Page): Promise<void> {
  await goTo(page, "收件", "收件");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickDrive(page, handOn(page), "核对这个文件夹");
  await expect(heading(page)).toHaveText("核对并合并");
}

/** Looks through the drive and merges the bundles on it, all of them good. */
export async function mergeFromDrive(page: Page, count = 1): Promise<void> {
  await lookThrough(page);
  await page.getByRole("button", { name: `合并 ${count} 个包`, exact: true }).click();
  await expect(heading(page)).toHaveText(`已合并 ${count} 个包`);
}
