// 零报告: of a week in which nothing happened, with its reason; once something was recorded after all, the way leads to the weekly report.
import { pickDrive } from "../pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { activityForm } from "../pages/activity-form.ts";
import { expect, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

test("a week without activities is reported with its reason, and as a weekly report once one was forgotten", async ({
  openOffice,
}) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await test.step("a week with an activity offers no zero report", async () => {
    await visit(page, "/hand-in/weekly%3A2");
    await expect(heading(page)).toHaveText(/周报（第2期）/);
    await expect(page.getByRole("button", { name: "本期没有活动" })).toBeHidden();
  });
  await test.step("the only activity and the only hazard are deleted", async () => {
    await visit(page, "/activities");
    await page.getByText("“安全红袖章”沿街商铺巡查").click();
    await page.getByRole("button", { name: "删除" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
    await expect(page.getByText("“安全红袖章”沿街商铺巡查")).toHaveCount(0);
    await goTo(page, "台账", "隐患整改台账");
    await page.getByText("疏散通道堆放杂物").click();
    await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
    await page.getByRole("dialog").last().getByRole("button", { name: "删除" }).click();
    await expect(page.getByText("疏散通道堆放杂物")).toHaveCount(0);
  });
  await test.step("without a reason it does not go, with one it does", async () => {
    await visit(page, "/hand-in/weekly%3A2");
    await page.getByRole("button", { name: "本期没有活动" }).click();
    await expect(heading(page)).toHaveText(/零报告（第2期）/);
    await explainAll(page, "已核对。");
    await page.getByRole("button", { name: "导出报送包" }).click();
    await expect(page.getByText("请写明零报告的原因。").first()).toBeVisible();
    await page.getByLabel("零报告原因").fill("本周抗旱，未组织活动");
    await expectSound(page, "a zero report");
    await page.getByRole("button", { name: "导出报送包" }).click();
    await pickDrive(page, handOn(page), "导出到这里");
    await expect(page.getByText("可以安全拔出")).toBeVisible();
    await goTo(page, "报送", "报送");
    await expect(page.getByRole("row").filter({ hasText: "零报告（第2期）" })).toBeVisible();
  });
  await test.step("an activity of that week was forgotten: the zero report is not true any more", async () => {
    await visit(page, "/activities");
    await page.getByText("社区居民应急疏散演练").click();
    await page.getByRole("button", { name: "修改" }).click();
    const form = activityForm(page);
    await form.day.fill("6.9");
    await form.save.click();
    await expect(heading(page)).toHaveText("社区居民应急疏散演练");
    await visit(page, "/hand-in/zero%3Aweekly%3A2");
    await expect(page.getByText("本期已记录 1 条，不能报零报告，请改报周报。")).toBeVisible();
    await page.getByRole("button", { name: "改报周报" }).click();
    await expect(heading(page)).toHaveText(/周报（第2期）/);
    await expect(page.getByRole("button", { name: "本期没有活动" })).toBeHidden();
  });
});
