// Every screen at both sizes and in both themes: no sideways scroll, nothing for axe to find, everything within reach of the keyboard.
import { itemSearch } from "../pages/activity-form.ts";
import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { closeByEscape, heading, searchBox, unlock, visit } from "../pages/frame.ts";
import { holdAnswers } from "../pages/calls.ts";
import { COUNTY_SCREENS, showScreen, TOWN_SCREENS } from "../pages/screens.ts";
import { expect, test } from "../support/fixture.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { sideScrollOf } from "../support/watch.ts";

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const SIZES = [
  { name: "1366×768", window: { viewport: { width: 1366, height: 768 } } },
  { name: "150 %", window: { viewport: { width: 911, height: 512 }, deviceScaleFactor: 1.5 } },
] as const;
const OFFICES = [
  ["town", TOWN_SCREENS],
  ["county", COUNTY_SCREENS],
] as const;

for (const [prepared, screens] of OFFICES) {
  test(`every screen of the ${prepared}: axe finds nothing, both sizes fit, no foreign text runs`, async ({ openOffice }) => {
    const { page } = await openOffice(prepared, { now: AFTER_MONTH, prepared });
    expect.soft(await faultsOf(axe(page)), "unlock").toEqual([]);
    await unlock(page, PIN);
    await chooseTheme(page, "浅色");
    for (const stop of screens) {
      await showScreen(page, stop);
      expect.soft(await faultsOf(axe(page)), stop.name).toEqual([]);
      for (const { name, window } of SIZES) {
        await page.setViewportSize(window.viewport);
        expect.soft(await sideScrollOf(page), `${stop.name} at ${name}`).toBe(0);
      }
      await page.setViewportSize(SIZES[0].window.viewport);
    }
  });

  test(`every screen of the ${prepared} in the dark: colours can be told apart`, async ({ openOffice }) => {
    const { page } = await openOffice(prepared, { now: AFTER_MONTH, prepared });
    await unlock(page, PIN);
    await chooseTheme(page, "深色");
    for (const stop of screens) {
      await showScreen(page, stop);
      expect.soft(await faultsOf(new AxeBuilder({ page }).withRules(["color-contrast"])), stop.name).toEqual([]);
    }
  });
}

function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).withTags(RULES);
}

async function faultsOf(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await builder.setLegacyMode(true).analyze();
  return violations.flatMap((one) =>
    one.nodes.map((node) => `${one.id} ${String(node.target)} ${node.any[0]?.message ?? node.html}`),
  );
}

async function chooseTheme(page: Page, theme: "浅色" | "深色"): Promise<void> {
  await visit(page, "/settings/screen");
  await page.getByText(theme, { exact: true }).click();
}

test("the keyboard alone: rail, list, form, buttons, search", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await expect(page.getByLabel("PIN", { exact: true })).toBeFocused();
  await page.keyboard.type(PIN);
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("今天要做的事");
  await tabTo(page, "活动");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("活动");
  await tabTo(page, "记一项活动");
  await page.keyboard.press("Enter");
  await expect(itemSearch(page)).toBeFocused();
  await page.keyboard.type("23209");
  await page.keyboard.press("Enter");
  await expect(page.getByLabel("标题")).toBeFocused();
  await page.keyboard.type("只用键盘");
  await tabTo(page, "保存");
  await page.keyboard.press("Enter");
  await expect(page.getByText(/还有 \d 项没填好，光标已移到第一项/)).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(searchBox(page)).toBeFocused();
  await page.keyboard.type("咨询日");
  await expect(page.getByRole("option", { name: /咨询日/ }).first()).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText(/咨询日/);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("电动车");
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog").filter({ has: page.getByRole("button", { name: "修改" }) });
  await expect(drawer.getByText("电动车在楼道内充电").first(), "a ledger's record opens beside it").toBeVisible();
  await closeByEscape(page, drawer);
  const letGo = await holdAnswers(page, "/search/find");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("咨询日");
  await page.keyboard.press("Enter");
  await letGo();
  await expect(heading(page), "Enter waits for what was typed").toHaveText(/咨询日/);
  await page.keyboard.press("Control+k");
  await closeByEscape(page, searchBox(page));
});

const MOST_TABS = 60;

/** Presses Tab until the element of that name has the focus, and sees that the focus shows. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let pressed = 0; pressed < MOST_TABS; pressed += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const style = getComputedStyle(element);
      return { name: element.innerText.trim(), shown: style.outlineStyle !== "none" || style.boxShadow !== "none" };
    });
    if (at.name !== name) continue;
    expect(at.shown, `the focus shows on ${name}`).toBe(true);
    return;
  }
  throw new Error(`Tab does not reach ${name}`);
}
