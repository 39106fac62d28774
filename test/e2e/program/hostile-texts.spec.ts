// Records whose texts would like to be more than texts. The month of every test holds them and every page is watched: that they
// run on no screen is what screens.spec.ts sees; here they are read as they were typed, and hidden characters are shown.
import { searchBox, unlock } from "../pages/frame.ts";
import { activityForm } from "../pages/activity-form.ts";
import { TOWN_SCREENS, showScreen } from "../pages/screens.ts";
import { expect, test } from "../support/fixture.ts";
import { HOSTILE_STORY, HOSTILE_TITLES } from "../support/made/hostile-texts.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

const VISIBLE_TITLES = HOSTILE_TITLES.slice(1).filter((title) => /^[\x20-\x7E\p{Script=Han}]+$/u.test(title));
const LIST = { name: "活动", path: "/activities", title: /^活动$/ };

test("hostile titles are read as they were typed, hidden characters are shown", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await showScreen(page, LIST);
  const titles = await page.locator(".row-title").allInnerTexts();
  expect(titles).toEqual(expect.arrayContaining([...VISIBLE_TITLES]));
  expect(titles.join("")).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200B\u2060\uFEFF]/u);
  await page.keyboard.press("Control+k");
  await searchBox(page).fill("onerror");
  await expect(page.getByRole("option", { name: HOSTILE_TITLES[0]?.slice(0, 20) ?? "" }).first()).toBeVisible();
});

test("hostile texts typed into the form are kept to the letter", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await showScreen(page, TOWN_SCREENS.find((stop) => stop.name === "活动-表单") ?? LIST);
  const form = activityForm(page);
  for (const title of HOSTILE_TITLES) {
    await form.title.fill(title);
    await expect(form.kept).toBeVisible();
  }
  await form.story.fill(HOSTILE_STORY);
  await form.place.fill(HOSTILE_TITLES[1] ?? "");
  await expect(form.kept).toBeVisible();
  await page.reload();
  await expect(form.story).toHaveValue(HOSTILE_STORY);
  await expect(form.place).toHaveValue(HOSTILE_TITLES[1] ?? "");
});
