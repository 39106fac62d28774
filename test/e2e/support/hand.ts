// A hand that counts: every click, key, filled field and answered file dialog is one interaction.
import type { Locator, Page } from "@playwright/test";

export type Hand = Readonly<{
  /** Interactions so far. */
  count(): number;
  click(target: Locator): Promise<void>;
  /** Goes into a field and types. */
  type(target: Locator, text: string): Promise<void>;
  press(key: string): Promise<void>;
  /** Presses a button that opens the file dialog, and answers it: two. */
  pickFiles(target: Locator, paths: readonly string[]): Promise<void>;
}>;

/** A fresh hand on a page. */
export function handOn(page: Page): Hand {
  const made = { count: 0 };
  const add = (more: number): void => void (made.count += more);
  return {
    count: () => made.count,
    click: async (target) => {
      await target.click();
      add(1);
    },
    type: async (target, text) => {
      await target.click();
      await target.pressSequentially(text);
      add(1);
    },
    press: async (key) => {
      await page.keyboard.press(key);
      add(1);
    },
    pickFiles: async (target, paths) => {
      const [chooser] = await Promise.all([page.waitForEvent("filechooser"), target.click()]);
      await chooser.setFiles([...paths]);
      add(2);
    },
  };
}
