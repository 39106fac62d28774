// 核准: a request returned with its reason, what its PC sent thrown away, and a key ended from a day on.
import { readFile } from "node:fs/promises";
import { goTo, railLink, unlock, visit } from "../pages/frame.ts";
import { saveInto } from "../pages/saving.ts";
import { expect, test } from "../support/fixture.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

test("the county returns a request, throws away what came with it, ends a key from a day on, and saves the trust list", async ({
  openOffice,
  folder,
}) => {
  const { page } = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  await unlock(page, PIN);
  await goTo(page, "核准", "核准电脑");
  await expect(railLink(page, "核准")).toContainText("1");
  const waiting = page.getByRole("row", { name: /宣化镇/ }).first();
  await waiting.getByRole("button", { name: "退回申请" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "退回申请" }).click();
  await expect(dialog.getByRole("textbox", { name: /退回原因/ })).toBeVisible();
  await dialog.getByRole("textbox", { name: /退回原因/ }).fill("印章不清");
  await dialog.getByRole("button", { name: "退回申请" }).click();
  await expect(waiting).toContainText("已退回");
  await expect(waiting).toContainText("印章不清");
  await expect(railLink(page, "核准"), "what was returned does not wait").toHaveAccessibleName("核准");
  await expect(waiting.getByRole("button", { name: "核对盖章件" })).toBeVisible();
  await page
    .getByRole("row", { name: /宣化镇/ })
    .last()
    .getByRole("button", { name: "丢弃" })
    .click();
  await expect(dialog).toContainText("别的记录不受影响");
  await dialog.getByRole("button", { name: "丢弃" }).click();
  await expect(page.getByRole("row", { name: /宣化镇/ })).toHaveCount(0);
  const town = page.getByRole("row", { name: /城关镇/ });
  await town.getByRole("button", { name: "停用" }).click();
  await dialog.getByText("从某天起的内容不算数").click();
  await dialog.getByRole("textbox", { name: /原因/ }).fill("电脑被盗");
  await dialog.getByRole("button", { name: "停用" }).click();
  await expect(dialog.getByText("请填日期，如 6.10")).toBeVisible();
  await dialog.getByLabel("从这天起").fill("6.10");
  await dialog.getByLabel("从这天起").blur();
  await dialog.getByRole("button", { name: "停用" }).click();
  await expect(town).toContainText("已停用");
  await visit(page, "/settings/trust");
  const saved = await saveInto(page, folder, () => page.getByRole("button", { name: "保存名单" }).click());
  const lines = (await readFile(saved, "utf8")).trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines.find((line) => line.startsWith("城关镇_"))).toMatch(/valid-before="\d{14}Z" ssh-ed25519 /);
});
