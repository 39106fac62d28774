// First start: who this PC belongs to, and the recovery card of a unit.
import { basename } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { saveInto } from "./saving.ts";

/** What a person fills in. `unitTyped`: 拼音 initials or a name; `unitName`: the one that is then chosen. */
export type Beginning = Readonly<{ person: string; device: string; pin: string; unitTyped?: string; unitName?: string }>;

/** Fills the form of a role and sends it. @param choose what else the role's form asks first */
export async function begin(
  page: Page,
  role: "报送单位" | "县组委会办公室",
  beginning: Beginning,
  choose?: () => Promise<void>,
): Promise<void> {
  await page.getByRole("button", { name: role }).click();
  await choose?.();
  if (beginning.unitTyped !== undefined) await chooseUnit(page, beginning.unitTyped, beginning.unitName ?? "");
  await page.getByLabel("姓名").fill(beginning.person);
  await page.getByLabel("电脑名称").fill(beginning.device);
  await page.getByLabel("PIN", { exact: true }).fill(beginning.pin);
  await page.getByLabel("再输一次").fill(beginning.pin);
  await page.getByRole("button", { name: "开始使用" }).click();
}

async function chooseUnit(page: Page, typed: string, name: string): Promise<void> {
  await page.getByRole("combobox", { name: "单位" }).fill(typed);
  await expect(page.locator(".ant-select-item-option").first()).toContainText(name);
  await page.keyboard.press("Enter");
}

/** The recovery card is there; says that it is kept, and goes on. */
export async function keepRecoveryCard(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "恢复卡" })).toBeVisible();
  await page.getByRole("button", { name: "进入安报" }).click();
  await expect(page.getByText("还没有确认")).toBeVisible();
  const folder = test.info().outputPath("恢复卡");
  const saved = await saveInto(page, folder, () => page.getByRole("button", { name: "保存为文件" }).click());
  expect(basename(saved)).toMatch(/^恢复卡-.+\.txt$/);
  await page.getByRole("checkbox", { name: "我已打印或保存好恢复卡" }).check();
  await page.getByRole("button", { name: "进入安报" }).click();
}
