// The county's second PC, from its first start to the exchange: joining, the scanned code, who may approve, and handing the key over.
import type { Page } from "@playwright/test";
import { begin } from "../pages/first-start.ts";
import { pickBundle, pickDrive } from "../pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { lookThrough } from "../pages/inbox.ts";
import { readCode, typeCode, withWrongDigit } from "../pages/key-code.ts";
import { expect, test, type Office } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound, expectWords } from "../support/sound.ts";

test("a second county PC joins, both exchange, and the county's key is handed over to it", async ({ openOffice }) => {
  const second = await openOffice("二号", { now: AFTER_MONTH });
  const first = await openOffice("一号", { now: AFTER_MONTH, prepared: "county" });
  await test.step("second: first start, and the request on a drive", () => joinCounty(second.page));
  const secondCode = await readCode(second.page);
  await test.step("first: the request is approved as a county PC's, by its code", () => approveSecond(first.page, secondCode));
  const countyCode = await test.step("first: the exchange goes on the drive", () => exportExchange(first.page));
  await test.step("second: the county's code is scanned, and all is there", () => takeExchange(second, countyCode));
  await test.step("second: requests can be seen, not approved", () => seeRequests(second.page));
  await test.step("first: the county's key is handed over", () => handOver(first.page, secondCode));
});

async function joinCounty(page: Page): Promise<void> {
  await page.getByRole("button", { name: "县组委会办公室" }).click();
  await page.getByText("加入已有的县（第二台电脑）").click();
  await expectSound(page, "joining at first start");
  await page.getByRole("button", { name: "返回" }).click();
  await begin(page, "县组委会办公室", { person: "县副手", device: "二号电脑", pin: "gaotai-2021" }, () =>
    page.getByText("加入已有的县（第二台电脑）").click(),
  );
  await expect(heading(page)).toHaveText("工作台");
  await visit(page, "/settings/trust");
  await page.getByRole("button", { name: "导出加入申请" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/已导出到 .+：.+\.anbao/)).toBeVisible();
  await expectSound(page, "steps of joining");
  await expectWords(page, "steps of joining");
}

async function approveSecond(page: Page, code: string): Promise<void> {
  await unlock(page, PIN);
  await merge(page);
  await goTo(page, "核准", "核准电脑");
  // What waits of it is listed further down as well.
  const row = page.getByRole("row", { name: /（县级电脑）.*二号电脑/ });
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: "核对盖章件" }).click();
  const dialog = page.getByRole("dialog");
  await typeCode(page, withWrongDigit(code));
  await expect(dialog.getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await typeCode(page, code);
  await expectSound(page, "approving a county PC");
  await dialog.getByRole("button", { name: "核准" }).click();
  await expect(row).toContainText("已核准");
}

async function exportExchange(page: Page): Promise<string> {
  await visit(page, "/settings/trust");
  const code = await readCode(page);
  await page.getByRole("button", { name: "导出交换包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/请到另一台电脑的“收件”里导入。/)).toBeVisible();
  await expect(page.getByText(/上次导出/)).toBeVisible();
  await expectSound(page, "the office's PCs");
  await expectWords(page, "the office's PCs");
  return code;
}

/** A scanner types the whole text of the QR, then Enter. */
async function takeExchange({ page }: Office, code: string): Promise<void> {
  await page.getByRole("button", { name: "从U盘选择" }).click();
  await pickBundle(page, /\.anbao\.age/);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("第 1 组").click();
  await page.keyboard.type(`ANBAO:KEY:620724001:${"0123456789abcdef".repeat(4)}`);
  await expect(dialog.getByLabel("扫描的核对码")).toHaveValue(/^ANBAO:KEY:620724001:[0-9a-f]{64}$/);
  await page.keyboard.press("Enter");
  await expect(dialog.getByText(/核对码与这个包不一致/)).toBeVisible();
  await expectSound(page, "a wrong scan");
  await dialog.getByLabel("扫描的核对码").fill("");
  await typeCode(page, code);
  await dialog.getByRole("button", { name: "核对并导入" }).click();
  await expect(page.getByText("本机是第二台电脑")).toBeVisible();
  await expect(page.getByRole("cell", { name: "掌管县密钥" })).toBeVisible();
  await goTo(page, "进度", /进度/);
  await expect(page.getByRole("row", { name: /城关镇/ }).first()).toBeVisible();
}

async function seeRequests(page: Page): Promise<void> {
  await goTo(page, "核准", "核准电脑");
  await expect(page.getByText(/核准和停用在掌管县密钥的电脑/)).toBeVisible();
  await expect(page.getByRole("button", { name: "核对盖章件" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "退回申请" }).first()).toBeVisible();
  await expectSound(page, "requests at the second PC");
}

async function handOver(page: Page, code: string): Promise<void> {
  await visit(page, "/settings/trust");
  await page.getByRole("button", { name: "交出县密钥" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText(/这台电脑以后的操作都不算数/)).toBeVisible();
  await typeCode(page, code);
  await dialog.getByRole("button", { name: "交出", exact: true }).click();
  await expect(dialog.getByText(/没有写明原因/)).toBeVisible();
  await dialog.getByLabel(/交接原因/).fill("换电脑");
  await expectSound(page, "handing over");
  await dialog.getByRole("button", { name: "交出", exact: true }).click();
  await expect(page.getByText("已交出县密钥", { exact: true })).toBeVisible();
  await visit(page, "/requests");
  await expect(page.getByRole("button", { name: "核对盖章件" })).toHaveCount(0);
}

async function merge(page: Page): Promise<void> {
  await lookThrough(page);
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(page.getByText("重复合并也不会多计")).toBeVisible();
}
