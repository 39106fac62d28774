// Saving a file: a download in the browser shell, the system's dialog in the installed program.
import { expect, type Page } from "@playwright/test";
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, join } from "node:path";
import { programOn } from "../support/pc/shell-pc.ts";

/** Presses what saves, and says where to. @returns the file's path, once it is written whole */
export async function saveInto(page: Page, folder: string, press: () => Promise<void>): Promise<string> {
  const program = programOn(page);
  await mkdir(folder, { recursive: true });
  if (program === undefined) {
    const [download] = await Promise.all([page.waitForEvent("download"), press()]);
    const path = join(folder, download.suggestedFilename());
    await download.saveAs(path);
    return path;
  }
  await press();
  const dialog = await program.shown("save");
  const path = join(folder, basename(String(dialog.shown.options["defaultPath"])));
  await dialog.answer({ canceled: false, filePath: path });
  await expect.poll(() => existsSync(path), { message: `${path} is written` }).toBe(true);
  return path;
}
