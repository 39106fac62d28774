// A township's new PC takes the place of its old one at the approval; what the old one hands in after that does not count.
import { execFile } from "node:child_process";
import { copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { pickDrive } from "../pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { lookThrough } from "../pages/inbox.ts";
import { typeCode, withWrongDigit } from "../pages/key-code.ts";
import { choosePack, packDialog, pressInPack } from "../pages/take-pack.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import type { SealedForm } from "../support/made/make-new-pc.ts";
import { MONTH, PIN } from "../support/prepared.ts";
import { expectSound, expectSoundAtBothSizes, expectWords } from "../support/sound.ts";

const NOW = "2021-06-24T09:00";
const MAKE = join(import.meta.dirname, "../support/made/make-new-pc.ts");
const run = promisify(execFile);

test("the county approves a new PC in place of the old one, whose later bundles it keeps and does not count", async ({
  openOffice,
  folder,
}) => {
  const made = join(folder, "做好的包");
  const { stdout } = await run(process.execPath, [MAKE, process.env[MONTH] ?? "", join(folder, "电脑"), made]);
  const { code } = JSON.parse(stdout) as SealedForm;
  const stick = stickOf({ folder });
  await mkdir(stick, { recursive: true });
  await copyFile(join(made, "request.anbao"), join(stick, "request.anbao"));
  const { page } = await openOffice("county", { now: NOW, workspace: join(folder, "电脑", "county") });
  await unlock(page, PIN);
  await test.step("the request comes on a drive", async () => {
    await lookThrough(page);
    await page.getByRole("button", { name: "合并 1 个包" }).click();
    await expect(heading(page)).toHaveText("已收下 1 个包，核准后计入");
    await page.getByRole("button", { name: "去核准" }).click();
    await expect(heading(page)).toHaveText("核准电脑");
  });
  await test.step("approved by its code, and the old one named with a reason", () => approveInstead(page, code));
  for (const name of ["新电脑.anbao.age", "旧电脑.anbao.age"]) await copyFile(join(made, name), join(stick, name));
  await test.step("the old one's next bundle says so before it is merged, and after", async () => {
    await lookThrough(page);
    const row = page.getByRole("row", { name: /电脑已停用 · 停用后写的不计入/ });
    await row.click();
    await expect(page.locator(".bundle-detail")).toContainText("停用后写的收着备查，不计入统计。");
    await expectSoundAtBothSizes(page, "a bundle of an ended PC");
    await expectWords(page, "a bundle of an ended PC");
    await page.getByRole("button", { name: "合并 2 个包" }).click();
    await expect(heading(page)).toHaveText("已合并 2 个包");
    await expect(page.getByRole("row", { name: /已收下，停用后写的不计入/ })).toBeVisible();
    await expectSound(page, "merged with a bundle of an ended PC");
  });
  await test.step("the new one's counts", async () => {
    await goTo(page, "活动", "各单位活动");
    await expect(page.getByRole("row", { name: /新电脑记的活动/ })).toBeVisible();
    await expect(page.getByText("旧电脑后来记的活动")).toHaveCount(0);
  });
  await test.step("the county's pack goes back on the drive", async () => {
    await visit(page, "/settings/trust");
    await page.getByRole("button", { name: "导出方案包" }).click();
    await pickDrive(page, handOn(page), "导出到这里");
    await expect(page.getByText(/已导出到 .+，1 个文件。/)).toBeVisible();
  });
  const old = await openOffice("旧电脑", { now: NOW, workspace: join(folder, "电脑", "town") });
  await test.step("the old PC is told that it has ended", () => seeEnded(old.page));
});

async function approveInstead(page: Page, code: string): Promise<void> {
  const row = page.getByRole("row", { name: /城关镇 新电脑/ });
  const waiting = page.getByRole("row", { name: /城关镇 · 新电脑/ });
  await expect(waiting).toHaveCount(1);
  await row.getByRole("button", { name: "核对盖章件" }).click();
  const dialog = page.getByRole("dialog", { name: "核准 城关镇 · 新电脑" });
  await typeCode(page, withWrongDigit(code));
  await expect(dialog.getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await typeCode(page, code);
  await dialog.getByText("替换旧电脑，同时停用它").click();
  await expect(dialog.getByTitle("一号电脑")).toBeVisible();
  await dialog.getByRole("button", { name: "核准并停用旧电脑" }).click();
  await expect(dialog.getByText("请写明原因。")).toBeVisible();
  await expectSoundAtBothSizes(page, "approving in place of another PC");
  await dialog.getByRole("textbox", { name: /停用原因/ }).fill("硬盘坏了");
  await dialog.getByRole("button", { name: "核准并停用旧电脑" }).click();
  await expect(row).toContainText("已核准");
  await expect(waiting).toHaveCount(0);
  await expect(page.getByRole("row", { name: /城关镇.*一号电脑/ })).toContainText("已停用");
  await expectSound(page, "requests with an ended PC");
  await expectWords(page, "requests with an ended PC");
}

async function seeEnded(page: Page): Promise<void> {
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  await choosePack(page, /^组委会办公室-第\d+包\.anbao/);
  await pressInPack(page, "导入");
  await expect(packDialog(page)).toBeHidden();
  await expect(page.getByText(/停用前写的照旧有效，以后写的不计入。请改用新核准的电脑报送/)).toBeVisible();
  await expect(page.getByRole("button", { name: "导出申请" })).toHaveCount(0);
  await expectWords(page, "the old PC");
  await goTo(page, "首页", "今天要做的事");
  await expect(page.getByText("县里已停用这台电脑，以后写的不计入。")).toBeVisible();
  await expectSound(page, "the old PC's first screen");
}
