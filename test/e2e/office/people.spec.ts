// Who sits at a PC, by mouse and keyboard: a second person who releases, a changed PIN, the door that makes one wait, the lock of an
// idle PC, a hand-over, and a forgotten PIN.
import type { Page } from "@playwright/test";
import { pickDrive } from "../pages/folder-picker.ts";
import { heading, unlock, visit } from "../pages/frame.ts";
import { expect, test } from "../support/fixture.ts";
import { answered } from "../pages/calls.ts";
import { handOn } from "../support/hand.ts";
import { AFTER_MONTH, PIN } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

const HEAD_PIN = "站长自己的 7$m";
const NEXT_PIN = "接手的人 9!k";

test("a second person with a PIN of their own releases the hand-in, and the PIN is changed", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/settings/people");
  await test.step("who releases is added with a PIN of their own", () => addReleaser(page));
  await test.step("the hand-in waits for that PIN, a wrong one writes nothing", () => releaseAndExport(page));
  await test.step("one's own PIN is changed, the old one opens nothing", async () => {
    await visit(page, "/settings/people");
    await page.getByRole("button", { name: "修改我的 PIN" }).click();
    await page.getByLabel("现在的 PIN").fill(PIN);
    await fillNewPin(page, NEXT_PIN, "新 PIN");
    await page.getByRole("button", { name: "修改", exact: true }).click();
    await expect(page.getByText("PIN 已修改")).toBeVisible();
    await lockByMenu(page);
    await page.getByLabel("PIN", { exact: true }).fill(PIN);
    await page.getByRole("button", { name: "进入" }).click();
    await expect(page.getByRole("alert")).toContainText("PIN 不正确");
    await unlock(page, NEXT_PIN);
  });
});

async function addReleaser(page: Page): Promise<void> {
  await page.getByRole("button", { name: "添加人员" }).click();
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await expect(page.getByText("请填写姓名。")).toBeVisible();
  await page.getByLabel("姓名").fill("王主任");
  await page.getByLabel("职务").fill("安监站长");
  await fillNewPin(page, HEAD_PIN);
  await page.getByRole("checkbox", { name: "可签发报送", exact: true }).check();
  await expectSound(page, "人员-添加");
  await page.getByRole("button", { name: "添加", exact: true }).click();
  await expect(page.getByRole("row", { name: /王主任 安监站长 可进入/ })).toBeVisible();
  // From now on only who may release says who else may.
  await expect(page.getByRole("checkbox", { name: /可签发报送$/ }).first()).toBeDisabled();
}

async function releaseAndExport(page: Page): Promise<void> {
  await visit(page, "/hand-in/now");
  const explained = answered(page, "handIn/explain", "handIn/assemble");
  await page.getByPlaceholder("写一句说明，随包报县里").fill("两场活动先后举行");
  await page.keyboard.press("Tab");
  await explained;
  await page.getByRole("button", { name: "导出报送包" }).click();
  await expect(page.getByText("请签发人输入 PIN。")).toBeVisible();
  for (const [pin, said] of [
    [NEXT_PIN, "PIN 不正确"],
    [HEAD_PIN, "可以安全拔出"],
  ] as const) {
    await page.getByLabel("签发人 PIN").fill(pin);
    await page.getByRole("button", { name: "导出报送包" }).click();
    await pickDrive(page, handOn(page), "导出到这里");
    await expect(page.getByText(said)).toBeVisible();
  }
}

test("the door names who may enter and makes one wait after wrong PINs", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  for (let time = 0; time < 3; time += 1) {
    await page.getByLabel("PIN", { exact: true }).fill("错的 PIN!");
    await page.getByRole("button", { name: "进入" }).click();
    await expect(page.getByLabel("PIN", { exact: true })).toHaveValue("");
  }
  await expect(page.getByRole("alert")).toContainText(/请 \d 秒后重试/);
  await expectSound(page, "解锁-等待");
  await expect(page.getByText(/秒后重试/)).toHaveCount(0);
  await unlock(page, PIN);
});

test("a PC that nobody touches locks itself, and opens where it was", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await page.clock.install();
  await page.reload();
  await unlock(page, PIN);
  await visit(page, "/settings/people");
  await page.getByRole("radio", { name: "5 分钟" }).click();
  await expect(page.getByRole("radio", { name: "5 分钟" })).toBeChecked();
  await page.clock.fastForward("04:00");
  await page.mouse.move(40, 40);
  await page.clock.fastForward("04:00");
  await expect(heading(page)).toHaveText("设置");
  await page.clock.fastForward("01:10");
  await expect(page.getByRole("button", { name: "进入" })).toBeVisible();
  await unlock(page, PIN);
  await expect(page.getByRole("radio", { name: "5 分钟" })).toBeChecked();
});

test("a hand-over: the next clerk works at once, the PIN of the one before is refused", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/settings/people");
  await page.getByRole("button", { name: "交接" }).click();
  await page.getByLabel("姓名").fill("李接手");
  await fillNewPin(page, NEXT_PIN);
  await page.getByRole("button", { name: "交接给这个人" }).click();
  await expect(page.getByRole("row", { name: /李接手 正在使用/ })).toBeVisible();
  await page.getByRole("button", { name: "去更新联络员" }).click();
  await expect(page.getByRole("button", { name: "保存联络员" })).toBeVisible();
  await lockByMenu(page);
  await page.getByLabel("PIN", { exact: true }).fill(PIN);
  await page.getByRole("button", { name: "进入" }).click();
  await expect(page.getByRole("alert")).toContainText("PIN 不正确");
  await unlock(page, NEXT_PIN);
});

test("a forgotten PIN: a new key, the data stay, and the county is asked again", async ({ openOffice }) => {
  const { page } = await openOffice("town", { now: AFTER_MONTH, prepared: "town" });
  await page.getByRole("button", { name: "忘记 PIN" }).click();
  await expect(page.getByText(/数据和照片都在/)).toBeVisible();
  await expectSound(page, "忘记 PIN");
  await fillNewPin(page, NEXT_PIN, "新 PIN");
  await page.getByRole("button", { name: "换新密钥并进入" }).click();
  await expect(page.getByRole("navigation", { name: "主菜单" })).toBeVisible();
  await visit(page, "/activities");
  await expect(page.locator(".row-title").first()).toBeVisible();
  await visit(page, "/settings/trust");
  await expect(page.getByText("未申请")).toBeVisible();
});

async function fillNewPin(page: Page, pin: string, label = "PIN"): Promise<void> {
  await page.getByLabel(label, { exact: true }).fill(pin);
  await page.getByLabel("再输一次").fill(pin);
}

async function lockByMenu(page: Page): Promise<void> {
  await page.locator(".who").click();
  await page.getByRole("menuitem", { name: "锁定" }).click();
  await expect(page.getByRole("button", { name: "进入" })).toBeVisible();
}
