// 收件 with every kind of bundle on the drive, and long work that is stopped: by a person, and by a power cut.
import { execFile } from "node:child_process";
import { mkdir, readdir, rm, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { pickDrive } from "./pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "./pages/frame.ts";
import { expect, stickOf, test, type Office } from "./support/fixture.ts";
import { handOn } from "./support/hand.ts";
import { MONTH, PIN } from "./support/prepared.ts";

const NOW = "2021-06-24T09:00";
const MAKE = join(import.meta.dirname, "support/make-bundles.ts");
const CLI = join(import.meta.dirname, "../../src-main/cli/anbao.ts");
const run = promisify(execFile);

async function makeBundles(folder: string, which: "sorts" | "large"): Promise<string> {
  const made = join(folder, "做好的包");
  await run(process.execPath, [MAKE, process.env[MONTH] ?? "", join(folder, "电脑"), made, which]);
  return made;
}

async function putOnStick(office: Pick<Office, "folder">, made: string, names: readonly string[]): Promise<void> {
  const stick = stickOf(office);
  await rm(stick, { recursive: true, force: true });
  await mkdir(stick, { recursive: true });
  for (const name of names) await copyFile(join(made, name), join(stick, name));
}

async function lookThrough(page: Page): Promise<void> {
  await goTo(page, "收件", "收件");
  await page.getByRole("button", { name: "选择U盘或文件夹" }).click();
  await pickDrive(page, handOn(page), "核对这个文件夹");
  await expect(heading(page)).toHaveText("核对并合并");
}

type Checked = Readonly<{ entriesDigest: string; stateDigest: string; ok: boolean }>;

/** What `anbao check` says of a workspace that no program has open. */
async function check(workspace: string): Promise<Checked> {
  const { stdout } = await run(process.execPath, [CLI, "check", workspace, "--read-media", "--json"]);
  return JSON.parse(stdout) as Checked;
}

test("the inbox says of each bundle what it is, before anything is written", async ({ openOffice, folder }) => {
  test.setTimeout(240_000);
  const made = await makeBundles(folder, "sorts");
  const office = await openOffice("county", { now: NOW, prepared: "county" });
  const { page } = office;
  await unlock(page, PIN);
  await test.step("files of the browser's dialog, without a folder", async () => {
    await goTo(page, "收件", "收件");
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByRole("button", { name: "选择文件" }).click(),
    ]);
    await chooser.setFiles([join(made, "一号.anbao.age")]);
    await expect(heading(page)).toHaveText("核对并合并");
    await expect(page.getByRole("row", { name: /城关镇/ })).toContainText("签名有效");
    await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
    await expect(heading(page)).toHaveText("已合并 1 个包");
  });
  await test.step("a drive with all sorts", async () => {
    await putOnStick(office, made, ["一号.anbao.age", "二号.anbao.age", "未核准.anbao.age", "损坏.anbao.age"]);
    await lookThrough(page);
    const row = (of: RegExp) => page.getByRole("row", { name: of });
    await expect(row(/已导入过/)).toContainText("城关镇");
    await expect(row(/处两台电脑填得不同/)).toContainText("报送：活动 1");
    await expect(row(/电脑未核准 · 先收着/)).toContainText("报送：活动 1");
    await expect(row(/拒收：/)).toContainText("损坏.anbao.age");
    await expect(row(/拒收：/).getByRole("checkbox")).toBeDisabled();
    await expect(page.getByText("收到时间", { exact: true })).toHaveCount(1);
    await page.getByRole("button", { name: /^合并 2 个包$/ }).click();
    await expect(heading(page)).toHaveText("已合并 1 个包");
    await expect(row(/先收着，待核准/)).toBeVisible();
  });
  await visit(page, "/");
  await expect(page.getByText(/填得不同/).first()).toBeVisible();
});

test("an import that is stopped leaves nothing behind, by a person or by a power cut", async ({ openOffice, folder }) => {
  test.setTimeout(240_000);
  const made = await makeBundles(folder, "large");
  const office = await openOffice("county", { now: NOW, prepared: "county" });
  const { page, pc } = office;
  const workspace = join(folder, "county", "workspace");
  await pc.stop();
  const before = await check(workspace);
  await pc.start(page);
  await unlock(page, PIN);
  await putOnStick(office, made, ["长视频.anbao.age"]);
  await lookThrough(page);
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await page.getByRole("main").getByRole("button", { name: "取消" }).click();
  await expect(page.getByText("已取消。取消前合并好的包都在，其余没有改动。")).toBeVisible();
  await pc.stop();
  expect(await check(workspace)).toEqual(before);
  expect(await readdir(join(workspace, "staging"))).toEqual([]);
  await pc.start(page);
  await unlock(page, PIN);
  await lookThrough(page);
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(page.getByRole("main").getByRole("progressbar")).toBeVisible();
  await pc.kill();
  expect(await check(workspace)).toEqual(before);
  await pc.start(page);
  await unlock(page, PIN);
  await lookThrough(page);
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(heading(page)).toHaveText("已合并 1 个包", { timeout: 60_000 });
  await pc.stop();
  expect((await check(workspace)).entriesDigest).not.toBe(before.entriesDigest);
});

test("an export that is cancelled leaves no file on the drive, and the next one is whole", async ({ openOffice, folder }) => {
  test.setTimeout(240_000);
  await makeBundles(folder, "large");
  const office = await openOffice("town", { now: NOW, workspace: join(folder, "电脑", "长视频") });
  const { page } = office;
  await unlock(page, PIN);
  await visit(page, "/hand-in/now");
  const said = page.getByPlaceholder("写一句说明，随包报县里");
  await said.fill("同一天两场，分别组织。");
  await said.blur();
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await page.getByRole("main").getByRole("button", { name: "取消" }).click();
  await expect(page.getByText("已取消", { exact: false }).first()).toBeVisible();
  expect(await readdir(stickOf(office))).toEqual([]);
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByRole("heading", { name: "可以安全拔出" })).toBeVisible({ timeout: 90_000 });
  const [file = "", ...more] = await readdir(stickOf(office));
  expect([file.endsWith(".anbao.age"), more]).toEqual([true, []]);
});
