// Taking in the county's pack: choosing the file, and the dialog that says whose it is.
import type { Locator, Page } from "@playwright/test";
import { closeByEscape } from "./frame.ts";
import { pickBundle } from "./folder-picker.ts";

export function packDialog(page: Page): Locator {
  return page.getByRole("dialog", { name: "导入方案包" });
}

/** @param within where the screen offers it more than once. */
export async function choosePack(page: Page, name: RegExp | string, within: Page | Locator = page): Promise<void> {
  await within.getByRole("button", { name: "从U盘选择" }).click();
  await pickBundle(page, name);
}

export async function pressInPack(page: Page, name: string): Promise<void> {
  await packDialog(page).getByRole("button", { name, exact: true }).click();
}

export async function closePack(page: Page): Promise<void> {
  await closeByEscape(page, packDialog(page));
}
