// The PC's clipboard, as another program would find it.
import { expect, type Page } from "@playwright/test";
import { programOn } from "../support/pc/shell-pc.ts";

/** What was copied last. In the installed program the main process copies, and the page may not read. */
export async function copiedText(page: Page): Promise<string> {
  const program = programOn(page);
  if (program === undefined) return page.evaluate(() => navigator.clipboard.readText());
  const copied = () => program.told.filter(({ name }) => name === "clipboard").map(({ details }) => String(details["text"]));
  await expect.poll(() => copied().length, { message: "something was copied" }).toBeGreaterThan(0);
  return copied().at(-1) ?? "";
}
