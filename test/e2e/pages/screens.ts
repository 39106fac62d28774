// Every screen of both roles by its address, with the heading that says that it is there.
import { expect, type Page } from "@playwright/test";
import { hasLoaded, heading, visit } from "./frame.ts";

/** `open` goes on from the address, where the screen has a part that opens. */
export type ScreenStop = Readonly<{ name: string; path: string; title: RegExp; open?: (page: Page) => Promise<void> }>;

const openFirstFigure = async (page: Page): Promise<void> => {
  await page
    .getByRole("button", { name: /^查看来源：(.+ )?参加群众 [1-9]/ })
    .first()
    .click();
  await expect(
    page
      .getByRole("dialog")
      .getByRole("button", { name: /^查看 / })
      .first(),
  ).toBeVisible();
};
const openFirstRow = async (page: Page): Promise<void> => {
  await page.locator(".row-title").first().click();
  await expect(page.getByRole("button", { name: "历史" })).toBeVisible();
};
const openHistory = async (page: Page): Promise<void> => {
  await page.locator(".row-title").last().click();
  await page.getByRole("button", { name: "历史" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
};

export const TOWN_SCREENS: readonly ScreenStop[] = [
  { name: "首页", path: "/", title: /今天要做的事/ },
  { name: "活动", path: "/activities", title: /^活动$/ },
  { name: "活动-一项", path: "/activities", title: /^活动$/, open: openFirstRow },
  { name: "活动-历史", path: "/activities", title: /^活动$/, open: openHistory },
  { name: "活动-选类别", path: "/activities/new", title: /记一项活动/ },
  { name: "活动-表单", path: "/activities", title: /^活动$/, open: editFirst },
  { name: "台账", path: "/ledgers", title: /隐患整改台账/ },
  { name: "台账-一条", path: "/ledgers/hazard", title: /隐患整改台账/, open: openFirstRecord },
  { name: "台账-登记", path: "/ledgers/hazard", title: /隐患整改台账/, open: enterRecord },
  { name: "填得不同", path: "/conflicts", title: /填得不同/ },
  { name: "媒体", path: "/media", title: /^媒体$/ },
  { name: "报表", path: "/reports?period=total", title: /附件2/ },
  { name: "报表-来源", path: "/reports?period=total", title: /附件2/, open: openFirstFigure },
  { name: "纸面-附件1", path: "/paper/attachment1", title: /附件1/, open: waitForPaper },
  { name: "纸面-附件2", path: "/paper/attachment2?period=total", title: /附件2/, open: waitForPaper },
  { name: "报送", path: "/hand-in", title: /^报送$/ },
  { name: "报送-随时", path: "/hand-in/now", title: /^即时报送$/ },
  { name: "设置-联系", path: "/settings/trust", title: /设置/ },
  { name: "设置-联络员", path: "/settings/liaison", title: /设置/ },
  { name: "设置-人员", path: "/settings/people", title: /设置/ },
  { name: "设置-显示", path: "/settings/screen", title: /设置/ },
  { name: "设置-工作区", path: "/settings/workspace", title: /设置/ },
];

export const COUNTY_SCREENS: readonly ScreenStop[] = [
  { name: "工作台", path: "/", title: /工作台/ },
  { name: "收件", path: "/inbox", title: /收件/ },
  { name: "核准", path: "/requests", title: /核准电脑/ },
  { name: "进度", path: "/progress?cell=620724100%7Cweekly%3A4", title: /进度/ },
  { name: "统计", path: "/statistics", title: /全县统计/ },
  { name: "媒体-按单位", path: "/media?group=unit", title: /^媒体$/ },
  { name: "统计-来源", path: "/statistics", title: /全县统计/, open: openFirstFigure },
  { name: "纸面-汇总", path: "/paper/consolidated", title: /全县统计表/, open: waitForPaper },
  { name: "纸面-进度", path: "/paper/matrix", title: /报送进度表/, open: waitForPaper },
  { name: "活动", path: "/activities", title: /各单位活动/ },
  { name: "活动-一项", path: "/activities", title: /各单位活动/, open: openFirstRow },
  { name: "台账", path: "/ledgers/plan", title: /活动方案/ },
  { name: "填得不同", path: "/conflicts", title: /填得不同/ },
  { name: "设置", path: "/settings", title: /设置/ },
];

/** Goes to a screen and waits until it stands. */
export async function showScreen(page: Page, stop: ScreenStop): Promise<void> {
  await visit(page, stop.path);
  await expect(heading(page)).toHaveText(stop.title);
  await stop.open?.(page);
  await hasLoaded(page);
}

async function editFirst(page: Page): Promise<void> {
  await openFirstRow(page);
  await page.getByRole("button", { name: "修改" }).click();
  await expect(page.getByRole("button", { name: "保存" })).toBeVisible();
}

async function openFirstRecord(page: Page): Promise<void> {
  await page.locator(".row-title").first().click();
  await expect(page.getByRole("dialog").getByRole("button", { name: "修改" })).toBeVisible();
}

async function enterRecord(page: Page): Promise<void> {
  await page.getByRole("button", { name: "登记" }).click();
  await expect(page.getByRole("button", { name: "保存" })).toBeVisible();
}

async function waitForPaper(page: Page): Promise<void> {
  await expect(page.getByRole("region").getByRole("img").first()).toBeVisible();
}
