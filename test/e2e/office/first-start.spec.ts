// The first screens of a new PC, for axe and for a person; the demo in one click; the whole program in English; printing.
import { begin, keepRecoveryCard } from "../pages/first-start.ts";
import { hasLoaded, heading, unlock, visit } from "../pages/frame.ts";
import { COUNTY_SCREENS, TOWN_SCREENS } from "../pages/screens.ts";
import { expect, test } from "../support/fixture.ts";
import { HOSTILE_TITLES } from "../support/made/hostile-texts.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

test("first start: the choice, the form and the recovery card are sound, and what was typed is kept", async ({ openOffice }) => {
  const { page } = await openOffice("镇里", { now: "2021-05-27T09:00" });
  await expect(page.getByRole("button", { name: "报送单位" })).toBeVisible();
  await expectSound(page, "choice");
  await page.getByRole("button", { name: "报送单位" }).click();
  await page.getByRole("button", { name: "开始使用" }).click();
  await expect(page.getByRole("alert").first()).toBeVisible();
  await expectSound(page, "form with what is missing");
  await page.reload();
  const request = { person: "王干事", device: "一号电脑", pin: "chengguan-1", unitTyped: "cgz", unitName: "城关镇" };
  await begin(page, "报送单位", request);
  await expect(page.getByRole("heading", { name: "恢复卡" })).toBeVisible();
  await expectSound(page, "recovery card");
  await keepRecoveryCard(page);
  await expect(heading(page)).toHaveText("今天要做的事");
  await expectSound(page, "home of a new unit");
});

test("the demo stands after one click, as a county and a month of reports", async ({ openOffice }) => {
  const { page } = await openOffice("看看", { now: "2021-06-23T09:00" });
  await page.getByRole("button", { name: "演示" }).click();
  await page.getByRole("button", { name: /县/ }).click();
  await expect(heading(page)).toHaveText("工作台");
  await visit(page, "/statistics");
  await expect(page.getByRole("button", { name: /^查看来源：.* [1-9]/ }).first()).toBeVisible();
});

for (const [prepared, screens] of [
  ["town", TOWN_SCREENS],
  ["county", COUNTY_SCREENS],
] as const) {
  test(`the ${prepared}'s screens in English: no key shows, no place is left unfilled`, async ({ openOffice }) => {
    const { page } = await openOffice(prepared, { now: AFTER_MONTH, prepared });
    await unlock(page, PIN);
    await visit(page, "/settings/screen");
    await page.getByText("English", { exact: true }).click();
    await expect(page.getByRole("navigation", { name: "Main menu" })).toBeVisible();
    for (const stop of screens) {
      await visit(page, stop.path);
      await expect(heading(page), stop.name).not.toHaveText(stop.title);
      await hasLoaded(page);
      const words = await page.locator("main button, main th, main h1, main h2, nav a").allInnerTexts();
      for (const text of words) {
        expect.soft(text, stop.name).not.toMatch(/^[a-z][A-Za-z-]*(\.[A-Za-z0-9-]+)+$/);
        if (!HOSTILE_TITLES.some((title) => text.includes(title))) expect.soft(text, stop.name).not.toMatch(/\{[a-z]+\}/i);
      }
    }
  });
}

test("printing hands over exactly the pages that are shown", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await page.evaluate(() => {
    const printed: unknown[] = [];
    Object.assign(window, { printed });
    const observer = new MutationObserver((changes) => {
      for (const node of changes.flatMap((change) => [...change.addedNodes])) {
        if (!(node instanceof HTMLIFrameElement) || node.contentWindow === null) continue;
        const frame = node.contentWindow;
        frame.print = () => {
          const pictures = [...frame.document.images];
          printed.push({
            drawn: pictures.filter((picture) => picture.naturalWidth > 0).length,
            style: frame.document.querySelector("style")?.textContent ?? "",
          });
          frame.dispatchEvent(new Event("afterprint"));
        };
      }
    });
    observer.observe(document.body, { childList: true });
  });
  await visit(page, "/paper/attachment2?period=total");
  const shown = page.getByRole("region").getByRole("img");
  await expect(shown.first()).toBeVisible();
  const pages = await shown.count();
  await page.getByRole("button", { name: "打印", exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => Reflect.get(window, "printed") as unknown))
    .toEqual([{ drawn: pages, style: expect.stringContaining("size: 210mm 297mm; margin: 0") }]);
  expect(pages).toBeGreaterThan(1);
  await expect(page.locator("body > iframe")).toHaveCount(0);
});
