// The frame: notices lead to what they are about, tasks stay readable, blank papers for handwriting.
import { execFileSync } from "node:child_process";
import { heading, unlock, visit } from "../pages/frame.ts";
import { saveInto } from "../pages/saving.ts";
import { pickDrive } from "../pages/folder-picker.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";

test("a notice opens what it tells of and is read then; a task that ended stays in the list", async ({ openOffice }) => {
  const window = { reducedMotion: "no-preference" } as const;
  const { page } = await openOffice("county", { now: AFTER_MONTH, prepared: "county", window });
  await unlock(page, PIN);
  expect(await page.evaluate(() => matchMedia("(prefers-reduced-motion: reduce)").matches), "windows move here").toBe(false);
  const bell = page.getByRole("button", { name: /^通知，[1-9]\d* 条未读$/ });
  await bell.click();
  await page.getByRole("button", { name: /申请核准：宣化镇/ }).click();
  await expect(heading(page)).toHaveText("核准电脑");
  await expect(page.getByRole("button", { name: "通知，0 条未读" })).toBeVisible();
  await visit(page, "/settings/trust");
  await page.getByRole("button", { name: "导出方案包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/已导出到 /)).toBeVisible();
  await visit(page, "/statistics");
  await page.getByRole("button", { name: "任务，0 项在进行" }).click();
  await expect(
    page
      .getByRole("region", { name: "任务" })
      .getByText(/方案包/)
      .first(),
  ).toBeVisible();
});

test("blank papers hold the form and no figure", async ({ openOffice, folder }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/reports?period=total");
  await page.getByRole("button", { name: "其他表" }).click();
  await page.getByRole("menuitem", { name: "附件2 空表" }).click();
  await expect(heading(page)).toHaveText("附件2 空表");
  await expect(page.getByRole("region").getByRole("img").first()).toBeVisible();
  const path = await saveInto(page, folder, () => page.getByRole("button", { name: "存为 PDF" }).click());
  const text = execFileSync("pdftotext", ["-layout", path, "-"], { encoding: "utf8" });
  const row = text.split("\n").find((line) => line.includes("参加群众")) ?? "";
  expect(row.replace(/\s+/g, "")).toBe("31参加群众人次");
});
