// The whole job across both roles, with mouse and keyboard: from two empty PCs to the county's figure and the photo behind it.
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import ExcelJS from "exceljs";
import { execFileSync } from "node:child_process";
import type { Page } from "@playwright/test";
import { activityForm, expectPicturesDrawn, firstItem, itemSearch, option } from "../pages/activity-form.ts";
import { begin, keepRecoveryCard } from "../pages/first-start.ts";
import { pickBundle, pickDrive } from "../pages/folder-picker.ts";
import { closeByEscape, goTo, heading, railLink } from "../pages/frame.ts";
import { lookThrough } from "../pages/inbox.ts";
import { saveInto } from "../pages/saving.ts";
import { readCode, typeCode, withWrongDigit } from "../pages/key-code.ts";
import { expect, stickOf, test, type Office } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { giveFile, takePhotos } from "../support/made/photos.ts";

const TITLE = "城关镇“6·16”安全宣传咨询日";
const PERSONS = "参加群众";

test("two offices, from first start to the photo behind the county's figure", async ({ openOffice, folder }) => {
  const photos = await takePhotos(join(folder, "相机"), 5, 200);
  const county = await openOffice("县里", { now: "2021-06-15T09:00" });
  const town = await openOffice("镇里", { now: "2021-06-15T10:00" });

  const countyCode = await test.step("county: first start, and the pack on a drive", () => beginCounty(county));
  await test.step("township: first start, and the county's key pinned by its typed code", () => beginTown(town, countyCode));
  const townCode = await test.step("township: liaison, and the request for approval", () => askForApproval(town.page));
  await test.step("county: the request approved by its typed code, and the pack again", () => approveTown(county, townCode));
  await test.step("township: the approval arrives with the pack", () => takeApproval(town));
  await test.step("township: an activity with five photos", () => recordActivity(town, photos));
  await test.step("township: from the figure to the photo; 附件2 as PDF and XLSX", () => readReport(town.page, folder));
  await test.step("township: the weekly report leaves", () => exportWeek(town));
  await test.step("county: the drive comes in", () => importWeek(county));
  await test.step("county: on time, consolidated, down to the photo", () => readCounty(county.page));
});

async function beginCounty({ page }: Office): Promise<string> {
  await begin(page, "县组委会办公室", { person: "县操作员", device: "县级电脑", pin: "gaotai-2021" });
  await expect(heading(page)).toHaveText("工作台");
  await goTo(page, "设置", "设置");
  await page.getByRole("tab", { name: "县密钥与方案包" }).click();
  await page.getByRole("button", { name: "导出方案包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/已导出到 .+个文件。/)).toBeVisible();
  return readCode(page);
}

async function beginTown({ page }: Office, countyCode: string): Promise<void> {
  await begin(page, "报送单位", {
    person: "镇联络员",
    device: "一号电脑",
    pin: "chengguan-1",
    unitTyped: "cgz",
    unitName: "城关镇",
  });
  await keepRecoveryCard(page);
  await expect(heading(page)).toHaveText("今天要做的事");
  await page.getByRole("button", { name: "去导入" }).click();
  await page.getByRole("button", { name: "从U盘选择" }).click();
  await pickBundle(page, /\.anbao/);
  await typeCode(page, withWrongDigit(countyCode));
  await expect(page.getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await typeCode(page, countyCode);
  await page.getByRole("button", { name: "核对并导入" }).click();
  await expect(page.getByText("已导入", { exact: true })).toBeVisible();
}

async function askForApproval(page: Page): Promise<string> {
  await page.getByRole("button", { name: "填写联络员" }).click();
  await page.getByLabel("姓名").fill("联络员甲");
  await page.getByLabel("部门及职务").fill("应急管理办公室 干事");
  await page.getByLabel("手机号码").fill("1990000");
  await page.getByRole("button", { name: "保存联络员" }).click();
  await expect(page.getByText("请填 11 位手机号码。")).toBeVisible();
  await page.getByLabel("手机号码").fill("19900000000");
  await page.getByRole("button", { name: "保存联络员" }).click();
  await expect(page.getByText(/已保存 /)).toBeVisible();
  await page.getByRole("tab", { name: "与县里的联系" }).click();
  const code = await readCode(page);
  await page.getByRole("button", { name: "导出申请" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/已导出到 .+：.+\.anbao/)).toBeVisible();
  await expect(page.getByText("已申请，等待核准")).toBeVisible();
  return code;
}

async function approveTown({ page, pc, folder }: Office, townCode: string): Promise<void> {
  await pc.moveClock(page, "2021-06-15T14:00");
  await lookThrough(page);
  await page.getByRole("button", { name: /^合并 2 个包$/ }).click(); // the request, and 附件1 sealed beside it
  await expect(page.getByText("重复合并也不会多计")).toBeVisible();
  await goTo(page, "核准", "核准电脑");
  await page.getByRole("button", { name: "核对盖章件" }).click();
  await typeCode(page, withWrongDigit(townCode));
  await expect(page.getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await typeCode(page, townCode);
  await page.getByRole("dialog").getByRole("button", { name: "核准" }).click();
  await expect(page.getByRole("cell", { name: /已核准/ })).toBeVisible();
  await goTo(page, "设置", "设置");
  await page.getByRole("tab", { name: "县密钥与方案包" }).click();
  const before = await readdir(stickOf({ folder }));
  await page.getByRole("button", { name: "导出方案包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect.poll(async () => (await readdir(stickOf({ folder }))).length).toBeGreaterThan(before.length);
  await expect(page.getByText(/已导出到 /)).toBeVisible();
}

async function takeApproval({ page, pc }: Office): Promise<void> {
  await pc.moveClock(page, "2021-06-15T16:00");
  await page.getByRole("button", { name: "从U盘选择" }).click();
  await pickBundle(page, /-第[2-9]包\.anbao/);
  await page.getByRole("dialog").getByRole("button", { name: "导入", exact: true }).click();
  await expect(page.getByText("已核准", { exact: true })).toBeVisible();
}

async function recordActivity({ page, pc }: Office, photos: readonly string[]): Promise<void> {
  await pc.moveClock(page, "2021-06-16T15:00");
  await goTo(page, "首页", "今天要做的事");
  await page.getByRole("button", { name: "记一项活动" }).click();
  await itemSearch(page).fill("ztbzx");
  await expect(firstItem(page)).toContainText("镇同步咨询活动");
  await page.keyboard.press("Enter");
  const form = activityForm(page);
  await form.title.fill(TITLE);
  await form.day.fill("6.16");
  await form.from.fill("930");
  await form.to.fill("11:30");
  await form.mode.click();
  await option(page, "线下").click();
  await form.place.fill("镇文化广场");
  await form.number("场次").fill("1");
  await form.number("参加人次").fill("约三百");
  await form.number("宣传资料、手册").fill("８５０");
  await expect(page.getByText("统计数要准确，请去掉约、余、多，填实际数。")).toBeVisible();
  await form.number("参加人次").fill("３２０");
  await form.story.fill("九个单位设台咨询。");
  await expect(form.day).toHaveValue(/6月16日/);
  await expect(form.from).toHaveValue("9:30");
  await expect(form.number("宣传资料、手册")).toHaveValue("850");
  await handOn(page).pickFiles(form.pick, photos.slice(0, 3));
  await giveFile(page, "drop", "拖到这里，或粘贴", photos[3] ?? "", "拖来的.jpg");
  await giveFile(page, "paste", "拖到这里，或粘贴", photos[4] ?? "", "粘贴的.jpg");
  await expectPicturesDrawn(form.thumbnails.getByRole("img"), 5);
  await form.captions.first().fill("主会场");
  await form.save.click();
  await expect(heading(page)).toHaveText(TITLE);
  await expectPicturesDrawn(page.getByRole("button", { name: /^查看 / }).getByRole("img"), 5);
}

async function readReport(page: Page, folder: string): Promise<void> {
  await goTo(page, "报表", "附件2 进展情况统计表");
  await page
    .getByRole("button", { name: `查看来源：${PERSONS} 320` })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await expect(drawer.getByRole("link", { name: TITLE })).toBeVisible();
  await drawer
    .getByRole("button", { name: /^查看 / })
    .first()
    .click();
  await expectPicturesDrawn(page.getByRole("dialog").last().getByRole("img").last(), 1);
  await closeByEscape(page, page.getByRole("dialog").nth(1));
  await closeByEscape(page, drawer);
  await page.getByRole("button", { name: "打印附件2" }).click();
  await expect(page.getByRole("region").getByRole("img").first()).toBeVisible();
  const pdf = await saved(page, "存为 PDF", folder);
  expect(execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8" })).toMatch(/参加群众.*320/);
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await saved(page, "存为 Excel", folder));
  const values = book.worksheets.flatMap((sheet) => sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row : [])));
  expect(values).toContain(320);
}

function saved(page: Page, button: string, folder: string): Promise<string> {
  return saveInto(page, folder, () => page.getByRole("button", { name: button }).click());
}

/** From “start” to “safe to remove”: at most five interactions. */
async function exportWeek({ page, pc }: Office): Promise<void> {
  await pc.moveClock(page, "2021-06-17T09:00");
  await goTo(page, "首页", "今天要做的事");
  const hand = handOn(page);
  await hand.click(page.locator(".duty").filter({ hasText: "周报（第3期）" }).getByRole("button"));
  await expect(page.getByRole("cell", { name: TITLE })).toBeVisible();
  await expect(page.getByText("只有县里和本单位能打开")).toBeVisible();
  await hand.click(page.getByRole("button", { name: "导出报送包" }));
  await pickDrive(page, hand, "导出到这里");
  await expect(page.getByRole("heading", { name: "可以安全拔出" })).toBeVisible();
  expect(hand.count()).toBeLessThanOrEqual(5);
}

/** A stick at the county: at most four interactions. */
async function importWeek({ page, pc }: Office): Promise<void> {
  await pc.moveClock(page, "2021-06-17T11:00");
  await goTo(page, "收件", "收件");
  const hand = handOn(page);
  await hand.click(page.getByRole("button", { name: "选择U盘或文件夹" }));
  await pickDrive(page, hand, "核对这个文件夹");
  const row = page.getByRole("row", { name: /城关镇.*报送：活动 1/ });
  await expect(row).toContainText("签名有效");
  await expect(row).toContainText("照片 5");
  await expect(page.getByText("收到时间")).toBeVisible();
  await hand.click(page.getByRole("button", { name: /^合并 1 个包$/ }));
  await expect(heading(page)).toHaveText("已合并 1 个包");
  expect(hand.count()).toBeLessThanOrEqual(4);
}

async function readCounty(page: Page): Promise<void> {
  await page.getByRole("button", { name: "看进度" }).click();
  await page.getByRole("button", { name: "城关镇 周报（第3期） 按时" }).click();
  await expect(page.getByRole("heading", { name: /城关镇 · 周报（第3期）/ })).toBeVisible();
  await goTo(page, "统计", "全县统计");
  await page
    .getByRole("button", { name: new RegExp(`${PERSONS}.* 320$`) })
    .first()
    .click();
  const drawer = page.getByRole("dialog");
  await drawer
    .getByRole("button", { name: /^查看 / })
    .first()
    .click();
  await expectPicturesDrawn(page.getByRole("dialog").last().getByRole("img").last(), 1);
  await closeByEscape(page, page.getByRole("dialog").nth(1));
  await drawer.getByRole("link", { name: TITLE }).click();
  await expect(heading(page)).toHaveText(TITLE);
  await expectPicturesDrawn(page.getByRole("button", { name: /^查看 / }).getByRole("img"), 5);
  await expect(railLink(page, "统计")).toBeVisible();
}
