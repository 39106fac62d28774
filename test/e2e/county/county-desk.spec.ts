// Three things of the county's desk: a run of imports that a power cut stopped goes on from the screen, a pack for
// one unit, and ledgers that are reviewed as activities are.
import { execFile } from "node:child_process";
import { cp, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { pickDrive } from "../pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { holdAnswers } from "../pages/calls.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, MONTH, PIN, preparedFolder } from "../support/prepared.ts";
import { expectSound, expectWords, seenIn } from "../support/sound.ts";

const CUT = join(import.meta.dirname, "../support/made/cut-run.ts");
const run = promisify(execFile);

test("what may wait for the county keeps its line, so that no button moves under the mouse", async ({ openOffice }) => {
  const { page } = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  await unlock(page, PIN);
  const lines = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: "等待处理" }) })
    .getByRole("listitem");
  await expect(lines).toHaveText([/^\d+台电脑待核准/, /^\d+条记录填得不同/, /^\d+条记录收着未计入/, /^\d+项活动缺佐证/]);
  for (const line of await lines.all()) {
    const waits = !(await line.innerText()).startsWith("0");
    await expect(line.getByRole("button", { name: "去看" })).toHaveCount(waits ? 1 : 0);
  }
  await expectSound(page, "what waits");
});

test("imports that were cut off are told in the inbox and go on; a file that is gone is named", async ({
  openOffice,
  folder,
}) => {
  const workspace = join(folder, "县办");
  await cp(preparedFolder("county"), workspace, { recursive: true });
  const drive = join(process.env[MONTH] ?? "", "drive");
  const [handIn = ""] = (await readdir(drive)).filter((name) => /^城关镇-第\d+包(?:-.+)?\.anbao\.age$/.test(name));
  await run(process.execPath, [CUT, workspace, join(drive, handIn), join(folder, "拔走了.anbao.age")]);
  const { page } = await openOffice("county", { now: AFTER_MONTH, workspace });
  await unlock(page, PIN);
  await goTo(page, "收件", "收件");
  await expect(page.getByText(/还有 2 个文件没有处理/)).toBeVisible();
  await expectSound(page, "cut run");
  await page.getByRole("button", { name: "继续导入" }).click();
  await expect(page.getByText("已继续导入：处理好 1 个，拒收 1 个。")).toBeVisible();
  await page.getByRole("button", { name: "看每个文件的结果" }).click();
  await expect(heading(page)).toHaveText("导入记录");
  const log = page.getByRole("row", { name: /拔走了/ });
  await expect(log).toContainText("拒收");
  await expect(page.getByRole("row", { name: new RegExp(handIn) }).first()).toContainText("城关镇");
});

test("a pack goes to all units, or to the one that was chosen", async ({ openOffice }) => {
  const office = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  const { page } = office;
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  const unit = page.getByRole("combobox", { name: "下发给" });
  const letGo = await holdAnswers(page, "/assets/dictionary-");
  const asked = page.waitForRequest("**/assets/dictionary-*");
  await unit.fill("cgz");
  await page.keyboard.press("Enter");
  await asked;
  await letGo();
  await expect(page.locator(".ant-select").filter({ has: unit })).toContainText("城关镇");
  await page.getByRole("button", { name: "导出方案包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/已导出到 .*，1 个文件。/)).toBeVisible();
  expect(await readdir(stickOf(office))).toEqual([expect.stringMatching(/^组委会办公室-给城关镇-第\d+包\.anbao\.age$/)]);
  await expectSound(page, "pack for one unit");
});

test("ledgers are reviewed: listed with their ledger, read with the campaign's columns, returned with a reason", async ({
  openOffice,
}) => {
  const { page } = await openOffice("county", { now: AFTER_MONTH, prepared: "county" });
  await unlock(page, PIN);
  await goTo(page, "审核", "审核");
  await page.getByText("台账", { exact: true }).last().click();
  const list = page.getByRole("list", { name: "待审核列表" });
  const hazard = list.getByRole("button").filter({ hasText: "隐患整改台账" }).first();
  await hazard.click();
  const title = await hazard.locator("strong").innerText();
  await expect(page.getByRole("term").filter({ hasText: "排查日期" }).or(page.getByRole("term").first()).first()).toBeVisible();
  await expectSound(page, "ledger in review");
  await page.keyboard.press("r");
  await page.getByRole("textbox", { name: "退回原因" }).fill("整改时限没有写");
  await page.getByRole("button", { name: "退回", exact: true }).click();
  await expect(page.getByText(`已退回：${title}`)).toBeVisible();
  await page.getByText("已退回", { exact: true }).first().click();
  await expect(list.getByText(title)).toBeVisible();
  await seenIn(page, "English", "Review");
  await page.getByText("Ledgers", { exact: true }).last().click();
  await expectWords(page, "ledger in English");
});
