// The dialog that chooses a folder or bundles of this PC.
import type { Locator, Page } from "@playwright/test";
import type { Hand } from "../support/hand.ts";

/** Chooses the drive on the desktop as a whole: two interactions. */
export async function pickDrive(page: Page, hand: Hand, confirm: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await hand.click(driveIn(dialog));
  await hand.click(dialog.getByRole("button", { name: confirm }));
}

/** Chooses one bundle on the drive. */
export async function pickBundle(page: Page, name: RegExp | string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await driveIn(dialog).click();
  await dialog.getByRole("checkbox", { name }).check();
  await dialog.getByRole("button", { name: "选定 1 个" }).click();
}

function driveIn(dialog: Locator): Locator {
  return dialog.getByRole("list", { name: "位置" }).getByRole("button", { name: "桌面" });
}
