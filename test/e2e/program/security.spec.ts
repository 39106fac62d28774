// The running page as an attacker on the same PC finds it: no cookies, no call without the header, a policy that allows nothing else.
import { unlock } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

test("no cookie, no call without the secret, a policy on the document", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  expect(await page.context().cookies()).toEqual([]);
  const asked = await page.evaluate(async () => {
    const call = (headers: Record<string, string>) => fetch("/rpc/session/state", { method: "POST", headers, body: "{}" });
    const [bare, guessed, page] = await Promise.all([call({}), call({ "x-anbao-secret": "0".repeat(64) }), fetch("/")]);
    return { bare: bare.status, guessed: guessed.status, cookie: document.cookie, headers: Object.fromEntries(page.headers) };
  });
  expect(asked).toMatchObject({ bare: 401, guessed: 401, cookie: "" });
  expect(asked.headers["content-security-policy"]).toContain("default-src 'none'");
  expect(asked.headers["content-security-policy"]).toContain("script-src 'self'");
  expect(asked.headers["set-cookie"]).toBeUndefined();
});

test("the address of the program opens nothing without the way in", async ({ openOffice, browser }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  const context = await browser.newContext();
  const stranger = await context.newPage();
  await stranger.goto(page.url().split("#")[0] ?? "");
  await expect(stranger.getByLabel("PIN", { exact: true })).toHaveCount(0);
  await expect(stranger.getByText("城关镇")).toHaveCount(0);
  await context.close();
});
