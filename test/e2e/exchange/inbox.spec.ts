// 收件 with every kind of bundle on the drive, and long work that is stopped: by a person, and by a power cut.
import { execFile } from "node:child_process";
import { mkdir, readdir, rm, copyFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Page } from "@playwright/test";
import { pickDrive } from "../pages/folder-picker.ts";
import { goTo, heading, unlock, visit } from "../pages/frame.ts";
import { explainAll } from "../pages/hand-in.ts";
import { holdAnswers } from "../pages/calls.ts";
import { lookThrough, mergeFromDrive } from "../pages/inbox.ts";
import { cancelAtOnce } from "../pages/running-task.ts";
import { expect, stickOf, test, type Office } from "../support/fixture.ts";
import { handOn } from "../support/hand.ts";
import { makeBundles, PIN } from "../support/prepared.ts";
import { expectSound, expectWords, seenIn } from "../support/sound.ts";

const NOW = "2021-06-24T09:00";
const CLI = join(import.meta.dirname, "../../../src-main/cli/anbao.ts");
const run = promisify(execFile);

async function putOnStick(office: Pick<Office, "folder">, made: string, names: readonly string[]): Promise<void> {
  const stick = stickOf(office);
  await rm(stick, { recursive: true, force: true });
  await mkdir(stick, { recursive: true });
  for (const name of names) await copyFile(join(made, name), join(stick, name));
}

type Checked = Readonly<{ entriesDigest: string; stateDigest: string; ok: boolean }>;

/** What `anbao check` says of a workspace that no program has open. */
async function check(workspace: string): Promise<Checked> {
  const { stdout } = await run(process.execPath, [CLI, "check", workspace, "--read-media", "--json"]);
  return JSON.parse(stdout) as Checked;
}

test("the inbox says of each bundle what it is, before anything is written", async ({ openOffice, folder }) => {
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
  });
  await test.step("every row explained, in both themes and languages", () => lookAtPreview(page));
  await test.step("one time of receipt for all of them", () => mergeAsReceivedEarlier(page));
  await visit(page, "/");
  await page.getByRole("listitem").filter({ hasText: "填得不同" }).getByRole("button", { name: "去看" }).click();
  await expect(heading(page)).toHaveText("填得不同");
  await expect(page.getByText("由城关镇自己选定后再报，这里只能查看。")).toBeVisible();
  await expect(page.getByRole("radio").first()).toBeDisabled();
});

/** Four rows: one already there, one in conflict, one of a PC that is not approved, one that is broken. */
async function lookAtPreview(page: Page): Promise<void> {
  const explained = {
    已导入过: "合并不会有变化",
    两台电脑填得不同: "几个数都会留着",
    电脑未核准: "照盖章的附件1核准后自动计入",
    "拒收：": "损坏.anbao.age",
  };
  for (const [outcome, sentence] of Object.entries(explained)) {
    await page.getByRole("row", { name: outcome }).click();
    await expect(page.locator(".bundle-detail")).toContainText(sentence);
    await expectSound(page, outcome);
  }
  await page.setViewportSize({ width: 911, height: 512 });
  await expectSound(page, "at 150 %");
  await page.setViewportSize({ width: 1366, height: 768 });
  await seenIn(page, "深色", "核对并合并");
  await expectSound(page, "in the dark");
  await seenIn(page, "English", "Verify and merge");
  for (const outcome of ["Already imported", "conflicts between PCs", "PC not approved", "Refused:"]) {
    await page.getByRole("row", { name: outcome }).click();
    await expectWords(page, outcome);
  }
  await seenIn(page, "中文", "核对并合并");
}

/** A time that is no time merges nothing; one before the export needs a reason; then it is the time of every bundle. */
async function mergeAsReceivedEarlier(page: Page): Promise<void> {
  const day = page.getByLabel("收到时间", { exact: true });
  const merge = page.getByRole("button", { name: /^合并 2 个包$/ });
  await expect(day).toHaveCount(1);
  await day.fill("前几天");
  await merge.click();
  await expect(page.getByText("收到时间没有看懂")).toBeVisible();
  await day.fill("6.22");
  await page.getByLabel("收到的时刻").fill("1730");
  await expect(page.getByLabel("原因")).toBeVisible();
  await merge.click();
  await page.getByLabel("原因").fill("电话先报");
  await merge.click();
  await expect(heading(page)).toHaveText("已合并 1 个包");
  const rows = page.getByRole("row", { name: /6月22日 17:30/ });
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "先收着，待核准" })).toHaveCount(1);
  await expect(rows.filter({ hasText: "先收着，待核准" })).toContainText("核准后才有");
  await expectSound(page, "result");
}

test("what two PCs entered differently is decided by the unit, place by place", async ({ openOffice, folder }) => {
  await makeBundles(folder, "sorts");
  const { page } = await openOffice("town", { now: NOW, workspace: join(folder, "电脑", "一号") });
  await unlock(page, PIN);
  await page.getByRole("button", { name: "去选定" }).click();
  await expect(heading(page)).toHaveText("填得不同");
  await page
    .getByRole("navigation", { name: "填得不同" })
    .getByRole("button", { name: /机关学习/ })
    .click();
  await page.getByRole("button", { name: "按选定的保存" }).click();
  await expect(page.getByText("还有 1 项没有选定")).toBeVisible();
  const place = page.getByRole("group", { name: "标题" });
  await expect(place.getByRole("radio")).toHaveCount(4);
  await place.getByText("机关学习（二号电脑改）").click();
  await place.getByText("另填").click();
  await place.getByRole("textbox", { name: "另填：标题" }).fill("机关学习（商定）");
  await page.getByRole("button", { name: "按选定的保存" }).click();
  await expect(page.getByRole("navigation", { name: "填得不同" }).getByRole("button", { name: /机关学习/ })).toHaveCount(0);
  await visit(page, "/activities");
  await expect(page.getByText("机关学习（商定）")).toBeVisible();
});

test("one report made at two PCs is made once more by the unit, and holds what both recorded", async ({ openOffice, folder }) => {
  const made = await makeBundles(folder, "twice");
  const town = await openOffice("town", { now: NOW, workspace: join(folder, "电脑", "一号") });
  const county = await openOffice("county", { now: NOW, prepared: "county" });
  await unlock(town.page, PIN);
  await unlock(county.page, PIN);
  await test.step("county: told before it is merged; nothing can be decided here", async () => {
    await putOnStick(county, made, ["一号.anbao.age", "二号.anbao.age"]);
    await mergeFromDrive(county.page, 2);
    await visit(county.page, "/conflicts");
    await expect(county.page.getByText(/由城关镇重新办理一次再报，内容会合在一起/)).toBeVisible();
  });
  await test.step("township: led to that very report, and makes it once more", async () => {
    const { page } = town;
    await page.getByRole("button", { name: "去选定" }).click();
    await expect(page.getByText("两台电脑各办理了一次报送。重新办理一次即可，内容会合在一起。")).toBeVisible();
    await expectSound(page, "a report made twice");
    await page.getByRole("button", { name: "重新办理" }).click();
    await expect(heading(page)).toHaveText(/周报（第4期）/);
    await explainAll(page, "两台电脑分别记的");
    await page.getByRole("button", { name: "导出报送包" }).click();
    await pickDrive(page, handOn(page), "导出到这里");
    await expect(page.getByText("可以安全拔出")).toBeVisible();
    await visit(page, "/conflicts");
    await expect(page.getByText("没有要选定的内容")).toBeVisible();
  });
  await test.step("county: whole again", async () => {
    await mergeFromDrive(county.page);
    await visit(county.page, "/conflicts");
    await expect(county.page.getByText("没有要选定的内容")).toBeVisible();
    await visit(county.page, "/activities");
    for (const as of ["一号", "二号"]) await expect(county.page.getByText(`${as}电脑记的活动`)).toBeVisible();
  });
});

test("an import that is stopped leaves nothing behind, by a person or by a power cut", async ({ openOffice, folder }) => {
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
  await cancelAtOnce(page);
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect(page.getByText("已取消。取消前合并好的包都在，其余没有改动。")).toBeVisible();
  await pc.stop();
  expect(await check(workspace)).toEqual(before);
  expect(await readdir(join(workspace, "staging"))).toEqual([]);
  await pc.start(page);
  await unlock(page, PIN);
  await lookThrough(page);
  await page.getByRole("button", { name: /^合并 1 个包$/ }).click();
  await expect.poll(() => readdir(join(workspace, "staging")), { intervals: [20] }).not.toEqual([]);
  await pc.kill();
  expect(await check(workspace)).toEqual(before);
  await pc.start(page);
  await unlock(page, PIN);
  await mergeFromDrive(page);
  await pc.stop();
  expect((await check(workspace)).entriesDigest).not.toBe(before.entriesDigest);
});

test("an export that is cancelled leaves no file on the drive, and the next one is whole", async ({ openOffice, folder }) => {
  await makeBundles(folder, "large");
  const office = await openOffice("town", { now: NOW, workspace: join(folder, "电脑", "长视频") });
  const { page } = office;
  await unlock(page, PIN);
  await visit(page, "/hand-in/now");
  const said = page.getByPlaceholder("写一句说明，随包报县里");
  await said.fill("同一天两场，分别组织。");
  // The explanation is still on its way to the data side when the button is pressed.
  const letGo = await holdAnswers(page, "/handIn/explain");
  await page.getByRole("button", { name: "导出报送包" }).click();
  await letGo();
  await cancelAtOnce(page);
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByText("已取消", { exact: false }).first()).toBeVisible();
  expect(await readdir(stickOf(office))).toEqual([]);
  await page.getByRole("button", { name: "导出报送包" }).click();
  await pickDrive(page, handOn(page), "导出到这里");
  await expect(page.getByRole("heading", { name: "可以安全拔出" })).toBeVisible();
  const [file = "", ...more] = await readdir(stickOf(office));
  expect([file.endsWith(".anbao.age"), more]).toEqual([true, []]);
});
