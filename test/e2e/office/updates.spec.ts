// 程序更新 by mouse: nothing speaks of it without a publisher; from a drive and from an intranet address, to the package that waits.
import { appendFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { pickDrive } from "../pages/folder-picker.ts";
import { heading, unlock, visit } from "../pages/frame.ts";
import { expect, stickOf, test } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { PIN } from "../support/prepared.ts";
import { programOn } from "../support/pc/shell-pc.ts";
import { expectSound } from "../support/sound.ts";
import { makePublisher, publish } from "../../support/made/made-updates.ts";
import { startUpdateServer, type Misbehaviour } from "../../support/made/update-server.ts";

const NOW = "2021-06-24T09:00";
const ENDING = `linux-${process.arch}.deb`;

test("without a publisher's key no screen speaks of updates", async ({ openOffice }) => {
  const { page } = await openOffice("county", { now: NOW, prepared: "county" });
  await unlock(page, PIN);
  await visit(page, "/settings/workspace");
  await expect(page.getByRole("tab", { name: "工作区" })).toBeVisible();
  await expect(page.getByText("程序版本")).toBeVisible();
  await expect(page.getByRole("tab", { name: "程序更新" })).toHaveCount(0);
});

test("an update comes from a drive, is checked, waits, and is deleted", async ({ openOffice, folder }) => {
  const publisher = makePublisher(folder, "publisher-1");
  const office = await openOffice("county", { now: NOW, prepared: "county", publishers: publisher.line });
  const { page } = office;
  const stick = stickOf(office);
  const hand = handOn(page);
  await unlock(page, PIN);
  await visit(page, "/settings/updates");
  await expectSound(page, "updates");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickDrive(page, hand, "查看这个文件夹");
  await expect(page.getByRole("main").getByRole("alert")).toContainText("没有适合这台电脑的更新");
  await publish(stick, publisher, "0.0.9", ENDING);
  await page.getByRole("button", { name: "重新查看" }).click();
  await expect(page.getByText("那里是旧版本 0.0.9，不能用来更新。")).toBeVisible();
  await rm(join(stick, `anbao-0.0.9-${ENDING}`));
  const name = await publish(stick, publisher, "9.1.0", ENDING);
  await page.getByRole("button", { name: "重新查看" }).click();
  await expect(page.getByText("有新版本 9.1.0", { exact: false })).toBeVisible();
  await page.getByRole("button", { name: "拷贝并核对" }).click();
  await expect(page.getByRole("heading", { name: "新版本 9.1.0 等待安装" })).toBeVisible();
  await rm(join(stick, name));
  await page.reload();
  await expect(page.getByText("签名和内容核对无误", { exact: false })).toBeVisible();
  await expect(page.getByText("程序是从源代码目录运行的", { exact: false })).toBeVisible();
  await expect(page.getByRole("button", { name: "退出并安装" })).toHaveCount(0);
  await expectSound(page, "an update that waits");
  await page.getByRole("button", { name: "删除这个更新" }).click();
  await expect(page.getByRole("heading", { name: /等待安装/ })).toHaveCount(0);
});

test("an update comes from an intranet address; a changed one is refused, a slow one can be stopped", async ({
  openOffice,
  folder,
}) => {
  const publisher = makePublisher(folder, "publisher-1");
  const shared = join(folder, "内网 更新");
  const name = await publish(shared, publisher, "9.1.0", ENDING);
  const mood: { now: Misbehaviour } = { now: () => false };
  const server = await startUpdateServer(shared, (...asked) => mood.now(...asked));
  const { page, pc } = await openOffice("county", { now: NOW, prepared: "county", publishers: publisher.line });
  await unlock(page, PIN);
  await visit(page, "/settings/updates");
  await expect(page.getByText("没有填，程序不访问网络")).toBeVisible();
  await expect(page.getByRole("button", { name: "检查更新" })).toHaveCount(0);
  await page.getByLabel("更新地址").fill("ftp://192.0.2.10/");
  await page.getByRole("button", { name: "保存地址" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("不能用作更新地址");
  await page.getByLabel("更新地址").fill(server.address.replace(/\/$/, ""));
  await saveAddress(page, server.address);
  await page.getByRole("button", { name: "检查更新" }).click();
  await expect(page.getByText("有新版本 9.1.0", { exact: false })).toBeVisible();

  await appendFile(join(shared, name), "x");
  await page.getByRole("button", { name: "下载并核对" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("与签名的说明不符");

  await publish(shared, publisher, "9.1.0", ENDING);
  mood.now = (asked, response) => {
    if (!asked.endsWith(".deb")) return false;
    response.writeHead(200).write(Buffer.alloc(100_000));
    return true;
  };
  await page.getByRole("button", { name: "下载并核对" }).click();
  await page.getByRole("main").getByRole("button", { name: "取消" }).click();
  await expect(page.getByRole("button", { name: "下载并核对" })).toBeVisible();
  expect(await readdir(join(folder, "county", "Anbao", "updates"))).toEqual([]);

  mood.now = () => false;
  await page.getByRole("button", { name: "下载并核对" }).click();
  await expect(page.getByRole("heading", { name: "新版本 9.1.0 等待安装" })).toBeVisible();

  await pc.kill();
  await pc.start(page);
  await unlock(page, PIN);
  await visit(page, "/settings/updates");
  await expect(page.getByRole("heading", { name: "新版本 9.1.0 等待安装" })).toBeVisible();
  await server.close();
  await page.getByRole("button", { name: "检查更新" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("连不上更新地址");
});

test("a deb says the command, in English too", async ({ openOffice, folder }) => {
  const publisher = makePublisher(folder, "publisher-1");
  const office = await openOffice("county", { now: NOW, prepared: "county", publishers: publisher.line, installedAs: "deb" });
  const { page } = office;
  await publish(stickOf(office), publisher, "9.1.0", ENDING);
  await takeFromStick(page);
  const path = join(folder, "county", "Anbao", "updates", `anbao-9.1.0-${ENDING}`);
  await expect(page.getByText(`sudo dpkg -i '${path}'`)).toBeVisible();
  await visit(page, "/settings/screen");
  await page.getByRole("radio", { name: "English" }).click();
  await expect(heading(page)).toHaveText("Settings");
  await visit(page, "/settings/updates");
  await expect(page.getByText("needs the administrator's password", { exact: false })).toBeVisible();
  await expectSound(page, "a deb that waits");
});

test("in a shell that can install, a button does it, and what it is refused for is said", async ({ openOffice, folder }) => {
  const publisher = makePublisher(folder, "publisher-1");
  const office = await openOffice("county", {
    now: NOW,
    prepared: "county",
    publishers: publisher.line,
    installedAs: "appimage",
  });
  const { page } = office;
  await publish(stickOf(office), publisher, "9.1.0", `linux-${process.arch}.AppImage`);
  await takeFromStick(page);
  await expect(page.getByText("用下面的文件替换原来的 AppImage", { exact: false })).toBeVisible();
  await page.addInitScript(() => {
    const refused = { code: "update-tasks-running", details: { count: 1 } };
    Object.assign(window, { anbaoShell: { installUpdate: () => Promise.resolve(refused) } });
  });
  await page.reload();
  await page.getByRole("button", { name: "退出并安装" }).click();
  await expect(page.getByRole("main").getByRole("alert")).toContainText("还有 1 项任务没做完");
  await expectSound(page, "an update that cannot be installed now");
});

async function takeFromStick(page: Page): Promise<void> {
  await unlock(page, PIN);
  await visit(page, "/settings/updates");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickDrive(page, handOn(page), "查看这个文件夹");
  await page.getByRole("button", { name: "拷贝并核对" }).click();
  await expect(page.getByRole("heading", { name: "新版本 9.1.0 等待安装" })).toBeVisible();
}

/** In the installed program the address is confirmed in a dialog of the system; a no leaves everything as it was. */
async function saveAddress(page: Page, address: string): Promise<void> {
  const save = page.getByRole("button", { name: "保存地址" });
  await save.click();
  const program = programOn(page);
  if (program === undefined) return;
  const no = await program.shown("message");
  expect(String(no.shown.options["message"])).toContain(address);
  await no.answer({ response: 1, checkboxChecked: false });
  await expect(save).toBeEnabled();
  await expect(page.getByRole("button", { name: "检查更新" })).toHaveCount(0);
  await save.click();
  await (await program.shown("message")).answer({ response: 0, checkboxChecked: false });
}
