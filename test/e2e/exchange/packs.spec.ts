// The county's pack at a township: pinned from paper, and every pack that is not to be trusted or brings nothing new, each with its
// sentence. What is refused changes nothing: the workspace's digests and the state of the pin are as before.
import { execFile } from "node:child_process";
import { copyFile, cp, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { closeByEscape, unlock, visit } from "../pages/frame.ts";
import { typeCode, withWrongDigit } from "../pages/key-code.ts";
import { choosePack, closePack, packDialog, pressInPack } from "../pages/take-pack.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import type { PrintedCodes } from "../support/made/make-packs.ts";
import { MONTH, PIN, preparedFolder } from "../support/prepared.ts";
import { expectSound, seenIn } from "../support/sound.ts";

const NOW = "2021-06-24T09:00";
const MAKE = join(import.meta.dirname, "../support/made/make-packs.ts");
const CLI = join(import.meta.dirname, "../../../src-main/cli/anbao.ts");
const run = promisify(execFile);

async function makePacks(folder: string): Promise<PrintedCodes> {
  const made = join(folder, "方案包");
  const { stdout } = await run(process.execPath, [MAKE, process.env[MONTH] ?? "", join(folder, "电脑"), made]);
  const stick = stickOf({ folder });
  await mkdir(stick, { recursive: true });
  for (const name of await readdir(made)) await copyFile(join(made, name), join(stick, name));
  return JSON.parse(stdout) as PrintedCodes;
}

/** What `anbao check` says of a workspace that no program has open. */
async function digests(workspace: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, [CLI, "check", workspace, "--json"]);
  const { entriesDigest, stateDigest, ok } = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  return { entriesDigest, stateDigest, ok };
}

test("a new PC is to pin the county from paper: a wrong digit, another paper and another unit's pack change nothing", async ({
  openOffice,
  folder,
}) => {
  const codes = await makePacks(folder);
  const workspace = join(folder, "电脑", "新电脑");
  const before = await digests(workspace);
  const { page, pc } = await openOffice("town", { now: NOW, workspace });
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  await test.step("a pack for another unit", async () => {
    await choosePack(page, "别的单位的.anbao");
    await expect(page.getByText(/这个包是发给“620724105”的。已有数据未受影响。/)).toBeVisible();
    await expectSound(page, "another unit's pack");
  });
  await test.step("a wrong digit, named with its group", async () => {
    await choosePack(page, "方案包.anbao");
    await expect(packDialog(page)).toContainText("请照县里盖章印发的通知");
    await pressInPack(page, "核对并导入");
    await expect(packDialog(page).getByText(/核对码应为六组、每组六位数字，现为 0 位/)).toBeVisible();
    await typeCode(page, withWrongDigit(codes.ours));
    await expect(packDialog(page).getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
    await pressInPack(page, "核对并导入");
    await expect(packDialog(page).getByText(/核对码第 2 组有误。未作任何改动。/)).toBeVisible();
    await expectSound(page, "wrong digit");
  });
  await test.step("the code of another notice", async () => {
    await typeCode(page, codes.rival);
    await pressInPack(page, "核对并导入");
    await expect(packDialog(page).getByText(/输入的核对码与这个包不一致。未作任何改动。/)).toBeVisible();
    await closePack(page);
    await expect(page.getByText("未导入", { exact: true })).toBeVisible();
  });
  await pc.stop();
  expect(await digests(workspace)).toEqual(before);
});

test("a township that knows its county: an older pack, a foreign root and another unit's pack change nothing", async ({
  openOffice,
  folder,
}) => {
  await makePacks(folder);
  const workspace = join(folder, "电脑", "town");
  await cp(preparedFolder("town"), workspace, { recursive: true });
  const before = await digests(workspace);
  const { page, pc } = await openOffice("town", { now: NOW, workspace });
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  await test.step("an older pack says so, and replaces nothing", async () => {
    await choosePack(page, "旧的.anbao");
    await expect(packDialog(page)).toContainText("这一包比已导入的旧，导入后不会替换新的。");
    await expectSound(page, "older pack");
    await pressInPack(page, "导入");
    await expect(packDialog(page)).toBeHidden();
  });
  await test.step("a foreign root says so; the code of the notice at hand does not fit it", async () => {
    await choosePack(page, "外来的.anbao");
    await expect(packDialog(page)).toContainText("这一包不是已核对过的县密钥签名的。已有数据和已核对的密钥未受影响。");
    await expectSound(page, "foreign root");
    await pressInPack(page, "核对并导入");
    await expect(packDialog(page).getByText(/核对码应为六组/)).toBeVisible();
    await closePack(page);
  });
  await test.step("another unit's pack", async () => {
    await choosePack(page, "别的单位的.anbao");
    await expect(page.getByText(/这个包是发给“620724105”的/)).toBeVisible();
  });
  await seenIn(page, "English", "Settings");
  await page.getByRole("button", { name: "From a drive" }).click();
  await page.getByRole("dialog").getByRole("list").first().getByRole("button", { name: "桌面" }).click();
  await page.getByRole("dialog").getByRole("checkbox", { name: "外来的.anbao" }).check();
  await page.getByRole("dialog").getByRole("button", { name: /1/ }).last().click();
  await expect(page.getByText(/not signed by the county key that was checked before/)).toBeVisible();
  await closeByEscape(page, page.getByRole("dialog").filter({ hasText: "not signed by the county key" }));
  await pc.stop();
  expect(await digests(workspace)).toEqual(before);
});

test("a county that had to begin anew is pinned by its new notice; the old county's pack is a stranger's after that", async ({
  openOffice,
  folder,
}) => {
  const codes = await makePacks(folder);
  const { page } = await openOffice("town", { now: NOW, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/settings/trust");
  await choosePack(page, "外来的.anbao");
  await typeCode(page, withWrongDigit(codes.rival));
  await expect(packDialog(page).getByText("第 2 组有误，请对照纸面重输。")).toBeVisible();
  await typeCode(page, codes.rival);
  await pressInPack(page, "核对并导入");
  await expect(packDialog(page).getByText("本机已核对过另一把县密钥，这次输入的是新的。")).toBeVisible();
  await expectSound(page, "another county key than the one compared before");
  await packDialog(page).getByRole("checkbox", { name: "县里换了密钥，有盖章的新通知：替换县密钥" }).check();
  await pressInPack(page, "核对并导入");
  await expect(packDialog(page)).toBeHidden();
  await expect(page.getByText(/6月24日 9:0\d 核对/)).toBeVisible();
  await expect(page.getByText("已申请，等待核准", { exact: true })).toBeVisible();
  await expectSound(page, "the new county key compared");
  await choosePack(page, "方案包.anbao");
  await expect(packDialog(page)).toContainText("这一包不是已核对过的县密钥签名的。");
  await closePack(page);
});
