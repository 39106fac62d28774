// An original that is gone is told by its record, day and file; the hand-in goes on without it by choice, and says so.
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pickDrive } from "../pages/folder-picker.ts";
import { unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, makeBundles, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

/** Removes the picture that was added last from a workspace, as a cleaning program does. */
function losePicture(workspace: string): void {
  const media = join(workspace, "media");
  const pictures = readdirSync(media, { recursive: true, encoding: "utf8" })
    .filter((name) => /^[0-9a-f]{2}.[0-9a-f]{64}$/.test(name))
    .map((name) => join(media, name))
    .filter((path) => /^(ffd8|8950)/.test(readFileSync(path).subarray(0, 2).toString("hex")))
    .toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  rmSync(pictures[0] ?? "");
}

async function exportNow(page: Page): Promise<void> {
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
}

test("a hand-in goes on without a lost photo by choice, and the result says what was left out", async ({
  openOffice,
  folder,
}) => {
  await makeBundles(folder, "pictured");
  const workspace = join(folder, "电脑", "有照片");
  losePicture(workspace);
  const { page } = await openOffice("town", { now: AFTER_MONTH, workspace });
  await unlock(page, PIN);
  await visit(page, "/hand-in/now");
  await explainAll(page, "两场活动先后举行");
  await expect(page.getByText("记录 1 条")).toBeVisible();
  await expect(page.getByText("照片 2", { exact: true }).last()).toBeVisible();
  await exportNow(page);
  const alert = page.locator("#main").getByRole("alert").filter({ hasText: "原件不在本机" });
  await expect(alert).toContainText("有照片的活动");
  await expect(alert).toContainText("没有留下半个文件");
  await expectSound(page, "an export that lacks an original");
  await page.getByRole("button", { name: "先不带缺失的原件导出" }).click();
  await expect(page.getByText("已选择不带缺失的原件")).toBeVisible();
  await exportNow(page);
  await expect(page.getByText("可以安全拔出")).toBeVisible();
  await expect(page.getByText("记录 1 条 · 照片 1")).toBeVisible();
  await expect(page.getByText("有 1 个原件在本机已缺失，没有放进包")).toBeVisible();
  await expectSound(page, "a hand-in without a lost original");
});
