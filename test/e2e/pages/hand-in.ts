// 报送: a hand-in as it is put together.
import type { Page } from "@playwright/test";
import { hasLoaded } from "./frame.ts";

/** Says the same of everything that the checks ask about. */
export async function explainAll(page: Page, text: string): Promise<void> {
  await hasLoaded(page);
  for (const field of await page.getByPlaceholder("写一句说明，随包报县里").all()) {
    await field.fill(text);
    await page.keyboard.press("Tab");
  }
}
