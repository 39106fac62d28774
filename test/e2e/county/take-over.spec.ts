// The county's key after its PC is lost: the second PC takes it over, and a township compares the new key from paper.
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Locator, Page } from "@playwright/test";
import { pickDrive } from "../pages/folder-picker.ts";
import { goTo, unlock, visit } from "../pages/frame.ts";
import { readCode, typeCode, withWrongDigit } from "../pages/key-code.ts";
import { choosePack, packDialog, pressInPack } from "../pages/take-pack.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import type { OfficeCodes } from "../support/made/make-second-county.ts";
import { MONTH, PIN, preparedFolder } from "../support/prepared.ts";
import { expectSound, expectSoundAtBothSizes, expectWords } from "../support/sound.ts";

const NOW = "2021-06-24T09:00";
const MAKE = join(import.meta.dirname, "../support/made/make-second-county.ts");
const CLI = join(import.meta.dirname, "../../../src-main/cli/anbao.ts");
const run = promisify(execFile);

/** The county of two PCs in `电脑`; what it handed out lies on the drive. */
async function makeOffice(folder: string, until: "joined" | "taken-over"): Promise<OfficeCodes> {
  const made = join(folder, "方案包");
  const { stdout } = await run(process.execPath, [MAKE, process.env[MONTH] ?? "", join(folder, "电脑"), made, until]);
  const stick = stickOf({ folder });
  await mkdir(stick, { recursive: true });
  for (const name of await readdir(made)) await copyFile(join(made, name), join(stick, name));
  return JSON.parse(stdout) as OfficeCodes;
}

test("the second county PC takes the key of the lost one over: by its own code and with a reason", async ({
  openOffice,
  folder,
}) => {
  const codes = await makeOffice(folder, "joined");
  const { page } = await openOffice("二号", { now: NOW, workspace: join(folder, "电脑", "二号") });
  await unlock(page, PIN);
  await goTo(page, "核准", "核准电脑");
  await expect(page.getByText("核准和停用在掌管县密钥的电脑（县级电脑）上办理", { exact: false })).toBeVisible();
  await visit(page, "/settings/trust");
  await expect(page.getByText("本机是第二台电脑", { exact: true })).toBeVisible();
  expect(await readCode(page)).toBe(codes.second);
  await page.getByRole("button", { name: "接管县密钥" }).click();
  const dialog = page.getByRole("dialog", { name: "接管县密钥" });
  await test.step("a wrong digit, the lost PC's code and no reason move nothing", () => takeOverWrongly(page, dialog, codes));
  await dialog.getByLabel(/接管原因/).fill("电脑丢失");
  await expect(dialog.getByText(/没有写明原因/)).toHaveCount(0);
  await dialog.getByRole("button", { name: "接管", exact: true }).click();
  await expect(dialog).toBeHidden();
  await test.step("this PC holds the key, the lost one has ended", () => seeTakenOver(page));
  await test.step("what only the root may do is done here now", async () => {
    await goTo(page, "核准", "核准电脑");
    await expect(page.getByRole("button", { name: "核对盖章件" })).toHaveCount(1);
    await expect(page.getByRole("row", { name: /县级电脑/ })).toContainText("已停用");
    await expectSound(page, "requests after the taking over");
  });
});

async function takeOverWrongly(page: Page, dialog: Locator, codes: OfficeCodes): Promise<void> {
  const takeOver = dialog.getByRole("button", { name: "接管", exact: true });
  await expect(dialog.getByText(/各单位不会自动改认/)).toBeVisible();
  await typeCode(page, withWrongDigit(codes.second));
  await expect(dialog.getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await typeCode(page, codes.first);
  await takeOver.click();
  await expect(dialog.getByText(/输入的不是本机的核对码。县密钥没有移动/)).toBeVisible();
  await typeCode(page, codes.second);
  await takeOver.click();
  await expect(dialog.getByText(/没有写明原因。县密钥没有移动/)).toBeVisible();
  await expectSoundAtBothSizes(page, "taking over");
}

async function seeTakenOver(page: Page): Promise<void> {
  await expect(page.getByText("本机掌管县密钥", { exact: true })).toBeVisible();
  await expect(page.getByRole("row", { name: /二号电脑/ })).toContainText("掌管县密钥");
  await expect(page.getByRole("row", { name: /县级电脑/ })).toContainText("已停用");
  await expect(page.getByText("把这 6 组数字印进正式通知并盖章", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "导出方案包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText(/已导出到 .+，1 个文件。/)).toBeVisible();
  await expectSoundAtBothSizes(page, "the county's key after the taking over");
  await expectWords(page, "the county's key after the taking over");
}

test("a township compares the new county key from paper; the lost PC's packs change nothing after that", async ({
  openOffice,
  folder,
}) => {
  const codes = await makeOffice(folder, "taken-over");
  const workspace = join(folder, "电脑", "town");
  await cp(preparedFolder("town"), workspace, { recursive: true });
  const { page, pc } = await openOffice("town", { now: NOW, workspace });
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  const doubt = page.locator(".note").filter({ hasText: "县里的“二号电脑”说它接管了县密钥" });
  await test.step("its pack is read, and nobody is followed by itself", async () => {
    await choosePack(page, "新密钥.anbao", page.getByRole("main"));
    await pressInPack(page, "导入");
    await expect(packDialog(page)).toBeHidden();
    await expect(doubt).toContainText("没有收到通知的，先不要核对");
    await expect(page.getByText(/5月28日 9:00 核对/)).toBeVisible();
    await expectSoundAtBothSizes(page, "the county's key in doubt");
  });
  await test.step("its first screen says so too", async () => {
    await goTo(page, "首页", "今天要做的事");
    await page.getByRole("region", { name: "开始之前" }).getByRole("button", { name: "去核对" }).click();
  });
  await test.step("a wrong digit, and the code of the old notice", () => compareWrongly(page, doubt, codes));
  await test.step("the code of the new notice", async () => {
    await typeCode(page, codes.second);
    await pressInPack(page, "核对并导入");
    await expect(packDialog(page)).toBeHidden();
    await expect(doubt).toBeHidden();
    await expect(page.getByText(/6月24日 9:0\d 核对/)).toBeVisible();
    await expect(page.getByText("县里已核准这台电脑，导出的包直接计入。")).toBeVisible();
    await expectWords(page, "the new county key compared");
  });
  await pc.stop();
  const before = await stateOf(workspace);
  await pc.start(page);
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  await test.step("a pack of the lost PC says so, and what it says now does not count", async () => {
    await choosePack(page, "旧密钥.anbao");
    await expect(packDialog(page)).toContainText("这一包由县里已停用的电脑签名");
    await expectSoundAtBothSizes(page, "a pack of the lost PC");
    await pressInPack(page, "导入");
    await expect(packDialog(page)).toBeHidden();
    await expect(page.getByText(/6月24日 9:0\d 核对/)).toBeVisible();
    await expect(doubt).toBeHidden();
  });
  await pc.stop();
  expect(await stateOf(workspace)).toBe(before);
});

async function compareWrongly(page: Page, doubt: Locator, codes: OfficeCodes): Promise<void> {
  await choosePack(page, "新密钥.anbao", doubt);
  await expect(packDialog(page)).toContainText("没有盖章的新通知不要继续。");
  await typeCode(page, withWrongDigit(codes.second));
  await expect(packDialog(page).getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await pressInPack(page, "核对并导入");
  await expect(packDialog(page).getByText(/核对码第 2 组有误。未作任何改动。/)).toBeVisible();
  await expectSound(page, "a wrong digit of the new notice");
  await typeCode(page, codes.first);
  await pressInPack(page, "核对并导入");
  await expect(packDialog(page).getByText("输入的是本机原来核对过的县密钥，没有换成新的。")).toBeVisible();
}

/** Everything that counts in a workspace that no program has open. */
async function stateOf(workspace: string): Promise<string> {
  const { stdout } = await run(process.execPath, [CLI, "check", workspace, "--json"]);
  return (JSON.parse(stdout) as Readonly<{ stateDigest: string }>).stateDigest;
}
