// Whether a screen is sound: nothing for axe to find, no sideways scroll, no key in place of words; in both themes and languages.
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { hasLoaded, heading, visit } from "../pages/frame.ts";
import { expect } from "./fixture.ts";
import { sideScrollOf } from "./watch.ts";

/** Axe finds nothing on the page as it stands, and it does not scroll sideways. */
export async function expectSound(page: Page, name: string): Promise<void> {
  await hasLoaded(page);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect
    .soft(
      violations.flatMap((one) =>
        one.nodes.map((node) => `${one.id} ${String(node.target)} ${node.any[0]?.message ?? node.html}`),
      ),
      name,
    )
    .toEqual([]);
  expect.soft(await sideScrollOf(page), name).toBe(0);
}

/** Sound at the usual size, and at 150 % of the system's scale; then the usual size again. */
export async function expectSoundAtBothSizes(page: Page, name: string): Promise<void> {
  await expectSound(page, name);
  await page.setViewportSize({ width: 911, height: 512 });
  await expectSound(page, `${name}, at 150 %`);
  await page.setViewportSize({ width: 1366, height: 768 });
}

/** The words of a screen are words: no key of a missing text, no place that was left unfilled. */
export async function expectWords(page: Page, name: string): Promise<void> {
  await hasLoaded(page);
  const texts = await page.locator("main button, main th, main td, main h1, main h2, main p, main dt").allInnerTexts();
  for (const text of texts) {
    expect.soft(text, name).not.toMatch(/^[a-z][A-Za-z-]*(\.[A-Za-z0-9-]+)+$/);
    expect.soft(text, name).not.toMatch(/\{[a-z]+\}/i);
  }
}

/** Chooses a theme or a language in 设置, and comes back to where the page was. @param title what the screen is then headed */
export async function seenIn(page: Page, look: "浅色" | "深色" | "English" | "中文", title: string | RegExp): Promise<void> {
  const { hash } = new URL(page.url());
  await visit(page, "/settings/screen");
  await page.getByText(look, { exact: true }).click();
  await visit(page, hash.slice(1));
  await expect(heading(page)).toHaveText(title);
}
