// Long work on the screen that began it.
import type { Page } from "@playwright/test";

/** Presses 取消 in the page itself as soon as it is there: seen from outside, the work could be over by then. */
export async function cancelAtOnce(page: Page): Promise<void> {
  await page.evaluate(() => {
    const cancel = (): HTMLButtonElement | undefined =>
      [...document.querySelectorAll<HTMLButtonElement>("main button")].find((button) => button.innerText.includes("取消"));
    const watch = new MutationObserver(() => {
      const button = cancel();
      if (button === undefined) return;
      watch.disconnect();
      button.click();
    });
    watch.observe(document.body, { childList: true, subtree: true });
  });
}
