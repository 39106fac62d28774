// 台账 and the documents that the county waits for: typed by the campaign's columns, counted in 附件2, handed in.
import { option } from "../pages/activity-form.ts";
import { closeByEscape, goTo, heading, unlock, visit } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

test("a hazard is entered by the ledger's columns and counts in 附件2", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: "2021-06-23T16:00", prepared: "town" });
  await unlock(page, PIN);
  await goTo(page, "台账", "隐患整改台账");
  await page.getByRole("button", { name: "登记" }).first().click();
  await page.getByLabel("发现日期").fill("6.21");
  await page.getByRole("combobox", { name: "来源" }).click();
  await option(page, "专家").click();
  await page.getByLabel("隐患单位（场所）").fill("城关镇农贸市场");
  await page.getByLabel("隐患内容").fill("消防通道堆放货物，东侧出口锁闭。");
  await page.getByRole("combobox", { name: "隐患级别" }).click();
  await option(page, "重大").click();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByText("还有 2 项没填好")).toBeVisible();
  await page.getByLabel("治理方案").fill("限期三日清理，派人值守。");
  await page.getByLabel("报告县安委办日期").fill("6.21");
  await page.getByRole("button", { name: "保存" }).click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByText("限期三日清理，派人值守。")).toBeVisible();
  await expect(drawer.getByText("重大", { exact: true })).toBeVisible();
  await drawer.getByRole("button", { name: "修改" }).click();
  await page.getByLabel("整改完成日期").fill("6.22");
  await page.getByLabel("销号日期").fill("6.22");
  await page.getByRole("button", { name: "保存" }).click();
  await expect(drawer.getByText("6月22日").first()).toBeVisible();
  await closeByEscape(page, drawer);
  await visit(page, "/reports?period=total");
  await page
    .getByRole("button", { name: /^查看来源：其中：重大事故隐患已整改 [1-9]/ })
    .first()
    .click();
  await expect(drawer.getByText("消防通道堆放货物，东侧出口锁闭。")).toBeVisible();
  await expect(drawer.getByText("计算办法：隐患整改台账中隐患级别为重大的条数（按销号日期计）")).toBeVisible();
});

test("a summary is begun from its card on the home screen, kept as a draft, and leads on to its hand-in", async ({
  openOffice,
}) => {
  const { page } = await openOffice("town", { now: "2021-06-29T09:00", prepared: "town" });
  await unlock(page, PIN);
  await goTo(page, "报送", "报送");
  await page.getByRole("listitem").filter({ hasText: "活动总结报告" }).getByRole("button", { name: "汇总并检查" }).click();
  await page.getByRole("button", { name: "导出报送包" }).click();
  await expect(page.getByText("要报送的内容还没有写，请先写好。")).toBeVisible();
  await expectSound(page, "a summary that is not written");
  await page.getByRole("button", { name: "去写" }).click();
  await expect(heading(page)).toHaveText("活动总结报告");
  await goTo(page, "首页", "今天要做的事");
  await page.getByRole("button", { name: "写总结报告" }).click();
  await expect(heading(page)).toHaveText("活动总结报告");
  await expect(page.getByText(/总结.*前报送/)).toBeVisible();
  await page.getByRole("button", { name: "登记" }).first().click();
  await page.getByLabel("标题").fill("城关镇2021年安全生产月活动总结");
  await expect(page.getByText(/草稿已存/)).toBeVisible();
  await goTo(page, "首页", "今天要做的事");
  await expect(page.getByText("城关镇2021年安全生产月活动总结")).toBeVisible();
  await page.getByRole("button", { name: "接着写" }).click();
  await page.getByRole("button", { name: "保存" }).click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "修改" })).toBeVisible();
  await closeByEscape(page, page.getByRole("dialog"));
  await page.getByRole("button", { name: "去报送" }).click();
  await expect(heading(page)).toHaveText(/总结/);
});
