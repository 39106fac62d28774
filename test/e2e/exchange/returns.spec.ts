// A returned activity on its way: the county reviews from the keyboard and writes receipts back to the drive; the township sees
// in red what came back, corrects it, confirms the next bundle by the code that is read out to it, and is told when it is set aside.
import { execFile } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { pickBundle, pickDrive } from "../pages/folder-picker.ts";
import { goTo, hasLoaded, heading, unlock, visit } from "../pages/frame.ts";
import { answered, holdAnswers } from "../pages/calls.ts";
import { mergeFromDrive } from "../pages/inbox.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

const REASON = "人数与照片不符，请核对";
const RECEIPT = /^组委会办公室-给城关镇-第\d+包\.anbao\.age$/;
const CLI = join(import.meta.dirname, "../../../src-main/cli/anbao.ts");
const run = promisify(execFile);

test("returned at the county, red at the township, and the next bundle confirmed by telephone", async ({
  openOffice,
  folder,
}) => {
  const county = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  const town = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(county.page, PIN);
  await unlock(town.page, PIN);
  const title = await test.step("county: one accepted, one returned, without the mouse", () => review(county.page));
  await exportNow(town.page);
  const code = await test.step("county: merged, and receipts written back to the same drive", () => mergeAndAnswer(county.page));
  const names = await readdir(stickOf(county));
  expect(names.filter((name) => RECEIPT.test(name))).toHaveLength(1);
  await test.step("township: the code that was read out confirms that bundle, a misheard one does not", () =>
    confirm(town.page, code));
  await test.step("township: the receipt is read, the return stands in red", () => readReceipt(town.page, title));
  await test.step("township: it is corrected with the reason in sight, and sent again", () => mendAndSendAgain(town.page, title));
  await county.pc.stop();
  await test.step("county: the bundle is set aside, and the next receipt says so", () =>
    setAside(join(folder, "county", "workspace"), stickOf(county)));
  await test.step("township: the bundle stands in red with the county's reason", () => readSetAside(town.page));
});

/** At the command line, where a receipt needs no merge before it; the earlier receipt leaves the drive. */
async function setAside(workspace: string, stick: string): Promise<void> {
  const ask = async (...args: readonly string[]) =>
    (await run(process.execPath, [CLI, "--json", ...args], { env: { ...process.env, ANBAO_PIN: PIN } })).stdout;
  const { runs } = JSON.parse(await ask("import", "log", workspace)) as {
    runs: { items: { taken: { bundle: string } | null }[] }[];
  };
  for (const name of await readdir(stick)) if (RECEIPT.test(name)) await rm(join(stick, name));
  await ask("import", "set-aside", workspace, runs[0]?.items[0]?.taken?.bundle ?? "", "交错了U盘");
  await ask("receipt", workspace, "--unit", "620724100", "--to", stick);
}

async function readSetAside(page: Page): Promise<void> {
  await goTo(page, "报送", "报送");
  await page.getByRole("button", { name: "读入回执" }).click();
  await pickBundle(page, /^组委会办公室-给城关镇/);
  const row = page.getByRole("row").filter({ hasText: "县里未采用" });
  await expect(row).toContainText("交错了U盘");
  await goTo(page, "首页", "今天要做的事");
  await expect(page.getByRole("listitem").filter({ hasText: "县里未采用" })).toContainText("交错了U盘");
  await expectSound(page, "a bundle that was set aside");
}

/** @returns the title of the activity that was returned. */
async function review(page: Page): Promise<string> {
  await goTo(page, "审核", "审核");
  const list = page.getByRole("list", { name: "待审核列表" });
  const shown = () => list.locator("[aria-current]").locator("strong").innerText();
  await expect(list.locator("[aria-current]")).toBeVisible();
  const first = await shown();
  const letGo = await holdAnswers(page, "/review/list");
  await page.keyboard.press("a");
  await page.keyboard.press("j");
  const second = await shown();
  await letGo();
  await expect(page.getByText(`已通过：${first}`)).toBeVisible();
  await expect(list.getByText(first)).toBeHidden();
  expect(await shown(), "the record that is read stays while the list shrinks under it").toBe(second);
  await page.keyboard.press("r");
  await page.getByRole("button", { name: "退回", exact: true }).click();
  await expect(page.getByText("请写明退回原因。")).toBeVisible();
  await page.getByRole("button", { name: REASON }).click();
  await page.getByRole("button", { name: "退回", exact: true }).click();
  await expect(page.getByText(`已退回：${second}`)).toBeVisible();
  await page.getByText("已退回", { exact: true }).first().click();
  await expect(list.getByText(second)).toBeVisible();
  return second;
}

async function exportNow(page: Page): Promise<void> {
  await visit(page, "/hand-in/now");
  const explained = answered(page, "handIn/explain", "handIn/assemble");
  await page.getByPlaceholder("写一句说明，随包报县里").fill("两场活动先后举行");
  await page.keyboard.press("Tab");
  await explained;
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText("可以安全拔出")).toBeVisible();
}

/** @returns the receipt code that the county reads out. */
async function mergeAndAnswer(page: Page): Promise<string> {
  await mergeFromDrive(page);
  const code = await page.locator("table code").first().innerText();
  await page.getByRole("button", { name: "回执写回U盘" }).click();
  await expect(page.getByText(/回执已写到 .*，共 1 份，已回读核对。/)).toBeVisible();
  return code;
}

async function confirm(page: Page, code: string): Promise<void> {
  await goTo(page, "报送", "报送");
  await page.getByRole("button", { name: "电话确认收到" }).first().click();
  const dialog = page.getByRole("dialog");
  const wrong = `${code.startsWith("0") ? "1" : "0"}${code.slice(1)}`;
  await dialog.getByLabel("回执码").fill(wrong);
  await dialog.getByRole("button", { name: "确认" }).click();
  await expect(dialog.getByText("回执码里有一位不对")).toBeVisible();
  await dialog.getByLabel("回执码").fill(code.toLowerCase());
  await dialog.getByRole("button", { name: "确认" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("table").getByText("电话确认收到", { exact: true })).toBeVisible();
}

async function readReceipt(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "读入回执" }).click();
  await pickBundle(page, /^组委会办公室-给城关镇/);
  await expect(page.getByText("县里退回 1 件，请修改后再报。")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "县里已收到" })).toHaveCount(2);
  await goTo(page, "首页", "今天要做的事");
  const returned = page.getByRole("listitem").filter({ hasText: REASON });
  await expect(returned.getByText(title)).toBeVisible();
  await returned.getByRole("button", { name: "去修改" }).click();
  await expect(page.getByText(REASON)).toBeVisible();
}

/** The reason stays in sight on the form; home says that the correction has yet to be sent, until it has left. */
async function mendAndSendAgain(page: Page, title: string): Promise<void> {
  await page.getByRole("button", { name: "修改", exact: true }).click();
  await expect(heading(page)).toHaveText("修改");
  await expect(page.getByText(REASON)).toBeVisible();
  await page.getByRole("textbox", { name: "活动情况" }).fill("人数已与签到表核对。");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await expect(heading(page)).toHaveText(title);
  await goTo(page, "首页", "今天要做的事");
  const mended = page.getByRole("listitem").filter({ hasText: "已改好，待再报" });
  await expect(mended).toContainText(REASON);
  await mended.getByRole("button", { name: "再报" }).click();
  await expect(heading(page)).toHaveText("即时报送");
  await exportNow(page);
  await goTo(page, "首页", "今天要做的事");
  await hasLoaded(page);
  await expect(mended).toHaveCount(0);
}
