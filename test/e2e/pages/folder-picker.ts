// The dialog that chooses a folder or bundles of this PC.
import type { Locator, Page } from "@playwright/test";
import type { Hand } from "../support/hand.ts";

/** Chooses the drive on the desktop as a whole: two interactions. */
export async function pickDrive(page: Page, hand: Hand, confirm: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await hand.click(driveIn(dialog));
  await hand.click(dialog.getByRole("button", { name: confirm }));
}

/** Chooses one bundle. @param drive name of the drive that it lies on; by default the one on the desktop. */
export async function pickBundle(page: Page, name: RegExp | string, drive?: string): Promise<void> {
  await pickBundles(page, [name], drive);
}

/** Chooses bundles of one folder. */
export async function pickBundles(page: Page, names: readonly (RegExp | string)[], drive?: string): Promise<void> {
  const dialog = page.getByRole("dialog");
  await driveIn(dialog, drive).click();
  for (const name of names) await dialog.getByRole("checkbox", { name }).check();
  await dialog.getByRole("button", { name: `选定 ${names.length} 个` }).click();
}

function driveIn(dialog: Locator, drive = "桌面"): Locator {
  return dialog.getByRole("list", { name: "位置" }).getByRole("button", { name: drive });
}
