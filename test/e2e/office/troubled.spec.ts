// A workspace that cannot be opened says why, and every way on starts from there; files that the system hands over reach their screen.
import { cp, mkdir, open, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { heading, unlock, visit } from "../pages/frame.ts";
import { copiedText } from "../pages/clipboard.ts";
import { expect, test } from "../support/fixture.ts";
import { makeBundles, PIN, preparedFolder, type Prepared } from "../support/prepared.ts";
import { expectSound } from "../support/sound.ts";

const NOW = "2021-06-24T09:00";
/** Where a database says which program wrote it. @see https://www.sqlite.org/fileformat2.html#user_version_number */
const USER_VERSION_AT = 60;

async function copyOf(folder: string, prepared: Prepared): Promise<string> {
  const copy = join(folder, "数据", prepared);
  await cp(preparedFolder(prepared), copy, { recursive: true });
  return copy;
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const opened = await open(file, "r+");
  await opened.write(bytes, 0, bytes.length, at);
  await opened.close();
}

const alert = (page: Page) => page.getByRole("alert").first();
const again = (page: Page) => page.getByRole("button", { name: "再试一次" });

test("a damaged workspace says so, and goes on from a copy that it kept before an import", async ({ openOffice, folder }) => {
  const workspace = await copyOf(folder, "county");
  await mkdir(join(workspace, "backups"));
  await cp(join(workspace, "anbao.db"), join(workspace, "backups", "2021-06-23T080000000Z.db"));
  await overwrite(join(workspace, "anbao.db"), 0, Buffer.alloc(8192, "x"));
  const { page } = await openOffice("县里", { now: NOW, workspace });
  await expect(alert(page)).toContainText("无法读取或已损坏。原文件未被改动。请用最近的备份恢复");
  await expectSound(page, "damaged workspace");
  await page.getByRole("button", { name: "恢复备份" }).click();
  await expect(page.getByRole("button", { name: "选择备份文件" })).toBeVisible();
  await page.getByRole("button", { name: "返回" }).click();
  await expect(page.getByText("6月23日 16:00")).toBeVisible();
  await page.getByRole("button", { name: "用这份恢复" }).click();
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("工作台");
});

test("a workspace of a newer program says so, and opens once it can be read", async ({ openOffice, folder }) => {
  const workspace = await copyOf(folder, "town");
  const file = join(workspace, "anbao.db");
  const before = Buffer.alloc(4);
  const opened = await open(file, "r");
  await opened.read(before, 0, 4, USER_VERSION_AT);
  await opened.close();
  await overwrite(file, USER_VERSION_AT, Buffer.from([0, 0, 0x27, 0x0f]));
  const { page } = await openOffice("镇里", { now: NOW, workspace });
  await expect(alert(page)).toContainText("由更新的程序写成（数据版本 9999");
  await again(page).click();
  await expect(alert(page)).toContainText("9999");
  await page.getByRole("button", { name: "新建" }).click();
  await expect(page.getByRole("button", { name: /报送单位/ })).toBeVisible();
  await page.getByRole("button", { name: "返回" }).click();
  await overwrite(file, USER_VERSION_AT, before);
  await again(page).click();
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("今天要做的事");
});

test("a workspace that another program has open says so, and opens when that one has let it go", async ({
  openOffice,
  folder,
}) => {
  const workspace = await copyOf(folder, "town");
  const first = await openOffice("先开的", { now: NOW, workspace });
  const { page } = await openOffice("后开的", { now: NOW, workspace });
  await expect(alert(page)).toContainText("正被另一个程序使用。数据未受影响。");
  await first.pc.stop();
  await again(page).click();
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("今天要做的事");
});

test("a workspace whose folder is gone is no first start: the folder is named, and other data can be opened", async ({
  openOffice,
  folder,
}) => {
  const workspace = await copyOf(folder, "town");
  await cp(workspace, join(folder, "镇里", "Anbao", "unit-620724100"), { recursive: true });
  await rm(workspace, { recursive: true });
  const { page } = await openOffice("镇里", { now: NOW, workspace });
  await expect(alert(page)).toContainText("里没有安报数据");
  await page.getByRole("button", { name: "打开另一份数据" }).click();
  await expect(page.getByText("城关镇 的数据")).toContainText("最近改动");
  await page.getByRole("button", { name: "打开", exact: true }).click();
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("今天要做的事");
});

test("with damaged settings it is not known what was open: the first start offers the data that lie on this PC", async ({
  openOffice,
  folder,
}) => {
  const home = join(folder, "镇里", "Anbao");
  await cp(preparedFolder("town"), join(home, "unit-620724100"), { recursive: true });
  await writeFile(join(home, "program.json"), '{"workspace":{"fol');
  const { page } = await openOffice("镇里", { now: NOW });
  await expect(page.getByText("这台电脑上已有这些数据")).toBeVisible();
  await expectSound(page, "first start beside data");
  await page.getByRole("button", { name: "打开", exact: true }).click();
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("今天要做的事");
});

test("bundles that are opened by a double click reach the county's preview, also before the PIN", async ({
  openOffice,
  folder,
}) => {
  const made = await makeBundles(folder, "sorts");
  const { page, pc } = await openOffice("county", { now: NOW, prepared: "county" });
  pc.open(join(made, "一号.anbao.age"));
  await unlock(page, PIN);
  await expect(heading(page)).toHaveText("核对并合并");
  await expect(page.getByRole("row", { name: /城关镇 第3包/ })).toContainText("签名有效");
  pc.open(join(made, "损坏.anbao.age"));
  await expect(page.getByText("损坏.anbao.age", { exact: false }).first()).toBeVisible();
  pc.open(join(made, "没有这个文件.anbao"));
  pc.open(import.meta.filename);
  await expect(heading(page)).toHaveText("核对并合并");
});

test("a unit reads what is opened at home; a backup is restored only after a question; facts can be copied", async ({
  openOffice,
  folder,
}) => {
  const made = await makeBundles(folder, "twice");
  const { page, pc } = await openOffice("town", { now: NOW, prepared: "town" });
  await unlock(page, PIN);
  await visit(page, "/settings/workspace");
  pc.open(join(made, "二号.anbao.age"));
  await expect(heading(page)).toHaveText("今天要做的事");
  await expect(page.getByText(/^已读入。/).first()).toBeVisible();
  const backup = join(folder, "镇.anbao-backup");
  await writeFile(backup, "no backup");
  pc.open(backup);
  await expect(page.getByRole("dialog", { name: "恢复备份" })).toContainText("镇.anbao-backup");
  await page.getByRole("button", { name: "恢复", exact: true }).click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("备份");
  await page.getByRole("button", { name: "不恢复" }).click();
  await visit(page, "/settings/workspace");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.getByRole("button", { name: "复制诊断信息" }).click();
  await expect(page.getByText("已复制，可以粘贴到微信或邮件里。")).toBeVisible();
  const facts = await copiedText(page);
  expect(facts).toMatch(/anbao \d+\.\d+\.\d+[\s\S]*workspace: unit, open, \d+ records[\s\S]*last errors:/);
  for (const personal of ["城关镇", "经办人", "620724100", PIN, folder]) expect(facts).not.toContain(personal);
});
