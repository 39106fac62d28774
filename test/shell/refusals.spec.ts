// What the installed program refuses its own page: to go elsewhere, to open windows, to have permissions, to save
// by a link of another origin (findings B1: such a click is a navigation). The page stays where it is and works on.
import { heading, unlock } from "../e2e/pages/frame.ts";
import { expect, test } from "../e2e/support/fixture.ts";
import { AFTER_MONTH, PIN } from "../e2e/support/prepared.ts";
import { installedOn } from "../e2e/support/pc/shell-pc.ts";
import type { ShellProgram } from "../e2e/support/pc/shell-program.ts";

/** What the double was asked, as `name url: granted`. */
const asked = ({ told }: ShellProgram, name: string): readonly string[] =>
  told
    .filter((one) => one.name === name)
    .map(({ details }) => `${String(details["url"])}: ${String(details["granted"] ?? details["action"])}`);

test("a page goes nowhere else and opens nothing", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const program = installedOn(page);
  const before = page.url();
  await page.evaluate(() => void (window.location.href = "https://example.com/away"));
  await expect.poll(() => asked(program, "will-navigate")).toContain("https://example.com/away: false");
  await page.evaluate(() => void window.open("https://example.com/window"));
  await expect.poll(() => asked(program, "window-open")).toContain("https://example.com/window: deny");
  expect(page.url()).toBe(before);
  await expect(heading(page)).toHaveText("今天要做的事");
  expect(page.context().pages()).toHaveLength(1);
});

test("permissions that no screen needs are denied, whoever asks", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const states = await page.evaluate(async () => {
    const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read"] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(new Set(states)).toEqual(new Set(["denied"]));
});

test("B1: a link of another origin that should be saved is a navigation, and refused", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  const program = installedOn(page);
  const saved: string[] = [];
  page.on("download", (download) => saved.push(download.suggestedFilename()));
  await page.evaluate(() => {
    const link = document.createElement("a");
    Object.assign(link, { href: "https://original.media.test/0", download: "附件2.pdf" });
    link.click();
  });
  await expect.poll(() => asked(program, "will-navigate")).toContain("https://original.media.test/0: false");
  expect(saved).toEqual([]);
  await expect(heading(page)).toHaveText("今天要做的事");
});
