// 统计 at the county: what is not settled is marked in row, cell, drawer and paper; the checks run over all units before signing; the
// paper prints the column that is shown.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { closeByEscape, goTo, heading, unlock } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { AFTER_MONTH, MONTH, PIN } from "../support/prepared.ts";
import { expectSound, expectWords, seenIn } from "../support/sound.ts";

const MAKE = join(import.meta.dirname, "../support/made/make-unsettled.ts");

test("figures that are not settled are marked wherever they stand, and the paper says so", async ({ openOffice, folder }) => {
  await promisify(execFile)(process.execPath, [MAKE, process.env[MONTH] ?? "", join(folder, "电脑")]);
  const { page } = await openOffice("county", { now: AFTER_MONTH, workspace: join(folder, "电脑", "县") });
  await unlock(page, PIN);
  const rail = page.getByRole("navigation", { name: "主菜单" });
  await expect(rail.getByRole("link", { name: /统计 1 项未核对/ })).toBeVisible();
  await goTo(page, "统计", "全县统计");

  const row = page.getByRole("row").filter({ has: page.getByText("02", { exact: true }) });
  await expect(row).toContainText("含 1 项填得不同");
  await expect(row).toContainText("另有 1 项已到未报送");
  await expectSound(page, "unsettled statistics");
  await page.screenshot({ path: test.info().outputPath("statistics.png") });
  await row.getByRole("button", { name: /城关镇.*含 1 项填得不同，另有 1 项已到未报送/ }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("listitem").filter({ hasText: "没有报送的讲座" })).toContainText("已到未报送");
  await expect(drawer.getByRole("listitem").filter({ hasText: "社区讲座" })).toContainText("填得不同，暂按较晚的一个");
  await page.screenshot({ path: test.info().outputPath("drawer.png") });
  await closeByEscape(page, drawer);

  await page.getByRole("button", { name: "看哪几项" }).click();
  const checks = page.getByRole("dialog", { name: /^核对：/ });
  await expect(checks.getByText(/牵头单位组委会办公室/).first()).toBeVisible();
  await expectSound(page, "checks over all units");
  await page.screenshot({ path: test.info().outputPath("checks.png") });
  await checks.getByRole("link", { name: "广场咨询" }).first().click();
  await expect(page).toHaveURL(/#\/activities\/620724100\//);
  await page.goBack();

  await closeByEscape(page, checks);
  await page.getByText("本期数", { exact: true }).click();
  await page.getByRole("button", { name: "打印汇总表" }).click();
  const asked = page.getByRole("dialog", { name: "还有 1 项未核对" });
  await page.screenshot({ path: test.info().outputPath("asked.png") });
  await asked.getByRole("button", { name: "先核对" }).click();
  await closeByEscape(page, checks);
  await page.getByRole("button", { name: "打印汇总表" }).click();
  await asked.getByRole("button", { name: "仍要打印" }).click();
  await expect(heading(page)).toHaveText("全县统计表");
  await expect(page).toHaveURL(/column=period/);
  await expect(page.getByRole("img", { name: /第 1 页/ }).first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("paper.png") });
  await page.goBack();
  await seenIn(page, "English", "County statistics");
  await expectWords(page, "statistics in English");
  await expect(page.getByText("1 here but not reported").first()).toBeVisible();
  await page.screenshot({ path: test.info().outputPath("english.png") });
});
